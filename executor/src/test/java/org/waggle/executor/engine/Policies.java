package org.waggle.executor.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.waggle.common.data.Seed;
import org.waggle.executor.tokenizer.Tokenizer;

/** Policies for tests. */
final class Policies {
    static final ComputeSettings ONE_THREAD = ComputeSettings.cpu(1, 7);
    static final String LLAMA_TIED = "models/llama-tied/";
    private static final String INDEX = "model.safetensors.index.json";

    /** A small decoder with everything that is optional. */
    static final DecoderShape EVERYTHING = new DecoderShape(
            37,
            32,
            48,
            2,
            4,
            2,
            8,
            256,
            new RotaryEmbedding(500, new RopeScaling.Linear(2)),
            1e-5,
            false,
            EnumSet.allOf(OptionalParameter.class));

    private Policies() {}

    static DecoderPolicy golden() {
        return golden(LLAMA_TIED);
    }

    static DecoderPolicy golden(String folder) {
        DecoderShape shape = ModelConfig.read(GoldenTensors.text(folder + "config.json"), "config.json");
        Map<String, GoldenTensors> files = new HashMap<>();
        return DecoderPolicy.open(
                shape,
                ONE_THREAD,
                sink -> ParameterLayout.of(shape)
                        .parameters()
                        .forEach(parameter -> sink.fill(
                                parameter.offset(),
                                files.computeIfAbsent(file(folder, parameter.name()), GoldenTensors::open)
                                        .raw(parameter.name()))));
    }

    private static String file(String folder, String tensor) {
        if (!GoldenTensors.exists(folder + INDEX)) {
            return folder + "model.safetensors";
        }
        return folder
                + GoldenTensors.json(folder + INDEX)
                        .get("weight_map")
                        .get(tensor)
                        .textValue();
    }

    static Tokenizer goldenTokenizer() {
        return Tokenizer.of(
                GoldenTensors.text(LLAMA_TIED + "tokenizer.json"),
                GoldenTensors.text(LLAMA_TIED + "tokenizer_config.json"));
    }

    static DecoderPolicy random(DecoderShape shape, double deviation) {
        return DecoderPolicy.open(shape, ONE_THREAD, source(randomValues(shape, deviation)));
    }

    /** Norms near 1, everything else normal. */
    static float[] randomValues(DecoderShape shape, double deviation) {
        ParameterLayout layout = ParameterLayout.of(shape);
        float[] values = new float[(int) layout.size()];
        Seed seed = new Seed(7);
        for (ParameterLayout.Parameter parameter : layout.parameters()) {
            for (long i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
                values[(int) i] = (float)
                        ((parameter.isMatrix() ? 0 : 1) + deviation * seed.at(i).normal());
            }
        }
        return values;
    }

    static WeightSource source(float[] values) {
        return sink -> sink.fill(0, bytes(values));
    }

    static ByteBuffer bytes(float[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer;
    }

    static float[] floats(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
