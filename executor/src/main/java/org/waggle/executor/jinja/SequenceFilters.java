package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Jinja's filters of lists, maps and texts as sequences. */
final class SequenceFilters {
    private SequenceFilters() {}

    static Named<Filters.Filter> addTo(Named<Filters.Filter> filters) {
        return filters.add("length count", (value, arguments) -> Sequences.length(value))
                .add("list", (value, arguments) -> Sequences.items(value))
                .add("first", (value, arguments) -> Sequences.at(value, 0))
                .add("last", (value, arguments) -> Sequences.at(value, -1))
                .add(
                        "join",
                        (value, arguments) -> StringMethods.joined(
                                mapped(value, key(arguments, 1)),
                                PythonText.str(arguments.value(0, "d", "")),
                                arguments.work()))
                .add(
                        "reverse",
                        (value, arguments) -> Sequences.slice(
                                value instanceof Map ? Sequences.items(value) : value, None.NONE, None.NONE, -1L))
                .add("items", (value, arguments) -> pairs(value))
                .add("dictsort", SequenceFilters::sortedItems)
                .add("sort", SequenceFilters::sorted)
                .add("unique", SequenceFilters::unique)
                .add("map", SequenceFilters::map)
                .add("select", (value, arguments) -> chosen(value, arguments, UnaryOperator.identity(), true))
                .add("reject", (value, arguments) -> chosen(value, arguments, UnaryOperator.identity(), false))
                .add("selectattr", (value, arguments) -> chosen(value, arguments.from(1), key(arguments, 0), true))
                .add("rejectattr", (value, arguments) -> chosen(value, arguments.from(1), key(arguments, 0), false))
                .add("min", (value, arguments) -> extreme(value, arguments, Truth::compare))
                .add("max", (value, arguments) -> extreme(value, arguments, (a, b) -> Truth.compare(b, a)))
                .add(
                        "sum",
                        (value, arguments) -> mapped(value, key(arguments, 0)).stream()
                                .reduce(
                                        arguments.value(1, "start", 0L),
                                        (a, b) -> Arithmetic.of("+", a, b, arguments.work())));
    }

    private static List<Object> pairs(Object value) {
        if (value instanceof Map<?, ?> map) {
            return CollectionMethods.items(map);
        }
        if (value instanceof Undefined) {
            return List.of();
        }
        throw TemplateFailure.of("%s has no pairs of keys and values", PythonText.type(value));
    }

    private static List<Object> mapped(Object value, UnaryOperator<Object> function) {
        return Sequences.items(value).stream().map(function).collect(Collectors.toCollection(ArrayList::new));
    }

    /** The attribute that a filter goes by; the item itself if none is given. */
    private static UnaryOperator<Object> key(Arguments arguments, int place) {
        Object attribute = arguments.value(place, "attribute", None.NONE);
        return attribute == None.NONE ? UnaryOperator.identity() : item -> reached(item, attribute, None.NONE);
    }

    /** What a path such as {@code function.name} leads to; at each part the other value stands for a missing one. */
    private static Object reached(Object item, Object path, Object otherwise) {
        Object value = item;
        for (String name : PythonText.str(path).split("\\.")) {
            value = Attributes.at(value, name.matches("[0-9]{1,9}") ? (Object) Long.valueOf(name) : name);
            value = value instanceof Undefined && otherwise != None.NONE ? otherwise : value;
        }
        return value;
    }

    private static Object map(Object value, Arguments arguments) {
        Object attribute = arguments.named().get("attribute");
        if (attribute == null) {
            Filters.Filter filter = Filters.ALL.of(arguments.text(0, "filter"));
            return mapped(value, item -> filter.apply(item, arguments.from(1)));
        }
        Object otherwise = arguments.value(1, "default", None.NONE);
        return mapped(value, item -> reached(item, attribute, otherwise));
    }

    /** Items whose key passes a test, or is true where there is no test. */
    private static List<Object> chosen(Object value, Arguments arguments, UnaryOperator<Object> key, boolean wanted) {
        boolean isTested = !arguments.positional().isEmpty();
        Tests.Test test = isTested ? Tests.ALL.of(arguments.text(0, "test")) : (item, none) -> Truth.of(item);
        return Sequences.items(value).stream()
                .filter(item -> test.holds(key.apply(item), arguments.from(1)) == wanted)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static Object sorted(Object value, Arguments arguments) {
        UnaryOperator<Object> key = key(arguments, 2);
        boolean sensitive = arguments.flag(1, "case_sensitive");
        return ordered(
                Sequences.items(value), item -> folded(key.apply(item), sensitive), arguments.flag(0, "reverse"));
    }

    private static Object sortedItems(Object value, Arguments arguments) {
        if (!(value instanceof Map<?, ?> map)) {
            throw TemplateFailure.of("dictsort needs a dict, not %s", PythonText.type(value));
        }
        int place = arguments.text(1, "by", "key").equals("key") ? 0 : 1;
        boolean sensitive = arguments.flag(0, "case_sensitive");
        UnaryOperator<Object> key = item -> folded(Sequences.at(item, place), sensitive);
        return ordered(CollectionMethods.items(map), key, arguments.flag(2, "reverse"));
    }

    private static List<Object> ordered(List<Object> items, UnaryOperator<Object> key, boolean reverse) {
        Comparator<Object> order = (a, b) -> Truth.compare(key.apply(a), key.apply(b));
        items.sort(reverse ? order.reversed() : order);
        return items;
    }

    private static Object folded(Object value, boolean sensitive) {
        return value instanceof String text && !sensitive ? text.toLowerCase(Locale.ROOT) : value;
    }

    private static Object unique(Object value, Arguments arguments) {
        UnaryOperator<Object> key = key(arguments, 1);
        boolean sensitive = arguments.flag(0, "case_sensitive");
        List<Object> seen = new ArrayList<>();
        return Sequences.items(value).stream()
                .filter(item -> isNew(folded(key.apply(item), sensitive), seen, arguments.work()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static boolean isNew(Object key, List<Object> seen, Work work) {
        work.read(seen);
        boolean isNew = seen.stream().noneMatch(other -> Truth.equal(other, key));
        return isNew && seen.add(key);
    }

    private static Object extreme(Object value, Arguments arguments, Comparator<Object> order) {
        UnaryOperator<Object> key = key(arguments, 1);
        List<Object> items = Sequences.items(value);
        return items.isEmpty()
                ? new Undefined("an empty sequence has no smallest and no largest item")
                : Collections.min(
                        items,
                        (a, b) -> order.compare(
                                folded(key.apply(a), arguments.flag(0, "case_sensitive")),
                                folded(key.apply(b), arguments.flag(0, "case_sensitive"))));
    }
}
