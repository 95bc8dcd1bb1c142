package org.waggle.driver.store;

import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.waggle.common.checkpoint.Storage;

/**
 * The table of samples: a folder for each step, {@code step=000012/part-00003.parquet}, one row for each completion.
 *
 * @param storage where it lies
 * @param root its folder, which need not exist
 */
public record RolloutTable(Storage storage, Path root) {
    /**
     * The columns in a file; the step, a whole number, is the partition. Advantage is missing where none was estimated.
     */
    static final MessageType SCHEMA = MessageTypeParser.parseMessageType("""
            message rollout {
              required binary run (STRING);
              required binary phase (STRING);
              required int32 node;
              required int64 policy_version;
              required binary problem_id (STRING);
              required binary group_id (STRING);
              required int32 sample;
              required int32 round;
              required int32 parent;
              required int32 branch;
              required int64 seed;
              required binary prompt (STRING);
              required binary chat (STRING);
              required group prompt_tokens (LIST) { repeated group list { required int32 element; } }
              required binary completion (STRING);
              required group completion_tokens (LIST) { repeated group list { required int32 element; } }
              required binary answer (STRING);
              required group logp_sampled (LIST) { repeated group list { required float element; } }
              required group logp_policy (LIST) { repeated group list { required float element; } }
              required group entropy (LIST) { repeated group list { required float element; } }
              required group trained (LIST) { repeated group list { required boolean element; } }
              required binary stop_reason (STRING);
              required double temperature;
              required int32 top_k;
              required double top_p;
              required double min_p;
              required int32 min_tokens;
              required int32 max_tokens;
              required group stop (LIST) { repeated group list { required binary element (STRING); } }
              required group rewards (MAP) {
                repeated group key_value { required binary key (STRING); required double value; } }
              required group step_rewards (MAP) {
                repeated group key_value {
                  required binary key (STRING);
                  required group value (LIST) { repeated group list { required double element; } } } }
              required double reward;
              optional double advantage;
              required group updates (LIST) { repeated group list { required int32 element; } }
              required group extra (MAP) {
                repeated group key_value { required binary key (STRING); required binary value (STRING); } }
            }
            """);

    private static final String PARTITION = "step=";

    /**
     * The file that one task writes.
     *
     * @param step global step
     * @param part number of the task within the step, from 0
     */
    public Path part(int step, int part) {
        return new Path(folder(step), "part-%05d.parquet".formatted(part));
    }

    /** The steps that have rows, rising. */
    public List<Integer> steps() {
        return storage.list(root).stream()
                .flatMap(status -> step(status).stream())
                .sorted()
                .toList();
    }

    /** The finished files of a step, by name; none if it has no rows. */
    List<Path> parts(int step) {
        return storage.list(folder(step)).stream()
                .map(FileStatus::getPath)
                .filter(path -> path.getName().startsWith("part-"))
                .toList();
    }

    /** Deletes the rows of later steps, and what is unfinished in them. */
    public void cutAfter(int step) {
        steps().stream().filter(one -> one > step).map(this::folder).forEach(storage::delete);
    }

    /** Deletes the rows of steps up to one. */
    public void cutUpTo(int step) {
        steps().stream().filter(one -> one <= step).map(this::folder).forEach(storage::delete);
    }

    private Path folder(int step) {
        return new Path(root, "%s%06d".formatted(PARTITION, step));
    }

    private static Optional<Integer> step(FileStatus status) {
        String name = status.getPath().getName();
        return status.isDirectory() && name.matches(PARTITION + "\\d{6,9}")
                ? Optional.of(Integer.valueOf(name.substring(PARTITION.length())))
                : Optional.empty();
    }
}
