package org.waggle.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RewardCommandTest {
    private static final String TWO_CHANNELS = """
            rewards:
              exact: exact-match
              near: {type: numeric, tolerance: 0, partial-credit: true, reading: whole}
            composer:
              type: weighted-sum
              weights: {exact: 1, near: 0.5}
            """;

    /** Input is written with ' for ". */
    private static Said reward(String spec, String input, String... options) {
        return Said.to(
                input.replace('\'', '"'),
                Stream.concat(Stream.of("reward", spec), Stream.of(options)).toArray(String[]::new));
    }

    @Test
    void aSingleRewardIsTheChannelOfItsName() {
        Said said = reward(
                "exact-match", "{'completion': ' 46', 'answer': '46'}\n\n{'completion': '45', 'answer': '46'}\n");
        assertThat(said.code()).isZero();
        assertThat(said.out()).isEqualTo("""
                        {"channels":{"exact-match":1.0},"reward":1.0}
                        {"channels":{"exact-match":0.0},"reward":0.0}
                        """);
    }

    @Test
    void severalChannelsAreComposedAsInARecipe(@TempDir Path folder) throws IOException {
        // Off by 1 of 4: 1 - 1/2 - (1/4)/2 = 0.375, to within the 1e-6 of the formula.
        Path file = Files.writeString(folder.resolve("spec.yaml"), TWO_CHANNELS);
        Said said = reward(file.toString(), "{'completion': '4', 'answer': '4', 'prompt': '2+2='}");
        assertThat(said.out()).isEqualTo("{\"channels\":{\"exact\":1.0,\"near\":1.0},\"reward\":1.5}\n");
        assertThat(reward(TWO_CHANNELS, "{'completion': '5', 'answer': '4'}").out())
                .startsWith("{\"channels\":{\"exact\":0.0,\"near\":0.375");
    }

    @Test
    void aBadLineIsNamedByItsNumber() {
        assertThat(reward("exact-match", "{'completion': '1', 'answer': '1'}\nnonsense")
                        .err())
                .startsWith("waggle: Cannot read line 2: it is not JSON (");
        assertThat(reward("exact-match", "[1]"))
                .isEqualTo(new Said(2, "", "waggle: Cannot read line 1: it is not a JSON object (must be {…})\n"));
        assertThat(reward("exact-match", "{'answer': '1'}").err())
                .isEqualTo("waggle: Missing value: completion, line 1\n");
        assertThat(reward("exact-match", "{'completion': 1}").err())
                .isEqualTo("waggle: Invalid completion: 1 (must be text), line 1\n");
    }

    @Test
    void aRewardThatFailsIsNamedWithTheLine() {
        Said said = reward(
                "{type: numeric, tolerance: 0, partial-credit: false, reading: whole}",
                "{'completion': '1', 'answer': '1'}\n{'completion': '1', 'answer': 'one'}");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).hasLineCount(1);
        assertThat(said.err()).contains("numeric", "Invalid answer: 'one'", ", line 2\n");
    }

    @Test
    void answersMayBeNumbersAndTokensMustBeCounted() {
        assertThat(reward("exact-match", "{'completion': '46', 'answer': 46}").out())
                .isEqualTo("{\"channels\":{\"exact-match\":1.0},\"reward\":1.0}\n");
        assertThat(reward("{type: length, from: 0, to: 4, slack: 1}", "{'completion': '46'}")
                        .err())
                .contains("waggle reward takes --model DIR", "line 1");
    }

    @Test
    void aSpecThatIsWrongIsRefused() {
        assertThat(reward("exact-mach", "").err())
                .startsWith("waggle: Unknown reward type: exact-mach (did you mean exact-match? known: ");
        assertThat(reward("none.yaml", ""))
                .isEqualTo(new Said(2, "", "waggle: Cannot read none.yaml: there is no such file\n"));
        assertThat(reward("{rewards: {a: exact-match}, composer: {type: weighted-sum, weights: {b: 1}}}", "")
                        .err())
                .isEqualTo("waggle: Invalid composer: weights of [b] (must be of every reward and no other: [a]),"
                        + " SPEC line 1 (composer)\n");
    }

    @Test
    void aClassOfAJarJudges(@TempDir Path folder) throws IOException {
        Path source = Files.writeString(folder.resolve("Short.java"), """
                package own;
                import org.waggle.common.data.Completion;
                import org.waggle.common.data.Problem;
                public class Short implements org.waggle.common.spi.CompletionReward {
                    @Override public double score(Problem problem, Completion completion) {
                        return 1.0 / completion.text().length();
                    }
                }
                """);
        ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
        Path jar = folder.resolve("own.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("own/Short.class"));
            out.write(Files.readAllBytes(folder.resolve("own/Short.class")));
        }
        String spec = "{type: java, class-name: own.Short}";
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            assertThat(reward(spec, "{'completion': '1234'}").err())
                    .isEqualTo("waggle: Invalid class-name: own.Short (there is no such class: name its jar by --jars),"
                            + " SPEC line 1 (class-name)\n");
            assertThat(reward(spec, "{'completion': '1234'}", "--jars", jar.toString())
                            .out())
                    .isEqualTo("{\"channels\":{\"java\":0.25},\"reward\":0.25}\n");
            assertThat(reward(spec, "", "--jars", "none.jar").err())
                    .startsWith("waggle: Cannot read jar none.jar: there is no such file\n");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            System.clearProperty("spark.jars");
        }
    }
}
