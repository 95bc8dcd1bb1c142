package org.waggle.common.arrow;

import java.util.List;
import java.util.function.Function;
import org.waggle.common.data.Group;

/** Groups as Arrow, one row for each completion; order and every bit of every number are kept. */
public final class GroupCodec {
    private static final BatchSchema SCHEMA = new BatchSchema("groups", 1);

    private GroupCodec() {}

    /** Encodes any number of groups, also none. */
    public static ArrowBatch encode(List<Group> groups) {
        List<GroupColumns.Row<Group>> rows = GroupColumns.rows(groups, Function.identity());
        try (BatchWriter<GroupColumns.Row<Group>> writer = new BatchWriter<>(SCHEMA, rows)) {
            GroupColumns.write(writer);
            return writer.batch();
        }
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @throws org.waggle.common.failure.RunException if the schema is of another kind or version, or bytes are damaged
     */
    public static List<Group> decode(ArrowBatch batch) {
        return BatchReader.read(batch, SCHEMA, GroupColumns::read);
    }
}
