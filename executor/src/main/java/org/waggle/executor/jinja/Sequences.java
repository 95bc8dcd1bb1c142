package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Items of texts, lists and maps. A text is a sequence of code points. */
final class Sequences {
    private Sequences() {}

    /** What a loop over a value sees. */
    static List<Object> items(Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (value instanceof Map<?, ?> map) {
            return new ArrayList<>(map.keySet());
        }
        if (value instanceof String text) {
            return text.codePoints().mapToObj(Character::toString).collect(Collectors.toCollection(ArrayList::new));
        }
        if (value instanceof Undefined) {
            return List.of();
        }
        throw TemplateFailure.of("%s has no items", PythonText.type(value));
    }

    static long length(Object value) {
        if (value instanceof String text) {
            return text.codePointCount(0, text.length());
        }
        if (value instanceof List<?> list) {
            return list.size();
        }
        if (value instanceof Map<?, ?> map) {
            return map.size();
        }
        if (value instanceof Undefined) {
            return 0;
        }
        throw TemplateFailure.of("%s has no length", PythonText.type(value));
    }

    /** The item at a place, which counts from the end where it is negative; {@link Undefined} if there is none. */
    static Object at(Object value, long place) {
        List<?> items = value instanceof List<?> list ? list : items(value);
        long index = place < 0 ? place + items.size() : place;
        return index < 0 || index >= items.size()
                ? new Undefined("%s has no item %d".formatted(PythonText.type(value), place))
                : items.get((int) index);
    }

    /** Python's {@code value[from:to:step]}; each bound may be {@code None}. */
    static Object slice(Object value, Object from, Object to, Object step) {
        List<Object> items = items(value);
        long stride = step == None.NONE ? 1 : whole(step);
        if (stride == 0) {
            throw TemplateFailure.of("a slice with step 0");
        }
        int size = items.size();
        long first = bound(from, stride > 0 ? 0 : size - 1, size, stride);
        long end = bound(to, stride > 0 ? size : -1, size, stride);
        List<Object> taken = new ArrayList<>();
        for (long i = first; stride > 0 ? i < end : i > end; i += stride) {
            taken.add(items.get((int) i));
        }
        if (value instanceof String) {
            return taken.stream().map(String.class::cast).collect(Collectors.joining());
        }
        return value instanceof Tuple ? new Tuple(taken) : taken;
    }

    private static long bound(Object given, long otherwise, int size, long stride) {
        if (given == None.NONE) {
            return otherwise;
        }
        long place = whole(given);
        long index = place < 0 ? place + size : place;
        return stride > 0 ? Math.max(0, Math.min(index, size)) : Math.max(-1, Math.min(index, size - 1L));
    }

    private static long whole(Object value) {
        if (value instanceof Long number) {
            return Math.max(-Integer.MAX_VALUE, Math.min(number, Integer.MAX_VALUE));
        }
        throw TemplateFailure.of("a slice by %s (must be int)", PythonText.type(value));
    }
}
