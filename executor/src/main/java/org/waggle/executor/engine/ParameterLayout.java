package org.waggle.executor.engine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where each parameter of a decoder lies in one flat vector of float32 values.
 *
 * <p>Names and shapes are those of Hugging Face. Query, key and value weights of a layer are neighbours, and so are
 * gate and up weights: the engine multiplies with each of these runs as one matrix. So are their biases.
 */
public final class ParameterLayout {
    /** Name of the embeddings in a checkpoint. */
    public static final String EMBEDDINGS = "model.embed_tokens.weight";

    /** Name of the head in a checkpoint, of one that isn't tied. */
    public static final String HEAD = "lm_head.weight";

    /**
     * One parameter.
     *
     * @param name Hugging Face's name
     * @param shape [rows, columns] of a matrix, [size] of a vector
     * @param offset index of its first value in the flat vector
     */
    public record Parameter(String name, List<Integer> shape, long offset) implements Serializable {
        /** Number of values. */
        public long size() {
            return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
        }

        /** Whether it is a matrix; vectors (norms, biases) are left out of weight decay. */
        public boolean isMatrix() {
            return shape.size() == 2;
        }
    }

    /** Parameters, as the script counts them, that every layer has. */
    private static final int ALWAYS = 6;

    private final DecoderShape shape;
    private final List<OptionalParameter> optional;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<long[]> cuts = new ArrayList<>();
    private long size;

    private ParameterLayout(DecoderShape shape) {
        this.shape = shape;
        this.optional = shape.optional().stream().sorted().toList();
    }

    /** The layout of a shape; the same shape has the same layout in every process. */
    public static ParameterLayout of(DecoderShape shape) {
        ParameterLayout layout = new ParameterLayout(shape);
        layout.matrix(shape.hidden(), new Rows(EMBEDDINGS, shape.vocabulary()));
        for (int layer = 0; layer < shape.layers(); layer++) {
            layout.layer("model.layers." + layer + ".");
        }
        layout.vector(new Rows("model.norm.weight", shape.hidden()));
        if (!shape.tiedEmbeddings()) {
            layout.matrix(shape.hidden(), new Rows(HEAD, shape.vocabulary()));
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
        return cuts.stream().flatMapToLong(Arrays::stream).toArray();
    }

    /** How many parameters of the script's list a layer has. */
    int layerStride() {
        return ALWAYS + optional.size();
    }

    /** The place of each {@link OptionalParameter} in a layer, 0 where the model has none. */
    int[] optionalPlaces() {
        return Arrays.stream(OptionalParameter.values())
                .mapToInt(optional::indexOf)
                .map(index -> index < 0 ? 0 : ALWAYS + index)
                .toArray();
    }

    private void layer(String prefix) {
        int hidden = shape.hidden();
        String attention = prefix + "self_attn.";
        String feed = prefix + "mlp.";
        vector(new Rows(prefix + "input_layernorm.weight", hidden));
        matrix(hidden, queriesKeysValues(attention, ".weight"));
        matrix(shape.heads() * shape.headSize(), new Rows(attention + "o_proj.weight", hidden));
        vector(new Rows(prefix + "post_attention_layernorm.weight", hidden));
        matrix(hidden, gateUp(feed, ".weight"));
        matrix(shape.intermediate(), new Rows(feed + "down_proj.weight", hidden));
        optional.forEach(parameter -> vector(optional(parameter, attention, feed)));
    }

    private Rows[] optional(OptionalParameter parameter, String attention, String feed) {
        return switch (parameter) {
            case QUERY_KEY_VALUE_BIAS -> queriesKeysValues(attention, ".bias");
            case OUTPUT_BIAS -> new Rows[] {new Rows(attention + "o_proj.bias", shape.hidden())};
            case GATE_UP_BIAS -> gateUp(feed, ".bias");
            case DOWN_BIAS -> new Rows[] {new Rows(feed + "down_proj.bias", shape.hidden())};
            case QUERY_NORM -> new Rows[] {new Rows(attention + "q_norm.weight", shape.headSize())};
            case KEY_NORM -> new Rows[] {new Rows(attention + "k_norm.weight", shape.headSize())};
        };
    }

    private Rows[] queriesKeysValues(String attention, String kind) {
        int queries = shape.heads() * shape.headSize();
        int keys = shape.keyValueHeads() * shape.headSize();
        return new Rows[] {
            new Rows(attention + "q_proj" + kind, queries),
            new Rows(attention + "k_proj" + kind, keys),
            new Rows(attention + "v_proj" + kind, keys)
        };
    }

    private Rows[] gateUp(String feed, String kind) {
        return new Rows[] {
            new Rows(feed + "gate_proj" + kind, shape.intermediate()),
            new Rows(feed + "up_proj" + kind, shape.intermediate())
        };
    }

    private record Rows(String name, int count) {}

    private void matrix(int columns, Rows... parts) {
        cuts.add(new long[] {size, rows(parts), columns});
        for (Rows part : parts) {
            add(part.name(), List.of(part.count(), columns));
        }
    }

    private void vector(Rows... parts) {
        cuts.add(new long[] {size, rows(parts), 0});
        for (Rows part : parts) {
            add(part.name(), List.of(part.count()));
        }
    }

    private static long rows(Rows... parts) {
        return Arrays.stream(parts).mapToLong(Rows::count).sum();
    }

    private void add(String name, List<Integer> extents) {
        Parameter parameter = new Parameter(name, extents, size);
        parameters.add(parameter);
        size += parameter.size();
    }
}
