package org.waggle.executor.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Preference;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.Split;

class DatasetTest {
    private static Dataset dataset(Map<String, String> columns, Map<String, String> extract, double share) {
        return new Dataset(
                "data", DataFormat.PARQUET, columns, extract, new HeldOut.Share(share), 8, Unfit.DROP, Unfit.REFUSE);
    }

    private static Dataset dataset(String... names) {
        Map<String, String> columns = new java.util.TreeMap<>();
        for (String name : names) {
            columns.put(name, "column");
        }
        return dataset(columns, Map.of(), 0.5);
    }

    @Test
    void columnsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> dataset("answer"))
                .hasMessage("Invalid columns: [answer] (must have one of prompt and messages)");
        assertThatThrownBy(() -> dataset("prompt", "messages"))
                .hasMessage("Invalid columns: [messages, prompt] (must have one of prompt and messages)");
        assertThatThrownBy(() -> dataset("prompt", "tools"))
                .hasMessage("Invalid columns: [prompt, tools] (tools go with messages)");
        assertThatThrownBy(() -> dataset("prompt", "chosen"))
                .hasMessage("Invalid columns: [chosen, prompt] (chosen and rejected go together)");
    }

    @Test
    void anExtractorIsAPatternForOneOfTheColumns() {
        assertThatThrownBy(() -> dataset(Map.of("prompt", "p"), Map.of("answer", "x"), 0))
                .hasMessage("Invalid extract.answer: x (must go by one of the names of columns that hold text)");
        assertThatThrownBy(() -> dataset(Map.of("prompt", "p"), Map.of("prompt", "(x"), 0))
                .hasMessage("Invalid extract.prompt: (x (must be an expression of RE2: missing closing ))");
    }

    @Test
    void theLastMatchIsExtractedByItsFirstGroup() {
        Map<String, String> columns = Map.of("prompt", "p", "answer", "a");

        assertThat(dataset(columns, Map.of("answer", "= *([0-9]+)"), 0).extracted("answer", "1 = 1, 1+1 = 2."))
                .contains("2");
        assertThat(dataset(columns, Map.of("answer", "[0-9]+"), 0).extracted("answer", "1 then 23"))
                .contains("23");
        assertThat(dataset(columns, Map.of("answer", "[0-9]+"), 0).extracted("answer", "one"))
                .isEmpty();
        assertThat(dataset(columns, Map.of(), 0).extracted("answer", "one")).contains("one");
    }

    @Test
    void otherValuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new HeldOut.Share(1)).hasMessage("Invalid share: 1.0 (must be in [0, 1))");
        assertThatThrownBy(() -> new HeldOut.Files(" ")).hasMessage("Invalid path: '' (must name files)");
        assertThatThrownBy(() -> new Dataset(
                        "",
                        DataFormat.CSV,
                        Map.of("prompt", "p"),
                        Map.of(),
                        new HeldOut.Share(0),
                        8,
                        Unfit.DROP,
                        Unfit.DROP))
                .hasMessage("Invalid path: '' (must name files)");
        assertThatThrownBy(() -> new Dataset(
                        "x",
                        DataFormat.CSV,
                        Map.of("prompt", "p"),
                        Map.of(),
                        new HeldOut.Share(0),
                        0,
                        Unfit.DROP,
                        Unfit.DROP))
                .hasMessage("Invalid max-tokens: 0 (must be >= 1)");
    }

    @Test
    void sizesAreNotKnownBeforeTheFilesAreRead() {
        assertThat(dataset("prompt").size(Split.TRAIN)).isEqualTo(Long.MAX_VALUE);
        assertThat(dataset("prompt").size(Split.HELD_OUT)).isEqualTo(Long.MAX_VALUE);
        assertThat(dataset(Map.of("prompt", "p"), Map.of(), 0).size(Split.HELD_OUT))
                .isZero();
        assertThatThrownBy(() -> dataset("prompt").problem(new Seed(1), Split.TRAIN, 0))
                .hasMessage(
                        "Cannot take problem 0 of data: its files have not been read (give the recipe to a command on Spark)");
    }

    @Test
    void aDemonstrationIsTheCompletionElseTheAnswer() {
        Problem with = new Problem("id", "p", "12", Map.of("completion", "It is 12."));
        Problem without = new Problem("id", "p", "12", Map.of());

        assertThat(dataset("prompt").hasDemonstrations()).isFalse();
        assertThat(dataset("prompt", "answer").hasDemonstrations()).isTrue();
        assertThat(dataset("messages").hasDemonstrations()).isTrue();
        assertThat(dataset("prompt").demonstration(with, new Seed(1))).isEqualTo("It is 12.");
        assertThat(dataset("prompt").demonstration(without, new Seed(1))).isEqualTo("12");
    }

    @Test
    void aPreferenceIsAChosenAndARejectedReply() {
        Problem problem = new Problem("id", "p", "", Map.of("chosen", "yes", "rejected", "no"));

        assertThat(dataset("prompt").hasPreferences()).isFalse();
        assertThat(dataset("prompt", "chosen", "rejected").hasPreferences()).isTrue();
        assertThat(dataset("prompt", "chosen", "rejected").preference(problem, new Seed(1)))
                .isEqualTo(new Preference("yes", "no"));
    }

    @Test
    void filesAreKnownByTheirEndings() {
        assertThat(DataFormat.JSONL.fits("train.jsonl.gz")).isTrue();
        assertThat(DataFormat.JSONL.fits("README.md")).isFalse();
        assertThat(DataFormat.PARQUET.fits("part-0.zstd.parquet")).isTrue();
        assertThat(DataFormat.CSV.fits("train.jsonl")).isFalse();
    }
}
