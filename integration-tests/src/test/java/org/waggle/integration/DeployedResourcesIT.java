package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The resources of {@code deploy/kubernetes}; {@link RunsOnKubernetes} applies them. */
class DeployedResourcesIT {
    @ParameterizedTest
    @CsvSource({
        "spark-application.yaml, sparkapplications",
        "scheduled-spark-application.yaml, scheduledsparkapplications"
    })
    void theOperatorKnowsEveryField(String file, String plural) throws IOException {
        Object resource = new Yaml().load(Files.readString(Path.of("../deploy/kubernetes", file)));

        assertThat(OperatorSchema.of(plural).objections(new ObjectMapper().valueToTree(resource)))
                .isEmpty();
    }
}
