package org.waggle.executor.jinja;

/** What is wrong with a template, or with what it was given; {@link Template} tells it with the line. */
final class TemplateFailure extends RuntimeException {
    private final String what;

    private TemplateFailure(String what) {
        super(what);
        this.what = what;
    }

    String what() {
        return what;
    }

    static TemplateFailure of(String format, Object... arguments) {
        return new TemplateFailure(arguments.length == 0 ? format : format.formatted(arguments));
    }
}
