package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The resources of {@code deploy/kubernetes}; {@link RunsOnKubernetes} applies those of Kubeflow's operator. */
class DeployedResourcesIT {
    @ParameterizedTest
    @CsvSource({
        "spark-application.yaml, sparkapplications.v1beta2",
        "scheduled-spark-application.yaml, scheduledsparkapplications.v1beta2",
        "apache-spark-application.yaml, sparkapplications.v1"
    })
    void theOperatorKnowsEveryField(String file, String schema) throws IOException {
        Object resource = new Yaml().load(Files.readString(Path.of("../deploy/kubernetes", file)));
        JsonNode spec = new ObjectMapper().<JsonNode>valueToTree(resource).get("spec");

        assertThat(OperatorSchema.read(schema).part("spec").objections(spec)).isEmpty();
    }
}
