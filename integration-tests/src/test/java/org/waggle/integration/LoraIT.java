package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.driver.metrics.MetricsLine;

/** A low-rank adapter: trained, saved, resumed and exported. */
class LoraIT {
    private static final int LAST = 5;
    private static final String[] PROMPTS = {"3+4=", "11+2=", "5+5="};

    @TempDir
    private static Path folder;

    private static Path base = Path.of("");
    private static RunFiles run = new RunFiles(Path.of(""));
    private static byte[] baseBefore = {};

    @BeforeAll
    static void trainABaseAndAnAdapter() throws IOException {
        RunFiles first = new RunFiles(folder.resolve("base"));
        train(Waggle.tiny(folder), first);
        base = first.checkpoint(7).resolve("policy");
        baseBefore = Files.readAllBytes(base.resolve("model.safetensors"));
        run = new RunFiles(folder.resolve("adapter"));
        train(Waggle.recipe(folder, "tiny-lora.yaml", "BASE", base.toString()), run);
    }

    private static void train(String recipe, RunFiles to, String... options) {
        String[] command = Stream.concat(
                        Stream.of("train", recipe, "--run", to.root().toString()), Stream.of(options))
                .toArray(String[]::new);
        Waggle.Outcome outcome = Waggle.spark("local[2]", command);
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    private static byte[] adapter(RunFiles of, int step) throws IOException {
        return Files.readAllBytes(of.checkpoint(step).resolve("policy/adapter_model.safetensors"));
    }

    @Test
    void theAdapterAloneIsSavedAndTheBaseIsLeftAsItIs() throws IOException {
        Path saved = run.checkpoint(LAST).resolve("policy");
        assertThat(saved.resolve("model.safetensors")).doesNotExist();
        assertThat(saved.resolve("config.json")).doesNotExist();
        assertThat(saved.resolve("adapter_config.json"))
                .content()
                .contains("\"peft_type\" : \"LORA\"", "\"r\" : 2", "\"lora_alpha\" : 8.0", base.toString());
        // One layer, hidden 32, heads 2 × 16 and 1 key-value head, intermediate 64, rank 2, and a header.
        long values = 2 * (32 + 32) + 2 * (32 + 16) + 2 * (64 + 32);
        assertThat(adapter(run, LAST).length).isBetween((int) values * 4, (int) values * 4 + 1500);
        assertThat(adapter(run, LAST)).isNotEqualTo(adapter(run, 1));
        assertThat(Files.readAllBytes(base.resolve("model.safetensors"))).isEqualTo(baseBefore);
    }

    @Test
    void theBaseIsTheReference() throws IOException {
        List<MetricsLine> lines = run.metrics();
        // A new adapter changes nothing; the rate rises from 0, so the third step is the first to see a difference.
        assertThat(lines.get(0).number("rewards/margins").orElseThrow()).isZero();
        assertThat(lines.get(2).number("rewards/margins").orElseThrow()).isPositive();
        assertThat(run.checkpoint(2).resolve("policy-reference")).doesNotExist();
        assertThat(run.checkpoint(LAST).resolve("policy-reference/adapter_model.safetensors"))
                .hasBinaryContent(adapter(run, 3));
    }

    @Test
    void whatComputesInBfloat16TrainsAndComparesWithAFloat32Adapter() throws IOException {
        RunFiles half = new RunFiles(folder.resolve("half"));
        String recipe = Waggle.recipe(folder, "tiny-lora.yaml", "BASE", base.toString());
        train(recipe, half, "--set", "engine.precision=bfloat16");
        assertThat(adapter(half, LAST)).hasSameSizeAs(adapter(run, LAST)).isNotEqualTo(adapter(run, LAST));
        assertThat(half.metrics().get(0).number("rewards/margins").orElseThrow())
                .isZero();
        assertThat(half.checkpoint(LAST).resolve("policy-reference/adapter_model.safetensors"))
                .hasBinaryContent(adapter(half, 3));
        assertThat(adapter(resumed(half, "half-resumed"), LAST)).isEqualTo(adapter(half, LAST));
    }

    @Test
    void aResumedRunGivesTheSameAdapter() throws IOException {
        assertThat(adapter(resumed(run, "resumed"), LAST)).isEqualTo(adapter(run, LAST));
    }

    /** A copy of a run as it was after its second step, gone on with. */
    private static RunFiles resumed(RunFiles of, String name) throws IOException {
        RunFiles resumed = new RunFiles(folder.resolve(name));
        try (Stream<Path> files = Files.walk(of.root())) {
            for (Path file : files.toList()) {
                if (Stream.of(3, 4, 5).noneMatch(step -> file.startsWith(of.checkpoint(step)))) {
                    Files.copy(file, resumed.root().resolve(of.root().relativize(file)));
                }
            }
        }
        Waggle.Outcome outcome =
                Waggle.spark("local[2]", "train", "--resume", resumed.root().toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return resumed;
    }

    @Test
    void anExportedModelSaysWhatTheAdapterSays() throws IOException {
        Path out = folder.resolve("exported");
        String saved = run.checkpoint(LAST).resolve("policy").toString();
        Waggle.Outcome outcome = Waggle.run("export", saved, "--out", out.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(out.toString());
        assertThat(out.resolve("adapter_config.json")).doesNotExist();
        assertThat(Files.size(out.resolve("model.safetensors"))).isEqualTo(baseBefore.length);
        assertThat(Files.readAllBytes(out.resolve("model.safetensors"))).isNotEqualTo(baseBefore);
        String trained = run.root().toString();
        assertThat(generated(out.toString())).isEqualTo(generated(trained)).isEqualTo(generated(saved));

        Waggle.Outcome again = Waggle.run("export", trained, "--out", out.toString());
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("Cannot write " + out + ": it exists (choose another folder, or remove it)");
    }

    private static String generated(String model) {
        Waggle.Outcome outcome =
                Waggle.run(Stream.concat(Stream.of("generate", model, "--max-tokens", "4"), Stream.of(PROMPTS))
                        .toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return outcome.out();
    }

    @Test
    void whatAnAdapterCannotDoIsSaid() throws IOException {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        String config = Files.readString(run.checkpoint(LAST).resolve("policy/adapter_config.json"));
        Files.writeString(
                broken.resolve("adapter_config.json"), config.replace("\"use_dora\" : false", "\"use_dora\" : true"));
        Waggle.Outcome dora = Waggle.run(
                "export", broken.toString(), "--out", folder.resolve("no").toString());
        assertThat(dora.code()).isEqualTo(2);
        assertThat(dora.err()).contains("use_dora is true (must be off: Waggle doesn't know it)");

        Files.writeString(broken.resolve("adapter_config.json"), config.replace(base.toString(), "nowhere"));
        Waggle.Outcome lost = Waggle.run(
                "export", broken.toString(), "--out", folder.resolve("no").toString());
        assertThat(lost.code()).isEqualTo(2);
        assertThat(lost.err()).contains("base_model_name_or_path is nowhere (must be a folder");
    }

    @Test
    void aBaseWantsAnAdapter() throws IOException {
        String recipe = Waggle.recipe(folder, "tiny-pairs.yaml", "reference: initial", "reference: base");
        Waggle.Outcome outcome = Waggle.run("check", recipe);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("Invalid phases.online.reference: base (must have a model with an adapter)");
    }
}
