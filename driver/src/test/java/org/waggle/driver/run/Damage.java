package org.waggle.driver.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.waggle.common.data.Seed;

/** Seeded changes of a file's bytes, most of them near its beginning, where headers are. */
final class Damage {
    private static final int HEADER = 4096;
    private static final List<String> SPLICES = List.of(
            "-1",
            "0",
            "9223372036854775807",
            "1e400",
            "99999999999999999999999999",
            "null",
            "{}",
            "[]",
            "\"\"",
            "\"\\ud800\"",
            "[".repeat(3000),
            "{\"a\":".repeat(3000),
            "\"__metadata__\":{},",
            "{% for i in range(999999999) %}{{ i }}{% endfor %}",
            "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
            "{{ ('x' * 999999) * 999999 }}",
            "{{ messages.getClass().forName('java.lang.Runtime') }}",
            "{{ ''.__class__.__mro__[1].__subclasses__() }}");

    private Damage() {}

    static byte[] of(byte[] intact, Seed seed) {
        byte[] bytes = intact;
        int changes = 1 + below(seed.at("changes"), 3);
        for (int i = 0; i < changes; i++) {
            bytes = once(bytes, seed.at(i));
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Seed seed) {
        int reach = seed.at("reach").uniform() < 0.8 ? Math.min(HEADER, bytes.length) : bytes.length;
        int at = below(seed.at("at"), reach + 1);
        int length = Math.min(below(seed.at("length"), 40), bytes.length - at);
        return switch (below(seed.at("kind"), 6)) {
            case 0 -> spliced(bytes, at, length, new byte[0]);
            case 1 -> spliced(bytes, at, bytes.length - at, new byte[0]);
            case 2 -> spliced(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 3 ->
                spliced(bytes, at, Math.min(1, bytes.length - at), new byte[] {(byte) below(seed.at("byte"), 256)});
            case 4 -> spliced(bytes, at, 0, splice(seed));
            default -> number(bytes, at, splice(seed));
        };
    }

    /** Replaces the number that follows a place. */
    private static byte[] number(byte[] bytes, int from, byte[] by) {
        int at = from;
        while (at < bytes.length && !isDigit(bytes[at])) {
            at++;
        }
        int end = at;
        while (end < bytes.length && isDigit(bytes[end])) {
            end++;
        }
        return spliced(bytes, at, end - at, by);
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }

    private static byte[] splice(Seed seed) {
        return SPLICES.get(below(seed.at("splice"), SPLICES.size())).getBytes(UTF_8);
    }

    private static byte[] spliced(byte[] bytes, int at, int removed, byte[] added) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + added.length);
        out.write(bytes, 0, at);
        out.writeBytes(added);
        out.write(bytes, at + removed, bytes.length - at - removed);
        return out.toByteArray();
    }

    private static int below(Seed seed, int bound) {
        return (int) seed.below(bound);
    }
}
