package org.waggle.executor.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names and their values where a statement stands; an inner scope sees the outer ones and can't change them. */
final class Scope {
    private final Work work;
    private final @Nullable Scope outer;
    private final Map<String, Object> names = new HashMap<>();

    private Scope(Work work, @Nullable Scope outer) {
        this.work = work;
        this.outer = outer;
    }

    static Scope of(Map<String, Object> variables, Work work) {
        Scope scope = new Scope(work, null);
        scope.names.putAll(variables);
        return scope;
    }

    Scope inner() {
        return new Scope(work, this);
    }

    Work work() {
        return work;
    }

    void set(String name, Object value) {
        names.put(name, value);
    }

    /** Sets names to a value: one to the whole, several to its items. */
    void set(List<String> targets, Object value) {
        if (targets.size() == 1) {
            set(targets.get(0), value);
            return;
        }
        List<Object> items = Sequences.items(value);
        if (items.size() != targets.size()) {
            throw TemplateFailure.of("%d values for %d names", items.size(), targets.size());
        }
        for (int i = 0; i < targets.size(); i++) {
            set(targets.get(i), items.get(i));
        }
    }

    Object named(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            Object value = scope.names.get(name);
            if (value != null) {
                return value;
            }
        }
        return new Undefined("'" + name + "' is undefined");
    }

    Object value(Expression expression) {
        work.enter();
        Object value = expression.evaluate(this);
        work.leave();
        work.read(value);
        return value;
    }

    /** What a body writes. */
    String captured(Body body) {
        Output out = new Output(work);
        body.render(this, out);
        return out.text();
    }
}
