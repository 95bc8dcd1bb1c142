package org.waggle.executor.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.waggle.common.recipe.AdapterRecipe.Lora;
import org.waggle.executor.engine.ParameterLayout.Parameter;

/**
 * Where each parameter of a low-rank adapter lies in one flat vector of float32 values: for each target in the order of
 * the base model's vector, A and then B. Names and shapes are those that PEFT gives them.
 */
public final class AdapterLayout {
    private static final String PREFIX = "base_model.model.";
    private static final String WEIGHT = ".weight";

    /**
     * A matrix of the base model and what is added to it.
     *
     * @param base the matrix W, [rows, columns], in the base model's vector
     * @param a A, [rank, columns], in the adapter's vector
     * @param b B, [rows, rank], in the adapter's vector
     */
    record Target(Parameter base, Parameter a, Parameter b) {}

    private final List<Target> targets = new ArrayList<>();
    private long size;

    private AdapterLayout() {}

    /** The layout of an adapter of a model. */
    public static AdapterLayout of(DecoderShape shape, Lora lora) {
        AdapterLayout layout = new AdapterLayout();
        for (Parameter parameter : ParameterLayout.of(shape).parameters()) {
            if (parameter.isMatrix() && lora.targets().contains(module(parameter.name()))) {
                layout.add(parameter, lora.rank());
            }
        }
        return layout;
    }

    /** The parameters in the order of their offsets, without gaps. */
    public List<Parameter> parameters() {
        return targets.stream()
                .flatMap(target -> List.of(target.a(), target.b()).stream())
                .toList();
    }

    /** Number of values of the flat vector. */
    public long size() {
        return size;
    }

    /** For each target (offset, rows, columns) of W, A and B, [targets * 9]. */
    long[] cuts() {
        return targets.stream()
                .flatMap(target -> List.of(target.base(), target.a(), target.b()).stream())
                .flatMapToLong(parameter -> LongStream.of(
                        parameter.offset(),
                        parameter.shape().get(0),
                        parameter.shape().get(1)))
                .toArray();
    }

    private void add(Parameter base, int rank) {
        String name = PREFIX + base.name().substring(0, base.name().length() - WEIGHT.length());
        Parameter a = parameter(name + ".lora_A.weight", rank, base.shape().get(1));
        Parameter b = parameter(name + ".lora_B.weight", base.shape().get(0), rank);
        targets.add(new Target(base, a, b));
    }

    private Parameter parameter(String name, int rows, int columns) {
        Parameter parameter = new Parameter(name, List.of(rows, columns), size);
        size += parameter.size();
        return parameter;
    }

    /** {@code q_proj} of {@code model.layers.0.self_attn.q_proj.weight}. */
    private static String module(String name) {
        String[] parts = name.split("\\.");
        return parts.length < 2 ? name : parts[parts.length - 2];
    }
}
