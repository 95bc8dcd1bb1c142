package org.waggle.driver.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.SparkConf;
import org.apache.spark.resource.TaskResourceProfile;
import org.junit.jupiter.api.Test;
import org.waggle.common.recipe.PlacementRecipe;

class PlacementTest {
    private final SparkConf conf = new SparkConf(false).setMaster("spark://host:7077");

    @Test
    void oneProcessIsPlain() {
        conf.setMaster("local[2]").set("spark.executor.resource.gpu.amount", "1");

        assertThat(auto().told()).isEqualTo("placement plain: every stage on every executor (one process)");
    }

    @Test
    void aClusterWithoutGpusIsPlain() {
        assertThat(auto().told())
                .isEqualTo("placement plain: every stage on every executor (executors have no GPUs, all are alike)");
    }

    @Test
    void staticExecutorsWithGpusScoreWithoutTakingThem() {
        conf.set("spark.executor.resource.gpu.amount", "1");

        assertThat(auto().chosen()).isEqualTo(PlacementRecipe.TASK_PROFILES);
        assertThat(auto().scoring()).containsInstanceOf(TaskResourceProfile.class);
        assertThat(auto().scoring().orElseThrow().taskResources().contains("gpu"))
                .isFalse();
    }

    @Test
    void dynamicAllocationStartsExecutorsOfTwoKinds() {
        conf.set("spark.executor.resource.gpu.amount", "1")
                .set("spark.dynamicAllocation.enabled", "true")
                .set("spark.executor.cores", "3")
                .set("spark.executor.memory", "2g");

        assertThat(auto().told())
                .isEqualTo(
                        "placement profiles: rollout and training on executors with GPUs, scoring on others without (dynamic allocation, executors with GPUs)");
        assertThat(auto().scoring().orElseThrow().getExecutorCores().get()).isEqualTo(3);
        assertThat(auto().scoring().orElseThrow().executorResources().contains("gpu"))
                .isFalse();
    }

    @Test
    void plainMayBeAskedForAnywhere() {
        conf.set("spark.executor.resource.gpu.amount", "1");

        assertThat(Placement.on(conf, PlacementRecipe.PLAIN).scoring()).isEmpty();
    }

    @Test
    void severalGpusOfOneProcessAreRefused() {
        conf.set("spark.executor.resource.gpu.amount", "2");

        assertThatThrownBy(this::auto)
                .hasMessage(
                        "Invalid spark.executor.resource.gpu.amount: 2 (must be 1: a process computes on one GPU; start an executor for each)");
    }

    @Test
    void whatTheClusterDoesNotOfferIsRefused() {
        assertThatThrownBy(() -> Placement.on(conf, PlacementRecipe.PROFILES))
                .hasMessage(
                        "Invalid engine.placement: profiles (needs --conf spark.dynamicAllocation.enabled=true, so that Spark may start executors of two kinds; or take task-profiles)");
        conf.set("spark.dynamicAllocation.enabled", "true");
        assertThatThrownBy(() -> Placement.on(conf, PlacementRecipe.PROFILES))
                .hasMessage(
                        "Invalid engine.placement: profiles (needs --conf spark.executor.cores=…: without it one kind takes all cores of a worker)");
        conf.setMaster("local[2]");
        assertThatThrownBy(() -> Placement.on(conf, PlacementRecipe.TASK_PROFILES))
                .hasMessage(
                        "Invalid engine.placement: task-profiles (must be auto or plain on local[2], which has one process)");
    }

    private Placement auto() {
        return Placement.on(conf, PlacementRecipe.AUTO);
    }
}
