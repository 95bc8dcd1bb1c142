package org.waggle.driver.run;

import java.util.List;
import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.recipe.Recipe;
import org.waggle.driver.spark.StageClock;
import org.waggle.driver.stage.CheckpointStage;
import org.waggle.driver.stage.InitialStage;
import org.waggle.driver.stage.RunContext;
import org.waggle.driver.stage.StopSignal;
import org.waggle.driver.stage.UpdateStage;
import org.waggle.driver.state.NodeModels;
import org.waggle.executor.engine.GradientMemory;
import org.waggle.executor.policy.PolicyCache;

/**
 * A recipe on a Spark session: its models and the stages that all commands share.
 *
 * @param context what every stage knows
 * @param models the models of the nodes, in their order
 * @param storage Hadoop's file systems
 * @param update next versions of the state
 * @param initial the state at the beginning
 * @param checkpoint the state on disk
 * @param clock how long stages take
 */
record Session(
        RunContext context,
        List<Model> models,
        Storage storage,
        UpdateStage update,
        InitialStage initial,
        CheckpointStage checkpoint,
        StageClock clock)
        implements AutoCloseable {

    /** A session for a recipe whose nodes have the given models. */
    static Session open(JavaSparkContext spark, Recipe recipe, List<Model> models, StopSignal stop) {
        NodeModels specs = new NodeModels(
                models.stream().map(Model::spec).toList(),
                models.stream().map(Model::base).toList());
        RunContext context = new RunContext(spark, recipe, UUID.randomUUID().toString(), spark.broadcast(specs), stop);
        Storage storage = new Storage(spark.hadoopConfiguration());
        UpdateStage update = new UpdateStage(context);
        InitialStage initial = new InitialStage(context, update);
        return new Session(
                context,
                models,
                storage,
                update,
                initial,
                new CheckpointStage(context, update, initial, storage),
                StageClock.on(spark.sc()));
    }

    @Override
    public void close() {
        clock.close();
        PolicyCache.shared().forget(context.run());
        GradientMemory.free();
        context.nodes().destroy();
    }
}
