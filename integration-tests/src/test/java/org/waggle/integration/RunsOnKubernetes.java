package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user applies to a real cluster: {@code mvn verify -Pkubernetes}; {@link Kubectl} says what must be there. */
class RunsOnKubernetes {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Path RECIPE = Path.of("../recipes/arithmetic-grpo.yaml");
    private static final String SCHEDULED = "scheduledsparkapplications.sparkoperator.k8s.io";
    private static final String[] SHORT = {
        "--set", "phases.warm-up.steps=3", "--set", "phases.grpo.steps=2", "--set", "checkpoints.every=2"
    };

    private static Kubectl kubectl = new Kubectl("", "");

    @TempDir
    private Path folder;

    @BeforeAll
    static void cluster() {
        kubectl = Kubectl.open();
    }

    @Test
    void anApplicationTrainsToItsEndInPodsThatMayDoNothing() throws IOException {
        ObjectNode resource = ClusterRun.resource(kubectl, "spark-application.yaml", "it-application");
        ClusterRun.add(resource, SHORT);
        ClusterRun run = ClusterRun.start(kubectl, folder, resource);

        awaitExecutors(run, 2);
        requireLockedDown(run);
        assertFinished(run);
    }

    @Test
    void theChartIsAsLockedDownAsItSays() throws IOException {
        Chart chart = Chart.in(kubectl.namespace(), folder, """
                image: {repository: %s, tag: "%s"}
                run: file:///runs/first
                arguments: [%s]
                storage: {claims: [{claim: runs, mountPath: /runs}], localDir: {sizeLimit: 4Gi}}
                driver: {coreRequest: 200m, memory: 1g}
                executor: {cores: 1, coreRequest: 200m, memory: 1g, memoryOverhead: 1g}
                recipe: {text: "%s"}
                """.formatted(
                        kubectl.image().replaceFirst(":[^:/]+$", ""),
                        kubectl.image().replaceFirst(".*:", ""),
                        String.join(", ", SHORT).replace("--set, ", "--set="),
                        Files.readString(RECIPE)
                                .replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("\n", "\\n")));
        ClusterRun run = new ClusterRun(kubectl, "first");
        run.empty();
        for (JsonNode object : chart.objects()) {
            kubectl.replace(folder, object);
        }

        awaitExecutors(run, 2);
        requireLockedDown(run);
        String settings =
                kubectl.run("exec", run.pods("driver").get(0), "--", "cat", "/opt/spark/conf/spark.properties");
        assertThat(settings)
                .contains(
                        "spark.authenticate=true",
                        "spark.network.crypto.enabled=true",
                        "spark.network.crypto.saslFallback=false",
                        "spark.io.encryption.enabled=true");
        assertThat(kubectl.attempt("exec", run.pods("executor").get(0), "--", "ls", "/var/run/secrets/kubernetes.io")
                        .err())
                .contains("No such file or directory");
        assertFinished(run);
    }

    @Test
    void scoringHasPodsOfItsOwnThatTakeNoGpu() throws IOException {
        ObjectNode resource = onGpus("it-profiles");
        ClusterRun.object(resource, "/spec/executor").remove("instances");
        ClusterRun.object(resource, "/spec")
                .putObject("dynamicAllocation")
                .put("enabled", true)
                .put("shuffleTrackingEnabled", true)
                .put("initialExecutors", 1)
                .put("minExecutors", 1)
                .put("maxExecutors", 1);

        assertThat(placed(resource, "profiles", 2)).containsExactlyInAnyOrder(true, false);
    }

    @ParameterizedTest
    @CsvSource({"auto, task-profiles", "plain, plain"})
    void podsThatStayScoreWhereTheyRollOut(String asked, String chosen) throws IOException {
        ObjectNode resource = onGpus("it-" + chosen);
        ClusterRun.add(resource, "--set", "engine.placement=" + asked);
        ClusterRun.object(resource, "/spec/executor").put("instances", 1);

        assertThat(placed(resource, chosen, 1)).containsExactly(true);
    }

    /** The node's GPUs and what tells Spark of them are made up; that pods wait for them is the cluster's doing. */
    private ObjectNode onGpus(String name) throws IOException {
        String node = kubectl.run("get", "node", "-o", "jsonpath={.items[0].metadata.name}");
        String capacity = "{\"status\": {\"capacity\": {\"waggle.test/gpu\": \"1\"}}}";
        kubectl.run("patch", "node", node, "--subresource=status", "--type=merge", "-p", capacity);
        kubectl.inPod(name + "-gpus", "bash", "-c", """
                echo 'echo "{\\"name\\": \\"gpu\\", \\"addresses\\": [\\"0\\"]}"' >/runs/gpus.sh; chmod a+x /runs/gpus.sh""");
        ObjectNode resource = ClusterRun.resource(kubectl, "spark-application.yaml", name);
        ClusterRun.add(resource, SHORT);
        ClusterRun.object(resource, "/spec/sparkConf")
                .put("spark.executor.resource.gpu.amount", "1")
                .put("spark.executor.resource.gpu.vendor", "waggle.test")
                .put("spark.executor.resource.gpu.discoveryScript", "/runs/gpus.sh");
        return resource;
    }

    /** Which of the executors of a run that ends well have a GPU. */
    private List<Boolean> placed(ObjectNode resource, String placement, int executors) throws IOException {
        ClusterRun run = ClusterRun.start(kubectl, folder, resource);
        awaitExecutors(run, executors);
        List<Boolean> haveGpus = run.pods("executor").stream()
                .map(pod -> kubectl.get("pod", pod)
                        .at("/spec/containers/0/resources/limits")
                        .has("waggle.test/gpu"))
                .toList();
        assertFinished(run);
        assertThat(run.log()).contains("placement %s: ".formatted(placement));
        return haveGpus;
    }

    @Test
    void aScheduleStartsRuns() throws IOException {
        ObjectNode resource = ClusterRun.resource(kubectl, "scheduled-spark-application.yaml", "it-scheduled");
        ClusterRun.add(resource, SHORT);
        ClusterRun.add(resource, "--set", "task.path=file:///runs/it-sums");
        kubectl.inPod("it-sums", "bash", "-c", """
                mkdir -p /runs/it-sums
                for a in {0..49}; do for b in {0..49}; do echo "{\\"q\\": \\"$a+$b=\\", \\"a\\": $((a + b))}"; done; done >/runs/it-sums/sums.jsonl""");
        ClusterRun.object(resource, "/spec").put("schedule", "@every 5s");
        new ClusterRun(kubectl, "it-scheduled").empty();
        kubectl.replace(folder, resource);
        Kubectl.await("a run starts", PATIENCE, () -> !started().isEmpty());
        kubectl.run("patch", SCHEDULED, "it-scheduled", "--type=merge", "-p", "{\"spec\": {\"suspend\": true}}");

        ClusterRun run =
                new ClusterRun(kubectl, started().get(0).at("/metadata/name").asText());
        assertThat(run.ended()).as(run.log()).isEqualTo("COMPLETED");
        assertThat(kubectl.inPod("it-scheduled-audit", "waggle", "audit", "/runs/it-scheduled/runs/000001"))
                .contains(": clean. ");
        kubectl.run("delete", SCHEDULED, "it-scheduled");
    }

    private static List<JsonNode> started() {
        return kubectl.list(ClusterRun.KIND, "sparkoperator.k8s.io/scheduled-app-name=it-scheduled");
    }

    private static void awaitExecutors(ClusterRun run, int count) {
        Kubectl.await("executors run", PATIENCE, () -> run.pods("executor").size() == count);
    }

    private static void requireLockedDown(ClusterRun run) {
        for (String role : List.of("driver", "executor")) {
            String pod = run.pods(role).get(0);
            assertThat(kubectl.run("exec", pod, "--", "bash", "-c", "id -u; cat /proc/1/status"))
                    .startsWith("185\n")
                    .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2");
            assertThat(kubectl.attempt("exec", pod, "--", "touch", "/opt/waggle/x")
                            .err())
                    .contains("Read-only file system");
        }
    }

    private static void assertFinished(ClusterRun run) {
        assertThat(run.ended()).as(run.log()).isEqualTo("COMPLETED");
        assertThat(run.log()).contains("step 5/5 grpo", "Done: arithmetic-grpo, 5 steps");
        assertThat(run.audit()).isEqualTo("clean");
    }
}
