package org.waggle.executor.guard;

/** What a component threw, in a form that travels: a class or field of its own might not reach the driver. */
final class ComponentFailure extends RuntimeException {
    ComponentFailure(Throwable thrown) {
        super(thrown.toString(), thrown.getCause() == null ? null : new ComponentFailure(thrown.getCause()));
        setStackTrace(thrown.getStackTrace());
    }
}
