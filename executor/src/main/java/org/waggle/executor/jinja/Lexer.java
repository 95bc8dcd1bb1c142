package org.waggle.executor.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.waggle.executor.jinja.Token.Kind;

/**
 * Cuts a template into tokens, with the whitespace rules that Hugging Face transformers sets: {@code trim_blocks} and
 * {@code lstrip_blocks}, and without the template's last newline.
 */
final class Lexer {
    private static final Pattern RAW = Pattern.compile("\\{%[-+]?\\s*raw\\s*(-%}\\s*|%})");
    private static final Pattern RAW_END = Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(\\+%}|-%}\\s*|%}\\n?)");
    private static final Pattern COMMENT_END = Pattern.compile("\\+#}|-#}\\s*|#}\\n?");
    private static final Pattern BLOCK_END = Pattern.compile("\\+%}|-%}\\s*|%}\\n?");
    private static final Pattern VARIABLE_END = Pattern.compile("-}}\\s*|}}");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");
    private static final Pattern FLOAT =
            Pattern.compile("[0-9][0-9_]*(\\.[0-9][0-9_]*([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)");
    private static final Pattern INTEGER = Pattern.compile("[0-9][0-9_]*");
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}<>=.:|,]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private int position;
    private int line = 1;

    Lexer(String source) {
        String unix = source.replace("\r\n", "\n").replace('\r', '\n');
        this.source = unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix;
    }

    List<Token> tokens() {
        while (position < source.length()) {
            int tag = nextTag();
            text(tag);
            if (tag < source.length()) {
                tag();
            }
        }
        add(Kind.END, "");
        return tokens;
    }

    private int nextTag() {
        for (int at = source.indexOf('{', position); at >= 0; at = source.indexOf('{', at + 1)) {
            if (at + 1 < source.length() && "{%#".indexOf(source.charAt(at + 1)) >= 0) {
                return at;
            }
        }
        return source.length();
    }

    /** Text up to a tag, less what the tag strips. */
    private void text(int end) {
        String text = source.substring(position, end);
        boolean atLineStart = position == 0 || source.charAt(position - 1) == '\n';
        char sign = end + 2 < source.length() ? source.charAt(end + 2) : ' ';
        boolean isVariable = source.startsWith("{{", end);
        if (end < source.length()) {
            text = stripped(text, sign, isVariable, atLineStart);
        }
        if (!text.isEmpty()) {
            add(Kind.TEXT, text);
        }
        moveTo(end);
    }

    private static String stripped(String text, char sign, boolean isVariable, boolean atLineStart) {
        if (sign == '-') {
            return PythonText.stripEnd(text);
        }
        int lineStart = text.lastIndexOf('\n') + 1;
        if (sign == '+' || isVariable || (lineStart == 0 && !atLineStart)) {
            return text;
        }
        return text.substring(lineStart).isBlank() ? text.substring(0, lineStart) : text;
    }

    private void tag() {
        Matcher raw = at(RAW);
        if (source.startsWith("{#", position)) {
            skip(COMMENT_END, "a comment that does not end");
        } else if (raw.lookingAt()) {
            moveTo(raw.end());
            raw();
        } else if (source.startsWith("{{", position)) {
            inside(Kind.VARIABLE_BEGIN, Kind.VARIABLE_END, VARIABLE_END);
        } else {
            inside(Kind.BLOCK_BEGIN, Kind.BLOCK_END, BLOCK_END);
        }
    }

    private void raw() {
        Matcher end = at(RAW_END);
        if (!end.find()) {
            throw failure("a raw block that does not end");
        }
        boolean atLineStart = source.charAt(position - 1) == '\n';
        char sign = end.group(1).isEmpty() ? ' ' : end.group(1).charAt(0);
        add(Kind.TEXT, stripped(source.substring(position, end.start()), sign, false, atLineStart));
        moveTo(end.end());
    }

    private void skip(Pattern end, String otherwise) {
        Matcher matcher = at(end);
        if (!matcher.find()) {
            throw failure(otherwise);
        }
        moveTo(matcher.end());
    }

    private void inside(Kind begin, Kind end, Pattern ending) {
        add(begin, "");
        moveTo(position + 2);
        if (position < source.length() && "-+".indexOf(source.charAt(position)) >= 0) {
            moveTo(position + 1);
        }
        while (position < source.length()) {
            Matcher done = at(ending);
            if (open.isEmpty() && done.lookingAt()) {
                add(end, "");
                moveTo(done.end());
                return;
            }
            token();
        }
        throw failure("a tag that does not end");
    }

    private void token() {
        char first = source.charAt(position);
        if (first == '"' || first == '\'') {
            StringLiteral literal = StringLiteral.read(source, position, line);
            add(Kind.STRING, literal.value());
            moveTo(literal.end());
        } else if (!(skips(SPACE)
                || takes(NAME, Kind.NAME)
                || takes(FLOAT, Kind.FLOAT)
                || takes(INTEGER, Kind.INTEGER))) {
            operator();
        }
    }

    private void operator() {
        Matcher matcher = at(OPERATOR);
        if (!matcher.lookingAt()) {
            throw failure("an unexpected character '" + Character.toString(source.codePointAt(position)) + "'");
        }
        String text = matcher.group();
        if ("([{".contains(text)) {
            open.push(text.charAt(0) == '(' ? ')' : (char) (text.charAt(0) + 2));
        } else if (")]}".contains(text) && (open.isEmpty() || open.pop() != text.charAt(0))) {
            throw failure("an unexpected '" + text + "'");
        }
        add(Kind.OPERATOR, text);
        moveTo(matcher.end());
    }

    private boolean skips(Pattern pattern) {
        Matcher matcher = at(pattern);
        if (!matcher.lookingAt()) {
            return false;
        }
        moveTo(matcher.end());
        return true;
    }

    private boolean takes(Pattern pattern, Kind kind) {
        Matcher matcher = at(pattern);
        if (!matcher.lookingAt()) {
            return false;
        }
        add(kind, matcher.group());
        moveTo(matcher.end());
        return true;
    }

    private Matcher at(Pattern pattern) {
        return pattern.matcher(source).region(position, source.length());
    }

    private void moveTo(int end) {
        for (; position < end; position++) {
            line += source.charAt(position) == '\n' ? 1 : 0;
        }
    }

    private void add(Kind kind, String text) {
        tokens.add(new Token(kind, text, line));
    }

    private TemplateFailure failure(String what) {
        return TemplateFailure.of("line %d: %s", line, what);
    }
}
