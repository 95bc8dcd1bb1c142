package org.waggle.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * {@code kubectl} in a namespace of the cluster of {@code KUBECONFIG}, where the Kubeflow operator is at work and all
 * pods can mount the claim {@code runs}.
 *
 * @param namespace which the operator watches
 * @param image that {@code deploy/Dockerfile} made, as nodes know it
 */
record Kubectl(String namespace, String image) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Pattern BUSY = Pattern.compile(
            "TLS handshake timeout|i/o timeout|request timed out|timed out waiting|unable to return a response");
    private static final int MOST = 20;
    private static final int POLL_MILLIS = 1000;
    private static final String REMEDY = " (docs/operations.md says what a cluster for these tests needs)";

    /**
     * The cluster under test.
     *
     * @throws AssertionError if it lacks something, with what
     */
    static Kubectl open() {
        Kubectl kubectl = new Kubectl(
                System.getProperty("waggle.kubernetes.namespace", "spark"),
                System.getProperty("waggle.kubernetes.image", "localhost/waggle:0.1.0"));
        kubectl.require("There is no Kubernetes to test on: set KUBECONFIG", "get", "namespace", kubectl.namespace);
        kubectl.require(
                "The Kubeflow Spark operator isn't installed", "get", "crd", "sparkapplications.sparkoperator.k8s.io");
        kubectl.require("There is no claim that pods can share", "get", "persistentvolumeclaim", "runs");
        kubectl.run("apply", "-f", "../deploy/kubernetes/rbac.yaml");
        return kubectl;
    }

    private void require(String otherwise, String... arguments) {
        Waggle.Outcome said = attempt(arguments);
        if (said.code() != 0) {
            throw new AssertionError(otherwise + REMEDY + ": " + said.err().strip());
        }
    }

    /** What a command says that has to succeed. */
    String run(String... arguments) {
        Waggle.Outcome said = attempt(arguments);
        if (said.code() != 0) {
            throw new AssertionError("kubectl %s: %s".formatted(String.join(" ", arguments), said.err()));
        }
        return said.out();
    }

    /** How a command ends; one that a busy API server didn't answer is said again. */
    Waggle.Outcome attempt(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "-n", namespace));
        command.addAll(Arrays.asList(arguments));
        Waggle.Outcome said = Program.run(command);
        for (int again = 0; again < MOST && BUSY.matcher(said.err()).find(); again++) {
            pause(POLL_MILLIS);
            said = Program.run(command);
        }
        return said;
    }

    /** Objects of a kind, selected by labels; the list's items. */
    List<JsonNode> list(String kind, String labels) {
        List<JsonNode> all = new ArrayList<>();
        json(run("get", kind, "-l", labels, "-o", "json")).path("items").forEach(all::add);
        return all;
    }

    /** An object; a node that is missing if there is none. */
    JsonNode get(String kind, String name) {
        String said = run("get", kind, name, "--ignore-not-found", "-o", "json");
        return json(said.isEmpty() ? "{}" : said);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Makes an object, in place of one of that name. */
    void replace(Path folder, Object object) throws IOException {
        Path file = Files.createTempFile(folder, "object", ".json");
        JSON.writeValue(file.toFile(), object);
        run("delete", "--ignore-not-found", "--wait", "-f", file.toString());
        run("apply", "-f", file.toString());
    }

    /** Runs a command of Waggle in a pod of its own that sees the claim; what it wrote, both streams in one. */
    String inPod(String name, String... command) {
        run("delete", "pod", name, "--ignore-not-found", "--now");
        List<String> all = new ArrayList<>(List.of(
                "run", name, "--restart=Never", "--image=" + image, "--image-pull-policy=IfNotPresent", "--overrides"));
        all.add("""
                {"spec": {"securityContext": {"runAsUser": 185, "runAsGroup": 185},
                  "volumes": [{"name": "runs", "persistentVolumeClaim": {"claimName": "runs"}}],
                  "containers": [{"name": "%s", "image": "%s", "args": %s, "volumeMounts": [{"name": "runs", "mountPath": "/runs"}]}]}}
                """.formatted(name, image, JSON.valueToTree(command)));
        run(all.toArray(String[]::new));
        await(
                name + " ends",
                PATIENCE,
                () -> List.of("Succeeded", "Failed")
                        .contains(get("pod", name).at("/status/phase").asText()));
        String said = run("logs", name);
        run("delete", "pod", name, "--now");
        return said;
    }

    /** Waits until something is so. */
    static void await(String what, Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not happen: " + what);
            }
            pause(POLL_MILLIS);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
