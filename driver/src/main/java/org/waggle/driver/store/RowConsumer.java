package org.waggle.driver.store;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Feeds one row to Parquet, column after column in the order of the schema. */
final class RowConsumer {
    private final RecordConsumer out;
    private int column;

    RowConsumer(RecordConsumer out) {
        this.out = out;
    }

    void row(Runnable columns) {
        column = 0;
        out.startMessage();
        columns.run();
        out.endMessage();
    }

    RowConsumer text(String name, String value) {
        return field(name, () -> out.addBinary(Binary.fromString(value)));
    }

    RowConsumer integer(String name, int value) {
        return field(name, () -> out.addInteger(value));
    }

    RowConsumer integer(String name, long value) {
        return field(name, () -> out.addLong(value));
    }

    RowConsumer number(String name, double value) {
        return field(name, () -> out.addDouble(value));
    }

    /** A number that may be missing: not a number stands for that. */
    RowConsumer optionalNumber(String name, double value) {
        if (Double.isNaN(value)) {
            column++;
            return this;
        }
        return number(name, value);
    }

    RowConsumer integers(String name, int[] values) {
        return field(name, () -> list(values.length, place -> out.addInteger(values[place])));
    }

    RowConsumer numbers(String name, float[] values) {
        return field(name, () -> list(values.length, place -> out.addFloat(values[place])));
    }

    RowConsumer flags(String name, boolean[] values) {
        return field(name, () -> list(values.length, place -> out.addBoolean(values[place])));
    }

    RowConsumer texts(String name, List<String> values) {
        return field(name, () -> list(values.size(), place -> out.addBinary(Binary.fromString(values.get(place)))));
    }

    RowConsumer texts(String name, Map<String, String> values) {
        return field(name, () -> map(values, value -> out.addBinary(Binary.fromString(value))));
    }

    RowConsumer scores(String name, Map<String, Double> values) {
        return field(name, () -> map(values, out::addDouble));
    }

    RowConsumer scoreLists(String name, Map<String, double[]> values) {
        return field(name, () -> map(values, value -> list(value.length, place -> out.addDouble(value[place]))));
    }

    private RowConsumer field(String name, Runnable value) {
        inside(name, column, value);
        column++;
        return this;
    }

    private void inside(String name, int index, Runnable value) {
        out.startField(name, index);
        value.run();
        out.endField(name, index);
    }

    /** A repeated field may not be opened for nothing: an empty list is a group without it. */
    private void list(int length, IntConsumer element) {
        out.startGroup();
        if (length > 0) {
            inside("list", 0, () -> {
                for (int place = 0; place < length; place++) {
                    int current = place;
                    out.startGroup();
                    inside("element", 0, () -> element.accept(current));
                    out.endGroup();
                }
            });
        }
        out.endGroup();
    }

    private <T> void map(Map<String, T> values, Consumer<T> value) {
        out.startGroup();
        if (!values.isEmpty()) {
            inside(
                    "key_value",
                    0,
                    () -> values.forEach((key, one) -> {
                        out.startGroup();
                        inside("key", 0, () -> out.addBinary(Binary.fromString(key)));
                        inside("value", 1, () -> value.accept(one));
                        out.endGroup();
                    }));
        }
        out.endGroup();
    }
}
