package org.waggle.common.recipe;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.waggle.common.data.Doc;
import org.waggle.common.spi.ComponentRegistry;

/** What a recipe can say: the keys of every record, and the components of every axis. */
final class RecipeSchema {
    private static final Map<Class<?>, Map<String, Class<?>>> OWN = Map.ofEntries(
            Map.entry(
                    ScheduledRecipe.class,
                    Map.of("none", ScheduledRecipe.None.class, "series", ScheduledRecipe.Series.class)),
            Map.entry(
                    NewDataRecipe.class,
                    Map.of("modified", NewDataRecipe.Modified.class, "partition", NewDataRecipe.Partition.class)),
            Map.entry(
                    ModelRecipe.class,
                    Map.of("random-llama", ModelRecipe.RandomLlama.class, "pretrained", ModelRecipe.Pretrained.class)),
            Map.entry(
                    PhaseRecipe.class,
                    Map.of(
                            "sft", PhaseRecipe.Supervised.class,
                            "pairs", PhaseRecipe.Pairs.class,
                            "rl", PhaseRecipe.Reinforcement.class)),
            Map.entry(
                    ReferenceRecipe.class,
                    Map.of(
                            "none", ReferenceRecipe.None.class,
                            "initial", ReferenceRecipe.Initial.class,
                            "periodic", ReferenceRecipe.Periodic.class,
                            "base", ReferenceRecipe.Base.class)),
            Map.entry(AdapterRecipe.class, Map.of("none", AdapterRecipe.None.class, "lora", AdapterRecipe.Lora.class)),
            Map.entry(
                    CorrectionRecipe.class,
                    Map.of(
                            "none", CorrectionRecipe.None.class,
                            "truncated", CorrectionRecipe.Truncated.class,
                            "masked", CorrectionRecipe.Masked.class)),
            Map.entry(
                    ExchangeRecipe.class,
                    Map.of(
                            "none", ExchangeRecipe.None.class,
                            "share", ExchangeRecipe.Share.class,
                            "meet", ExchangeRecipe.Meet.class)),
            Map.entry(
                    TrustRecipe.class,
                    Map.of(
                            "any", TrustRecipe.Any.class,
                            "keys", TrustRecipe.Keys.class,
                            "listed", TrustRecipe.Listed.class)),
            Map.entry(
                    OffPolicyRecipe.class,
                    Map.of(
                            "none", OffPolicyRecipe.None.class,
                            "clipped", OffPolicyRecipe.Clipped.class,
                            "truncated", OffPolicyRecipe.Truncated.class,
                            "masked", OffPolicyRecipe.Masked.class)),
            Map.entry(PromptRecipe.class, Map.of("plain", PromptRecipe.Plain.class, "chat", PromptRecipe.Chat.class)));

    private final ComponentRegistry registry;

    /** The registered components beside the models, prompts, phases and references that this package brings. */
    RecipeSchema(ComponentRegistry registry) {
        this.registry = registry;
    }

    /** The components of an axis by name; a registered one can't take the name of one of ours. */
    SortedMap<String, Class<?>> components(Class<?> axis) {
        SortedMap<String, Class<?>> components = new TreeMap<>(registry.components(axis));
        components.putAll(OWN.getOrDefault(axis, Map.of()));
        return Collections.unmodifiableSortedMap(components);
    }

    /** The name of a component on its axis. */
    String name(Class<?> axis, Class<?> component) {
        return components(axis).entrySet().stream()
                .filter(entry -> entry.getValue() == component)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Cannot name %s: it isn't registered as a %s"
                        .formatted(component.getName(), axis.getSimpleName())));
    }

    /** The keys of a record, in its order. */
    static List<Key> keys(Class<?> record) {
        RecordComponent[] components = record.getRecordComponents();
        if (components == null) {
            throw new IllegalStateException("Cannot read a recipe into %s: it isn't a record".formatted(record));
        }
        return Arrays.stream(components).map(Key::new).toList();
    }

    /**
     * A key of a record.
     *
     * @param component component of the record that it fills
     */
    record Key(RecordComponent component) {
        /** The key as recipes write it. */
        String name() {
            return Names.kebab(component.getName());
        }

        /** What it means; empty if nobody said. */
        String doc() {
            Doc doc = component.getAnnotation(Doc.class);
            return doc == null ? "" : doc.value();
        }

        /** Its value in a record. */
        Object of(Object record) {
            try {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot read %s of %s".formatted(name(), record), e);
            }
        }
    }
}
