package org.waggle.executor.reward.external;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.waggle.common.data.Doc;
import org.waggle.common.data.Group;
import org.waggle.common.data.Scores;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Reward;
import org.waggle.common.spi.StepContext;

/** A class that implements {@link Reward} or {@link org.waggle.common.spi.CompletionReward}, by its name. */
@Doc("A class of a jar of yours (--jars) that implements Reward or CompletionReward.")
public record JavaReward(
        @Doc(
                "Full name of the class; it is public, has a public constructor without arguments, and is made once in a JVM.")
        String className)
        implements Reward {
    private static final Map<Class<?>, Reward> INSTANCES = new ConcurrentHashMap<>();

    /** Loads the class and makes the reward, to refuse a wrong one. */
    public JavaReward {
        Class<?> type = type(className);
        Check.that(
                Reward.class.isAssignableFrom(type),
                "class-name",
                className,
                "must implement " + Reward.class.getName() + " or CompletionReward");
        Check.that(
                Modifier.isPublic(type.getModifiers()) && hasConstructor(type),
                "class-name",
                className,
                "must be public, with a public constructor without arguments");
        INSTANCES.computeIfAbsent(type, JavaReward::instance);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "Invalid class-name: %s (there is no such class: name its jar by --jars)".formatted(name), e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException("Invalid class-name: %s (it can't be loaded: %s)".formatted(name, e), e);
        }
    }

    private static boolean hasConstructor(Class<?> type) {
        return !Modifier.isAbstract(type.getModifiers())
                && Arrays.stream(type.getConstructors()).anyMatch(constructor -> constructor.getParameterCount() == 0);
    }

    @Override
    public Scores score(Group group, StepContext context) {
        return instance().score(group, context);
    }

    @Override
    public boolean judgesAlone() {
        return instance().judgesAlone();
    }

    private Reward instance() {
        return INSTANCES.computeIfAbsent(type(className), JavaReward::instance);
    }

    private static Reward instance(Class<?> type) {
        try {
            return (Reward) type.getConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "Invalid class-name: %s (its constructor threw %s)".formatted(type.getName(), e.getCause()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot construct " + type.getName(), e);
        }
    }
}
