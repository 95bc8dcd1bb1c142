package org.waggle.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.waggle.driver.cli.Main;
import org.waggle.integration.component.Faults;

/** The command line inside this JVM; saves the start of another one. */
final class Waggle {
    static {
        // Logging holds on to the error stream that it finds when it starts: not to one that a test listens to.
        Configuration.reloadExistingConfigurations();
    }

    private Waggle() {}

    /**
     * How a command ended.
     *
     * @param code exit code
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    record Outcome(int code, String out, String err) {}

    /** Runs a command. */
    static Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        System.setOut(new PrintStream(out, true, UTF_8));
        System.setErr(new PrintStream(err, true, UTF_8));
        try {
            int code = Main.run(arguments);
            return new Outcome(code, out.toString(UTF_8), err.toString(UTF_8));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }

    /** Runs a command on Spark inside this JVM. */
    static Outcome spark(String master, String... arguments) {
        return run(onSpark(master, List.of(arguments)));
    }

    /** What a run that nothing disturbs leaves behind. */
    static RunFiles trained(String recipe, Path run) {
        Outcome outcome = spark("local[2]", "train", recipe, "--run", run.toString());
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return new RunFiles(run);
    }

    /** Runs a command on Spark with the failures that are planted in a folder. */
    static Outcome faulty(Path faults, String master, String... arguments) {
        System.setProperty(Faults.FOLDER, faults.toString());
        try {
            return spark(master, arguments);
        } finally {
            System.clearProperty(Faults.FOLDER);
        }
    }

    static String[] onSpark(String master, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--master", master, "--conf", "spark.ui.enabled=false"));
        return all.toArray(String[]::new);
    }

    /** The recipe {@code tiny.yaml} in a folder of the test's. */
    static String tiny(Path folder) throws IOException {
        return recipe(folder, "tiny.yaml", "", "");
    }

    /** A recipe in a folder of the test's, with a text in it replaced. */
    static String recipe(Path folder, String name, String text, String replacement) throws IOException {
        try (var in = Waggle.class.getResourceAsStream("/recipes/" + name)) {
            if (in == null) {
                throw new IOException("There is no recipe " + name);
            }
            String recipe = new String(in.readAllBytes(), UTF_8);
            if (!recipe.contains(text)) {
                throw new IOException("The recipe has no " + text);
            }
            return Files.writeString(folder.resolve(name), text.isEmpty() ? recipe : recipe.replace(text, replacement))
                    .toString();
        }
    }
}
