package org.waggle.driver.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockManagerId;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/** Asks every executor that there is; Spark has tasks only, which may run anywhere. */
public final class EveryExecutor {
    private static final int ROUNDS = 3;

    private EveryExecutor() {}

    /** A question to an executor. */
    @FunctionalInterface
    public interface Question<R> extends Serializable {
        /**
         * Answers it, inside a task.
         *
         * @return what travels to the driver; serializable
         */
        R answer();
    }

    /**
     * What an executor said.
     *
     * @param executor its name at Spark: a number, or {@code driver} in a single process
     * @param host its machine
     */
    public record Answer<R>(String executor, String host, R value) implements Serializable {
        /** The executor as messages call it. */
        public String place() {
            return executor.equals("driver") ? "driver" : "executor %s (%s)".formatted(executor, host);
        }
    }

    /**
     * Asks all executors, once each.
     *
     * @return answers by executor; one that was busy with something else all the time is missing
     */
    public static <R> List<Answer<R>> ask(JavaSparkContext spark, Question<R> question) {
        // The first job of a session waits until its executors have come.
        spark.parallelize(List.of(0), 1).count();
        Map<String, Answer<R>> answers = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<BlockManagerId> missing = present(spark).stream()
                    .filter(id -> !answers.containsKey(id.executorId()))
                    .toList();
            if (missing.isEmpty()) {
                break;
            }
            ask(spark, question, missing).forEach(answer -> answers.put(answer.executor(), answer));
        }
        return List.copyOf(answers.values());
    }

    private static <R> List<Answer<R>> ask(
            JavaSparkContext spark, Question<R> question, List<BlockManagerId> executors) {
        List<Tuple2<Integer, Seq<String>>> places = new ArrayList<>();
        for (BlockManagerId id : executors) {
            String place = "executor_%s_%s".formatted(id.host(), id.executorId());
            places.add(new Tuple2<>(
                    places.size(), CollectionConverters.asScala(List.of(place)).toSeq()));
        }
        ClassTag<Integer> tag = SparkTypes.anyTag();
        return spark
                .sc()
                .makeRDD(CollectionConverters.asScala(places).toSeq(), tag)
                .toJavaRDD()
                .map(any -> {
                    BlockManagerId here = SparkEnv.get().blockManager().blockManagerId();
                    return new Message<>(new Answer<>(here.executorId(), here.host(), question.answer()));
                })
                .collect()
                .stream()
                .map(Message::value)
                .toList();
    }

    /** In a single process that is the driver itself. */
    private static List<BlockManagerId> present(JavaSparkContext spark) {
        List<BlockManagerId> all = new ArrayList<>(CollectionConverters.asJava(
                        SparkEnv.get().blockManager().master().getMemoryStatus())
                .keySet());
        all.removeIf(id -> id.isDriver() && !spark.isLocal());
        all.sort(Comparator.comparing(BlockManagerId::executorId));
        return all;
    }
}
