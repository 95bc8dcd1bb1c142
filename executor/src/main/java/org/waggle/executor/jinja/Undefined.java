package org.waggle.executor.jinja;

/**
 * What a name stands for that nothing was set to: prints as nothing and is false, but has no attributes.
 *
 * @param reason what a message says of it
 */
record Undefined(String reason) {
    TemplateFailure failure() {
        return TemplateFailure.of("%s", reason);
    }
}
