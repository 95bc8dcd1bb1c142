package org.waggle.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * A run under the Kubeflow operator.
 *
 * @param kubectl the cluster
 * @param name of its {@code SparkApplication}, and of its folder below the claim
 */
record ClusterRun(Kubectl kubectl, String name) {
    /** In full: other operators have a kind of that name too. */
    static final String KIND = "sparkapplications.sparkoperator.k8s.io";

    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Pattern STEP = Pattern.compile("(?m)^step (\\d+)/");
    private static final List<String> ENDS = List.of("COMPLETED", "FAILED");

    /** A resource of the repository, fitted to this cluster: its image, small pods, a name and a folder. */
    static ObjectNode resource(Kubectl kubectl, String file, String name) throws IOException {
        Object yaml = new Yaml(new LoaderOptions()).load(Files.readString(Path.of("../deploy/kubernetes", file)));
        ObjectNode resource = new ObjectMapper().valueToTree(yaml);
        object(resource, "/metadata").put("name", name);
        ObjectNode spec = object(resource, resource.at("/spec/template").isMissingNode() ? "/spec" : "/spec/template");
        spec.put("image", kubectl.image());
        ArrayNode arguments = (ArrayNode) spec.get("arguments");
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).asText().startsWith("file:///runs/")) {
                arguments.set(i, arguments.textNode("file:///runs/" + name));
            }
        }
        shrink(object(spec, "/driver"));
        shrink(object(spec, "/executor"));
        return resource;
    }

    private static void shrink(ObjectNode pod) {
        pod.put("cores", 1).put("coreRequest", "200m").put("memory", "1g").put("memoryOverhead", "1g");
        // Runs of seconds: compiling well costs more than it brings.
        pod.put("javaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    }

    static ObjectNode object(JsonNode root, String path) {
        return (ObjectNode) root.at(path);
    }

    /** Adds arguments to what the application runs. */
    static void add(ObjectNode resource, String... arguments) {
        ArrayNode all =
                resource.findValue("arguments") instanceof ArrayNode found ? found : resource.putArray("arguments");
        for (String argument : arguments) {
            all.add(argument);
        }
    }

    /** Empties the run's folder and starts it. */
    static ClusterRun start(Kubectl kubectl, Path folder, ObjectNode resource) throws IOException {
        ClusterRun run = new ClusterRun(kubectl, resource.at("/metadata/name").asText());
        run.empty();
        kubectl.replace(folder, resource);
        return run;
    }

    /** Removes what an earlier run of this name left. */
    void empty() {
        kubectl.run("delete", KIND, name, "--ignore-not-found", "--wait");
        kubectl.inPod(name + "-empty", "rm", "-rf", root());
    }

    String root() {
        return "/runs/" + name;
    }

    JsonNode application() {
        return kubectl.get(KIND, name);
    }

    String state() {
        return application().at("/status/applicationState/state").asText();
    }

    /** The names of its pods that run. */
    List<String> pods(String role) {
        return kubectl.list("pod", "spark-role=%s,sparkoperator.k8s.io/app-name=%s".formatted(role, name)).stream()
                .filter(pod -> pod.at("/status/phase").asText().equals("Running")
                        && pod.at("/metadata/deletionTimestamp").isMissingNode())
                .map(pod -> pod.at("/metadata/name").asText())
                .toList();
    }

    /** What the driver that is there now has written. */
    String log() {
        return kubectl.attempt("logs", name + "-driver").out();
    }

    /** The last step that this driver told of; 0 before the first. */
    int step() {
        int last = 0;
        for (Matcher matcher = STEP.matcher(log()); matcher.find(); ) {
            last = Integer.parseInt(matcher.group(1));
        }
        return last;
    }

    /** Waits until the operator has come to an end with it; its last state. */
    String ended() {
        Kubectl.await(name + " ends", PATIENCE, () -> ENDS.contains(state()));
        return state();
    }

    /** The audit's verdict: {@code clean}, or its findings. */
    String audit() {
        String said = kubectl.inPod(name + "-audit", "waggle", "audit", root());
        return said.contains(root() + ": clean. ") ? "clean" : said;
    }

    /** Checksum of a model. */
    String model(int step) {
        String file = "%s/checkpoints/step-%06d/policy/model.safetensors".formatted(root(), step);
        return kubectl.inPod(name + "-sum", "sha256sum", file).split(" ", 2)[0];
    }
}
