package org.waggle.executor.jinja;

import java.util.List;

/**
 * Where a loop stands.
 *
 * @param items what it goes over
 * @param index place of the item, from 0
 */
record Loop(List<Object> items, int index) implements Attributed {
    @Override
    public Object attribute(String name) {
        return switch (name) {
            case "index" -> index + 1L;
            case "index0" -> (long) index;
            case "revindex" -> (long) items.size() - index;
            case "revindex0" -> items.size() - index - 1L;
            case "first" -> index == 0;
            case "last" -> index == items.size() - 1;
            case "length" -> (long) items.size();
            case "previtem" -> neighbour(index - 1);
            case "nextitem" -> neighbour(index + 1);
            case "cycle" ->
                (Callable) arguments -> arguments
                        .positional()
                        .get(index % arguments.positional().size());
            default -> new Undefined("the loop has no attribute '" + name + "'");
        };
    }

    private Object neighbour(int place) {
        return place < 0 || place >= items.size()
                ? new Undefined("there is no item before the first or after the last")
                : items.get(place);
    }
}
