package org.waggle.executor.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Methods of Python's dicts and lists that change nothing. */
final class CollectionMethods {
    private CollectionMethods() {}

    static Optional<Callable> of(Map<?, ?> map, String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "items" -> arguments -> items(map);
                    case "keys" -> arguments -> new ArrayList<Object>(map.keySet());
                    case "values" -> arguments -> new ArrayList<Object>(map.values());
                    case "copy" -> arguments -> new LinkedHashMap<Object, Object>(map);
                    case "get" ->
                        arguments -> {
                            Object value = map.get(arguments.value(0, "key"));
                            return value == null ? arguments.value(1, "default", None.NONE) : value;
                        };
                    default -> null;
                });
    }

    static List<Object> items(Map<?, ?> map) {
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(Tuple.of(key, value)));
        return items;
    }

    static Optional<Callable> of(List<?> list, String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "copy" -> arguments -> new ArrayList<Object>(list);
                    case "count" ->
                        arguments -> {
                            Object wanted = arguments.value(0, "value");
                            return list.stream()
                                    .filter(item -> Truth.equal(item, wanted))
                                    .count();
                        };
                    case "index" -> arguments -> index(list, arguments.value(0, "value"));
                    default -> null;
                });
    }

    private static Object index(List<?> list, Object wanted) {
        for (int i = 0; i < list.size(); i++) {
            if (Truth.equal(list.get(i), wanted)) {
                return (long) i;
            }
        }
        throw TemplateFailure.of("%s is not in the list", PythonText.repr(wanted));
    }
}
