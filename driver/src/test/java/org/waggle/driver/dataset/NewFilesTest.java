package org.waggle.driver.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.NewDataRecipe;
import org.waggle.common.recipe.NewDataRecipe.Modified;
import org.waggle.common.recipe.NewDataRecipe.Partition;

class NewFilesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private static FileStatus file(String path, Duration age) {
        long modified = NOW.minus(age).toEpochMilli();
        return new FileStatus(1, false, 1, 1, modified, new Path("hdfs://host/data/" + path));
    }

    private static NewFiles.Taken take(NewDataRecipe rule, Optional<Watermark> watermark, FileStatus... files) {
        return new NewFiles(rule, NOW).since(watermark, List.of(files));
    }

    private static List<String> names(NewFiles.Taken taken) {
        return taken.files().stream().map(file -> file.getPath().getName()).toList();
    }

    @Test
    void whatWasChangedAfterTheWatermarkIsNew() {
        FileStatus old = file("a", Duration.ofHours(2));
        FileStatus late = file("b", Duration.ofHours(1));
        NewFiles.Taken first = take(new Modified(0), Optional.empty(), old);

        NewFiles.Taken second = take(new Modified(0), Optional.of(first.watermark()), old, late);

        assertThat(names(first)).containsExactly("a");
        assertThat(names(second)).containsExactly("b");
        assertThat(second.watermark().value()).isEqualTo(String.valueOf(late.getModificationTime()));
    }

    @Test
    void filesOfTheVeryTimeOfTheWatermarkAreTakenOnce() {
        FileStatus one = file("a", Duration.ofHours(1));
        FileStatus other = file("b", Duration.ofHours(1));
        FileStatus third = file("c", Duration.ofHours(1));
        NewFiles.Taken first = take(new Modified(0), Optional.empty(), one);
        NewFiles.Taken second = take(new Modified(0), Optional.of(first.watermark()), one, other);
        NewFiles.Taken last = take(new Modified(0), Optional.of(second.watermark()), one, other, third);

        assertThat(names(second)).containsExactly("b");
        assertThat(names(last)).containsExactly("c");
        assertThat(last.watermark().files()).hasSize(3);
    }

    @Test
    void whatMayStillBeWrittenIsLeft() {
        FileStatus young = file("a", Duration.ofMinutes(9));
        FileStatus settled = file("b", Duration.ofMinutes(10));

        NewFiles.Taken taken = take(new Modified(10), Optional.empty(), young, settled);

        assertThat(names(taken)).containsExactly("b");
        assertThat(names(take(new Modified(0), Optional.of(taken.watermark()), young, settled)))
                .containsExactly("a");
    }

    @Test
    void withoutNewFilesTheWatermarkStays() {
        FileStatus old = file("a", Duration.ofHours(2));
        Watermark watermark = take(new Modified(0), Optional.empty(), old).watermark();

        assertThat(take(new Modified(0), Optional.of(watermark), old).watermark())
                .isEqualTo(watermark);
        assertThat(take(new Modified(60), Optional.empty(), file("b", Duration.ZERO))
                        .files())
                .isEmpty();
    }

    @Test
    void partitionsAreTakenInTheOrderOfTheirValues() {
        FileStatus first = file("date=2026-01-01/x", Duration.ofDays(1));
        FileStatus second = file("date=2026-01-02/hour=1/y", Duration.ofDays(9));
        Partition rule = new Partition("date", false);
        Watermark watermark = take(rule, Optional.empty(), first).watermark();

        NewFiles.Taken taken = take(rule, Optional.of(watermark), first, second);

        assertThat(watermark).isEqualTo(new Watermark("partition date", "2026-01-01", new TreeSet<>()));
        assertThat(names(taken)).containsExactly("y");
        assertThat(names(take(rule, Optional.of(taken.watermark()), first, second)))
                .isEmpty();
    }

    @Test
    void theNewestPartitionIsLeftUntilAnotherFollows() {
        FileStatus first = file("date=2026-01-01/x", Duration.ofDays(1));
        FileStatus second = file("date=2026-01-02/y", Duration.ofDays(1));
        Partition rule = new Partition("date", true);

        assertThat(names(take(rule, Optional.empty(), first))).isEmpty();
        assertThat(names(take(rule, Optional.empty(), first, second))).containsExactly("x");
    }

    @Test
    void aFileOutsideOfAnyPartitionIsRefused() {
        assertThatThrownBy(() -> take(new Partition("date", false), Optional.empty(), file("x", Duration.ZERO)))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot take hdfs://host/data/x: it lies in no folder date=… (see scheduled.new-data)");
    }

    @Test
    void theWatermarkOfAnotherRuleIsRefused() {
        Watermark watermark = new Watermark("partition date", "2026-01-01", new TreeSet<>());

        assertThatThrownBy(() -> take(new Modified(0), Optional.of(watermark)))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        "Invalid scheduled.new-data: by modified (must be by partition date, as the series was begun; or begin another series)");
    }
}
