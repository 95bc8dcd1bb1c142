package org.waggle.executor.jinja;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Functions that every template can call. */
final class Functions {
    /** As many items as Jinja's sandbox allows. */
    private static final int LONGEST_RANGE = 100_000;

    private Functions() {}

    static Map<String, Object> all(Clock clock) {
        Map<String, Callable> functions = Map.of(
                "range", Functions::range,
                "namespace",
                        arguments -> new Namespace(named(arguments).entrySet().stream()
                                .collect(Collectors.toMap(
                                        entry -> String.valueOf(entry.getKey()), Map.Entry::getValue))),
                "dict", Functions::named,
                "raise_exception",
                        arguments -> {
                            throw TemplateFailure.of("%s", PythonText.str(arguments.value(0, "message")));
                        },
                "strftime_now", arguments -> DateText.of(LocalDateTime.now(clock), arguments.text(0, "format")));
        return new HashMap<>(functions);
    }

    /** Named arguments, after those of a map. */
    private static Map<Object, Object> named(Arguments arguments) {
        Map<Object, Object> all = new LinkedHashMap<>();
        if (arguments.has(0, "") && arguments.value(0, "") instanceof Map<?, ?> map) {
            all.putAll(map);
        }
        all.putAll(arguments.named());
        return arguments.work().made(all);
    }

    private static Object range(Arguments arguments) {
        boolean isShort = arguments.positional().size() < 2;
        long from = isShort ? 0 : arguments.integer(0, "start", 0);
        long to = arguments.integer(isShort ? 0 : 1, "stop", 0);
        long step = arguments.integer(2, "step", 1);
        if (step == 0) {
            throw TemplateFailure.of("a range with step 0");
        }
        List<Object> items = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            items.add(i);
            if (items.size() > LONGEST_RANGE) {
                throw TemplateFailure.of("a range of more than %,d items", LONGEST_RANGE);
            }
        }
        return items;
    }
}
