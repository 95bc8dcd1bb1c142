package org.waggle.executor.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as Python's {@code json.dumps} writes them.
 *
 * @param ascii true escapes what isn't ASCII
 * @param indent what each level is indented by; empty for one line
 * @param separators between items, and between key and value
 * @param sorted true writes keys in their order
 */
record JsonText(boolean ascii, String indent, List<String> separators, boolean sorted) {
    /** The filter {@code tojson} as transformers has it. */
    static String of(Object value, Arguments arguments) {
        Object indent = arguments.value(1, "indent", None.NONE);
        boolean isIndented = indent != None.NONE;
        String unit = indent instanceof Long width ? " ".repeat((int) Math.max(0, Math.min(width, 100))) : "";
        JsonText json = new JsonText(
                arguments.flag(0, "ensure_ascii"),
                isIndented ? "\n" + (indent instanceof String text ? text : unit) : "",
                separators(arguments.value(2, "separators", None.NONE), isIndented),
                arguments.flag(3, "sort_keys"));
        Output out = new Output(arguments.work());
        json.write(value, json.indent.isEmpty() ? "" : "\n", out);
        return out.text();
    }

    private static List<String> separators(Object given, boolean isIndented) {
        if (given instanceof List<?> list && list.size() == 2) {
            return list.stream().map(PythonText::str).toList();
        }
        return List.of(isIndented ? "," : ", ", ": ");
    }

    private void write(Object value, String margin, Output out) {
        if (value instanceof String text) {
            out.write(quoted(text));
        } else if (value instanceof List<?> list) {
            writeAll(list.iterator(), "[", "]", margin, out);
        } else if (value instanceof Map<?, ?> map) {
            Map<?, ?> ordered = sorted ? new TreeMap<>(map) : map;
            writeAll(ordered.entrySet().iterator(), "{", "}", margin, out);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            out.write(quoted(key(entry.getKey())) + separators.get(1));
            write(entry.getValue(), margin, out);
        } else {
            out.write(scalar(value));
        }
    }

    private void writeAll(Iterator<?> items, String begin, String end, String margin, Output out) {
        out.write(begin);
        String inner = indent.isEmpty() ? "" : margin + indent.substring(1);
        boolean isEmpty = !items.hasNext();
        while (items.hasNext()) {
            out.write(inner);
            write(items.next(), inner, out);
            out.write(items.hasNext() ? separators.get(0) : "");
        }
        out.write(isEmpty ? end : margin + end);
    }

    private static String key(Object key) {
        return key instanceof String text ? text : scalar(key);
    }

    private static String scalar(Object value) {
        if (value == None.NONE) {
            return "null";
        }
        if (value instanceof Boolean || value instanceof Long) {
            return value.toString();
        }
        if (value instanceof Double number) {
            return number.isNaN()
                    ? "NaN"
                    : number.isInfinite() ? (number > 0 ? "Infinity" : "-Infinity") : PythonText.number(number);
        }
        throw TemplateFailure.of("%s can't be written as JSON", PythonText.type(value));
    }

    private String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            append(json, text.charAt(i));
        }
        return json.append('"').toString();
    }

    private void append(StringBuilder json, char character) {
        switch (character) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            default -> {
                if (character < ' ' || (ascii && character > '~')) {
                    json.append("\\u%04x".formatted((int) character));
                } else {
                    json.append(character);
                }
            }
        }
    }
}
