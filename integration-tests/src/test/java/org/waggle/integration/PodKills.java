package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pods of drivers and executors are killed at moments that a seed chooses, under the operator's restart policy:
 * {@code mvn verify -Pkubernetes -Dit.test=PodKills -Dwaggle.chaos=FILE -Dwaggle.chaos.seeds=4}.
 */
class PodKills {
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int STEPS = 30;
    private static final int KILLS = 5;
    private static final int DELAY_MILLIS = 3000;
    private static final String[] RUN = {
        "--set", "phases.warm-up.steps=10",
        "--set", "phases.warm-up.batch-size=32",
        "--set", "phases.warm-up.evaluate-every=0",
        "--set", "phases.grpo.steps=20",
        "--set", "phases.grpo.problems=16",
        "--set", "phases.grpo.evaluate-every=10",
        "--set", "evaluators.held-out.problems=16",
        "--set", "checkpoints.every=4"
    };

    @TempDir
    private Path folder;

    @Test
    void runsOutliveTheirPods() throws IOException {
        ChaosLog log = ChaosLog.of("pod");
        List<Integer> seeds = log.seeds();
        if (seeds.isEmpty()) {
            return;
        }
        Kubectl kubectl = Kubectl.open();
        ClusterRun undisturbed = undisturbed(kubectl);
        assertThat(undisturbed.ended()).as(undisturbed.log()).isEqualTo("COMPLETED");
        String expected = undisturbed.model(STEPS);
        for (int seed : seeds) {
            disturbed(log, seed, kubectl, expected);
        }
    }

    /** One that an earlier call has left on the cluster needn't be done again either. */
    private ClusterRun undisturbed(Kubectl kubectl) throws IOException {
        ClusterRun left = new ClusterRun(kubectl, "kills-none");
        return left.state().equals("COMPLETED") ? left : started(kubectl, left.name());
    }

    private ClusterRun started(Kubectl kubectl, String name) throws IOException {
        ObjectNode resource = ClusterRun.resource(kubectl, "spark-application.yaml", name);
        ClusterRun.object(resource, "/spec/restartPolicy")
                .put("onFailureRetryInterval", 2)
                .put("onSubmissionFailureRetryInterval", 2);
        ClusterRun.add(resource, RUN);
        return ClusterRun.start(kubectl, folder, resource);
    }

    private void disturbed(ChaosLog log, int seed, Kubectl kubectl, String expected) throws IOException {
        long start = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        ClusterRun run = started(kubectl, "kills-" + seed);
        Map<String, Integer> struck = new TreeMap<>();
        int fallBacks = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            int step = 2 + kill * STEPS / (KILLS + 1);
            Kubectl.await("step " + step, PATIENCE, () -> run.step() >= step);
            Kubectl.pause(random.nextInt(DELAY_MILLIS));
            // One in each run is a driver; of the others one in four.
            String role = kill == seed % KILLS || random.nextInt(4) == 0 ? "driver" : "executor";
            fallBacks += fallBacks(run.log());
            String way = random.nextBoolean() ? "killed" : "deleted";
            struck.merge(role + " " + way, strike(run, role, way, random), Integer::sum);
        }
        String state = run.ended();
        String audit = run.audit();
        boolean identical = state.equals("COMPLETED") && run.model(STEPS).equals(expected);
        fallBacks += fallBacks(run.log());
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        int code = state.equals("COMPLETED") ? 0 : 1;
        log.add(seed, new ChaosLog.Result(struck.toString(), code, identical, audit, fallBacks, seconds));
        assertThat(state).as(run.log()).isEqualTo("COMPLETED");
        assertThat(audit).isEqualTo("clean");
        assertThat(identical).isTrue();
    }

    /** How many pods were struck: 1, or 0 if the run had come to its end. */
    private static int strike(ClusterRun run, String role, String way, SplittableRandom random) {
        Kubectl.await(
                "a pod to kill",
                PATIENCE,
                () -> !run.pods(role).isEmpty() || run.state().equals("COMPLETED"));
        List<String> pods = run.pods(role);
        if (pods.isEmpty()) {
            return 0;
        }
        String pod = pods.get(random.nextInt(pods.size()));
        Kubectl kubectl = run.kubectl();
        String before = kubectl.get("pod", pod).at("/metadata/uid").asText();
        if (way.equals("killed")) {
            kubectl.attempt("exec", pod, "--", "bash", "-c", "kill -9 -1");
        } else {
            kubectl.attempt("delete", "pod", pod, "--grace-period=0", "--force", "--wait=false");
        }
        Kubectl.await(
                pod + " is gone",
                PATIENCE,
                () -> !before.equals(kubectl.get("pod", pod).at("/metadata/uid").asText())
                        || !run.pods(role).contains(pod));
        return 1;
    }

    private static int fallBacks(String log) {
        return (int) log.lines()
                .filter(line -> line.contains("going back to the checkpoint"))
                .count();
    }
}
