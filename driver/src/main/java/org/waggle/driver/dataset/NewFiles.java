package org.waggle.driver.dataset;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.NewDataRecipe;
import org.waggle.common.recipe.NewDataRecipe.Modified;
import org.waggle.common.recipe.NewDataRecipe.Partition;

/**
 * Tells new files from those that were taken before.
 *
 * @param rule what makes a file new
 * @param now the time
 */
record NewFiles(NewDataRecipe rule, Instant now) {
    /**
     * What is taken.
     *
     * @param files the new files, in the order that they were given
     * @param watermark how far files are taken with them
     */
    record Taken(List<FileStatus> files, Watermark watermark) {}

    /**
     * The files that have come since.
     *
     * @param all every file that there is
     * @throws RunException if the watermark is of another rule, or a file lies in no partition
     */
    Taken since(Optional<Watermark> watermark, List<FileStatus> all) {
        watermark.ifPresent(this::requireSame);
        return rule instanceof Modified modified
                ? modified(modified, watermark, all)
                : partition((Partition) rule, watermark, all);
    }

    private String by() {
        return rule instanceof Partition partition ? "partition " + partition.name() : "modified";
    }

    private void requireSame(Watermark watermark) {
        if (!watermark.by().equals(by())) {
            throw RunException.input(
                    "Invalid scheduled.new-data: by %s (must be by %s, as the series was begun; or begin another series)",
                    by(), watermark.by());
        }
    }

    private Taken modified(Modified rule, Optional<Watermark> watermark, List<FileStatus> all) {
        long settled = now.minus(Duration.ofMinutes(rule.settleMinutes())).toEpochMilli();
        long until = watermark.map(it -> Long.parseLong(it.value())).orElse(Long.MIN_VALUE);
        List<FileStatus> files = all.stream()
                .filter(file -> file.getModificationTime() <= settled)
                .filter(file -> file.getModificationTime() > until
                        || (file.getModificationTime() == until
                                && !watermark.orElseThrow().files().contains(name(file))))
                .toList();
        return new Taken(
                files, files.isEmpty() ? kept(watermark, String.valueOf(Long.MIN_VALUE)) : latest(files, watermark));
    }

    private Watermark latest(List<FileStatus> files, Optional<Watermark> before) {
        long time =
                files.stream().mapToLong(FileStatus::getModificationTime).max().orElseThrow();
        TreeSet<String> names = files.stream()
                .filter(file -> file.getModificationTime() == time)
                .map(NewFiles::name)
                .collect(Collectors.toCollection(TreeSet::new));
        before.filter(it -> it.value().equals(String.valueOf(time))).ifPresent(it -> names.addAll(it.files()));
        return new Watermark(by(), String.valueOf(time), names);
    }

    private Taken partition(Partition rule, Optional<Watermark> watermark, List<FileStatus> all) {
        Map<FileStatus, String> values = new TreeMap<>(Comparator.comparing(NewFiles::name));
        all.forEach(file -> values.put(file, value(rule.name(), file)));
        String newest = values.values().stream().max(Comparator.naturalOrder()).orElse("");
        String until = watermark.map(Watermark::value).orElse("");
        List<FileStatus> files = values.keySet().stream()
                .filter(file -> at(values, file).compareTo(until) > 0)
                .filter(file -> !rule.leaveNewest() || !at(values, file).equals(newest))
                .toList();
        Watermark after = files.stream()
                .map(file -> at(values, file))
                .max(Comparator.naturalOrder())
                .map(value -> new Watermark(by(), value, new TreeSet<>()))
                .orElseGet(() -> kept(watermark, ""));
        return new Taken(files, after);
    }

    private static String at(Map<FileStatus, String> values, FileStatus file) {
        return values.getOrDefault(file, "");
    }

    private Watermark kept(Optional<Watermark> watermark, String beginning) {
        return watermark.orElseGet(() -> new Watermark(by(), beginning, new TreeSet<>()));
    }

    private static String value(String name, FileStatus file) {
        for (Path part = file.getPath().getParent(); part != null; part = part.getParent()) {
            if (part.getName().startsWith(name + "=")) {
                return part.getName().substring(name.length() + 1);
            }
        }
        throw RunException.input(
                "Cannot take %s: it lies in no folder %s=… (see scheduled.new-data)",
                Storage.shown(file.getPath()), name);
    }

    private static String name(FileStatus file) {
        return file.getPath().toString();
    }
}
