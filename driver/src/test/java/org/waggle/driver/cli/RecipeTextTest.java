package org.waggle.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.checkpoint.Storage;

class RecipeTextTest {
    private final Storage storage = new Storage(new Configuration());

    @TempDir
    private Path folder;

    @Test
    void aFileIsRead() throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), "name: r");

        assertThat(RecipeText.of(file.toString(), storage)).isEqualTo(new RecipeText(file.toString(), "name: r"));
    }

    @Test
    void aPathThatHadoopKnowsIsRead() throws IOException {
        String uri =
                Files.writeString(folder.resolve("r.yaml"), "name: r").toUri().toString();

        assertThat(RecipeText.of(uri, storage)).isEqualTo(new RecipeText(uri, "name: r"));
        assertThatThrownBy(() -> RecipeText.of(uri + "x", storage))
                .hasMessage("Cannot read %sx: there is no such file".formatted(uri));
    }

    @Test
    void theCommandItselfMayHaveIt() {
        String text = Base64.getEncoder().encodeToString("name: é".getBytes(StandardCharsets.UTF_8));

        assertThat(RecipeText.of("data:;name=r.yaml;base64," + text, storage))
                .isEqualTo(new RecipeText("r.yaml", "name: é"));
        String broken = "data:;name=r.yaml;base64,????";
        assertThatThrownBy(() -> RecipeText.of(broken, storage))
                .hasMessage("Cannot read r.yaml: it is not base64 (Illegal base64 character 3f)");
    }
}
