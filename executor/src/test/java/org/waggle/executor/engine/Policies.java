package org.waggle.executor.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.waggle.common.data.Seed;
import org.waggle.executor.tokenizer.Tokenizer;

/** Policies for tests. */
final class Policies {
    static final ComputeSettings ONE_THREAD = ComputeSettings.cpu(1, 7);
    static final String LLAMA_TIED = "models/llama-tied/";

    private Policies() {}

    static LlamaPolicy golden() {
        GoldenTensors weights = GoldenTensors.open(LLAMA_TIED + "model.safetensors");
        LlamaShape shape = LlamaConfig.read(GoldenTensors.text(LLAMA_TIED + "config.json"), "config.json");
        return LlamaPolicy.open(
                shape,
                ONE_THREAD,
                sink -> ParameterLayout.of(shape)
                        .parameters()
                        .forEach(parameter -> sink.fill(parameter.offset(), weights.raw(parameter.name()))));
    }

    static Tokenizer goldenTokenizer() {
        return Tokenizer.of(
                GoldenTensors.text(LLAMA_TIED + "tokenizer.json"),
                GoldenTensors.text(LLAMA_TIED + "tokenizer_config.json"));
    }

    static LlamaPolicy random(LlamaShape shape, double deviation) {
        return LlamaPolicy.open(shape, ONE_THREAD, source(randomValues(shape, deviation)));
    }

    /** Norms near 1, everything else normal. */
    static float[] randomValues(LlamaShape shape, double deviation) {
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

    static float[] floats(byte[] bytes) {
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }
}
