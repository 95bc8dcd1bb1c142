package org.waggle.executor.jinja;

import java.util.List;

/**
 * A loop.
 *
 * @param targets names for an item, or for the items of an item
 * @param items what it goes over
 * @param condition which items count
 * @param body what is written for each
 * @param otherwise what is written if there is none
 */
record For(List<String> targets, Expression items, Expression condition, Body body, Body otherwise)
        implements Statement {
    @Override
    public Flow render(Scope scope, Output out) {
        List<Object> all = Sequences.items(scope.value(items)).stream()
                .filter(item -> Truth.of(with(scope, item).value(condition)))
                .toList();
        if (all.isEmpty()) {
            return otherwise.render(scope, out);
        }
        for (int i = 0; i < all.size(); i++) {
            Scope inner = with(scope, all.get(i));
            inner.set("loop", new Loop(all, i));
            if (body.render(inner, out) == Flow.BREAK) {
                break;
            }
        }
        return Flow.ON;
    }

    private Scope with(Scope scope, Object item) {
        Scope inner = scope.inner();
        inner.set(targets, item);
        return inner;
    }
}
