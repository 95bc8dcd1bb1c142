package org.waggle.executor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.waggle.common.data.Doc;
import org.waggle.common.spi.Component;
import org.waggle.common.spi.ComponentRegistry;
import org.waggle.common.spi.Sampler;
import org.waggle.executor.BuiltinPlugin;

class ComponentContractTest {
    static Stream<Component> components() {
        return ExampleComponents.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("components")
    void arrivesOnAnExecutorAsItWas(Component component) {
        assertThat(Serialized.copy(component)).isEqualTo(component);
    }

    @ParameterizedTest
    @MethodSource("components")
    void isARecordWhoseEveryKeyIsExplained(Component component) {
        assertThat(component.getClass().isRecord()).isTrue();
        assertThat(component.getClass().getAnnotation(Doc.class).value()).endsWith(".");
        for (RecordComponent key : component.getClass().getRecordComponents()) {
            assertThat(key.getAnnotation(Doc.class)).as(key.getName()).isNotNull();
            assertThat(key.getAnnotation(Doc.class).value()).endsWith(".");
        }
    }

    @Test
    void everyBuiltInComponentRunsTheContracts() {
        ComponentRegistry registry = ComponentRegistry.of(new BuiltinPlugin());
        List<Class<?>> registered = new ArrayList<>();
        registry.axes()
                .forEach(axis -> registered.addAll(registry.components(axis).values()));
        // A sampler needs a policy to drive; its tests are in its own package.
        registered.removeIf(Sampler.class::isAssignableFrom);
        assertThat(registered)
                .isNotEmpty()
                .allSatisfy(type -> assertThat(ExampleComponents.ALL).hasAtLeastOneElementOfType(type));
    }
}
