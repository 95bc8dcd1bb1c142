package org.waggle.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.Yaml;

/** What helm makes of the chart with some values. */
record Chart(List<JsonNode> objects) {
    static final Path FOLDER = Path.of("../helm/waggle").toAbsolutePath().normalize();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The least that a user has to say. */
    static final String LEAST = """
            image: {repository: registry.example/waggle, tag: 0.1.0}
            recipe: {text: "name: first"}
            run: file:///runs/first
            storage: {claims: [{claim: runs, mountPath: /runs}]}
            """;

    /**
     * Renders the chart as the release {@code first}.
     *
     * @param folder of the test's, for the values
     * @param values of a user, as YAML
     * @param settings as of {@code --set}, {@code path=value}
     * @throws IllegalStateException if helm refuses them, with what helm says
     */
    static Chart of(Path folder, String values, String... settings) throws IOException {
        return in("training", folder, values, settings);
    }

    /** As {@link #of}, in a namespace. */
    static Chart in(String namespace, Path folder, String values, String... settings) throws IOException {
        TemplateCommand command = new Helm(FOLDER)
                .template()
                .withName("first")
                .withNamespace(namespace)
                .withKubeVersion("1.33.0")
                .withValuesFile(Files.writeString(folder.resolve("values.yaml"), values));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            command.set(parts[0], parts[1]);
        }
        Iterable<Object> documents = new Yaml().loadAll(command.call());
        return new Chart(StreamSupport.stream(documents.spliterator(), false)
                .<JsonNode>map(JSON::valueToTree)
                .toList());
    }

    /** The only object of a kind with that name; a missing node if there is none. */
    JsonNode object(String kind, String name) {
        return objects.stream()
                .filter(each -> each.at("/kind").asText().equals(kind)
                        && each.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** The specification of the one application. */
    JsonNode application() {
        return object("SparkApplication", "first").at("/spec");
    }

    /** The container of driver or executors. */
    JsonNode container(String role) {
        return application().at("/%s/template/spec/containers/0".formatted(role));
    }

    /** A setting of Spark; empty if the application has none. */
    String conf(String key) {
        return application().at("/sparkConf").path(key).asText();
    }
}
