package org.waggle.executor.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each parameter of a Llama decoder lies in one flat vector of float32 values.
 *
 * <p>Names and shapes are those of Hugging Face. Query, key and value weights of a layer are neighbours, and so are
 * gate and up weights: the engine multiplies with each of these runs as one matrix.
 */
public final class ParameterLayout {
    /**
     * One parameter.
     *
     * @param name Hugging Face's name
     * @param shape [rows, columns] of a matrix, [size] of a vector
     * @param offset index of its first value in the flat vector
     */
    public record Parameter(String name, List<Integer> shape, long offset) {
        /** Number of values. */
        public long size() {
            return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        }

        /** Whether it is a matrix; vectors (norms) are left out of weight decay. */
        public boolean isMatrix() {
            return shape.size() == 2;
        }
    }

    private final List<Parameter> parameters = new ArrayList<>();
    private final List<long[]> cuts = new ArrayList<>();
    private long size;

    private ParameterLayout() {}

    /** The layout of a shape; the same shape has the same layout in every process. */
    public static ParameterLayout of(LlamaShape shape) {
        ParameterLayout layout = new ParameterLayout();
        layout.matrix(shape.hidden(), new Rows("model.embed_tokens.weight", shape.vocabulary()));
        for (int layer = 0; layer < shape.layers(); layer++) {
            layout.layer(shape, "model.layers." + layer + ".");
        }
        layout.vector("model.norm.weight", shape.hidden());
        if (!shape.tiedEmbeddings()) {
            layout.matrix(shape.hidden(), new Rows("lm_head.weight", shape.vocabulary()));
        }
        return layout;
    }

    /** The parameters in the order of their offsets, without gaps. */
    public List<Parameter> parameters() {
        return List.copyOf(parameters);
    }

    /** Number of values of the flat vector. */
    public long size() {
        return size;
    }

    /** What the script calls p: (offset, rows, columns) each, columns 0 for a vector; [n * 3]. */
    long[] cuts() {
        return cuts.stream().flatMapToLong(java.util.Arrays::stream).toArray();
    }

    private void layer(LlamaShape shape, String prefix) {
        int hidden = shape.hidden();
        int keys = shape.keyValueHeads() * shape.headSize();
        int queries = shape.heads() * shape.headSize();
        String attention = prefix + "self_attn.";
        vector(prefix + "input_layernorm.weight", hidden);
        matrix(
                hidden,
                new Rows(attention + "q_proj.weight", queries),
                new Rows(attention + "k_proj.weight", keys),
                new Rows(attention + "v_proj.weight", keys));
        matrix(queries, new Rows(attention + "o_proj.weight", hidden));
        vector(prefix + "post_attention_layernorm.weight", hidden);
        matrix(
                hidden,
                new Rows(prefix + "mlp.gate_proj.weight", shape.intermediate()),
                new Rows(prefix + "mlp.up_proj.weight", shape.intermediate()));
        matrix(shape.intermediate(), new Rows(prefix + "mlp.down_proj.weight", hidden));
    }

    private record Rows(String name, int count) {}

    private void matrix(int columns, Rows... parts) {
        long start = size;
        long rows = 0;
        for (Rows part : parts) {
            add(part.name(), List.of(part.count(), columns));
            rows += part.count();
        }
        cuts.add(new long[] {start, rows, columns});
    }

    private void vector(String name, int length) {
        cuts.add(new long[] {size, length, 0});
        add(name, List.of(length));
    }

    private void add(String name, List<Integer> shape) {
        Parameter parameter = new Parameter(name, shape, size);
        parameters.add(parameter);
        size += parameter.size();
    }
}
