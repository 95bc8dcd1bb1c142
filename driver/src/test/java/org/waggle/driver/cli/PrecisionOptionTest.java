package org.waggle.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.data.Precision;
import picocli.CommandLine;

class PrecisionOptionTest {
    @TempDir
    private Path run;

    @BeforeEach
    void recipeWithAComponentOfAJar() throws IOException {
        String recipe = Files.readString(Path.of("../recipes/bench-against-trl.yaml"));
        Files.writeString(run.resolve("recipe.yaml"), recipe.replace("exact-match", "of-a-jar"));
    }

    @Test
    void aRunIsOpenedInThePrecisionOfItsRecipe() {
        assertThat(new PrecisionOption().of(run.toString())).isEqualTo(Precision.BFLOAT16);
    }

    @Test
    void aFolderOfAModelIsOpenedInFloat32() {
        assertThat(new PrecisionOption().of(run.resolve("model").toString())).isEqualTo(Precision.FLOAT32);
    }

    @Test
    void theOptionSaysOtherwise() {
        PrecisionOption option = CommandLine.populateCommand(new PrecisionOption(), "--precision", "FLOAT32");
        assertThat(option.of(run.toString())).isEqualTo(Precision.FLOAT32);
    }

    @Test
    void theOptionReplacesWhatARecipeSays() {
        List<String> before = List.of("engine.precision=float32");
        PrecisionOption option = CommandLine.populateCommand(new PrecisionOption(), "--precision", "BFLOAT16");

        assertThat(option.after(before)).containsExactly("engine.precision=float32", "engine.precision=bfloat16");
        assertThat(new PrecisionOption().after(before)).isEqualTo(before);
    }
}
