package org.waggle.driver.spark;

import java.util.ArrayList;
import java.util.List;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/** Scala's types as Java needs them. */
final class SparkTypes {
    private SparkTypes() {}

    @SuppressWarnings("unchecked")
    static <T> ClassTag<T> anyTag() {
        return (ClassTag<T>) (ClassTag<?>) scala.reflect.ClassTag$.MODULE$.AnyRef();
    }

    static scala.collection.immutable.Seq<Object> seq(List<Integer> values) {
        return CollectionConverters.asScala(new ArrayList<Object>(values)).toSeq();
    }
}
