package org.waggle.common.failure;

/** A value that a person wrote and can mend: {@code Invalid key: value (rule)}. */
public final class InvalidValueException extends IllegalArgumentException {
    InvalidValueException(String message) {
        super(message);
    }
}
