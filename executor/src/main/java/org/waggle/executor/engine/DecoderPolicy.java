package org.waggle.executor.engine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;
import org.waggle.common.recipe.AdapterRecipe.Lora;

/**
 * A decoder with its weights in libtorch's memory: immutable once open, used by any number of threads at a time, closed
 * by whoever opened it when none uses it any more.
 */
public final class DecoderPolicy implements AutoCloseable {
    private final DecoderShape shape;
    private final ComputeSettings settings;
    private final ParameterLayout layout;
    private final PtNDManager manager;
    private final FlatVector weights;
    private final NDList parameters;
    private final IValue parameterList;
    private final PtNDArray frequencies;
    private final PtNDArray numbers;
    private final DecodingWeights decodingWeights = new DecodingWeights(this);
    private @Nullable Adapter adapter;

    private DecoderPolicy(DecoderShape shape, ComputeSettings settings, PtNDManager manager) {
        this.shape = shape;
        this.settings = settings;
        this.manager = manager;
        this.layout = ParameterLayout.of(shape);
        this.weights = new FlatVector(manager, settings.threads(), settings.precision(), layout.size());
        this.parameters = new NDList(views("leaves", weights, manager).toArray(new PtNDArray[0]));
        parameters.forEach(parameter -> parameter.setName("p[]"));
        this.parameterList =
                IValue.listFrom(parameters.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
        this.frequencies = onDevice(
                Tensors.floats(manager, shape.rotary().inverseFrequencies(shape.headSize()), shape.headSize() / 2));
        int[] numbers = numbers(shape, settings, layout);
        this.numbers = Tensors.longs(manager, numbers, numbers.length);
    }

    /** What the script calls c. */
    private static int[] numbers(DecoderShape shape, ComputeSettings settings, ParameterLayout layout) {
        IntStream first = IntStream.of(
                shape.layers(),
                shape.heads(),
                shape.keyValueHeads(),
                shape.headSize(),
                settings.headChunkTokens(),
                layout.layerStride());
        return IntStream.concat(first, IntStream.of(layout.optionalPlaces())).toArray();
    }

    /**
     * Opens a policy.
     *
     * @param source gives each of the {@link ParameterLayout#size()} values once
     * @throws RunException if the source gave more or fewer values, or libtorch cannot be loaded or lacks memory
     */
    public static DecoderPolicy open(DecoderShape shape, ComputeSettings settings, WeightSource source) {
        PtNDManager manager = TorchRuntime.instance().manager(settings.device());
        try {
            DecoderPolicy policy = new DecoderPolicy(shape, settings, manager);
            fill(policy.weights, policy.layout.size(), source);
            return policy;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * Opens this policy with an adapter added to its weights. The two share nothing: this one may be closed, or serve
     * as base of others.
     *
     * @param source gives each of the adapter's {@link AdapterLayout#size()} values once, in float32
     */
    public DecoderPolicy adapted(Lora lora, WeightSource source) {
        PtNDManager owner = scope();
        try {
            DecoderPolicy policy = new DecoderPolicy(shape, settings, owner);
            Adapter added = new Adapter(shape, lora, settings, owner);
            fill(added.values(), added.layout().size(), source);
            policy.weights.copyOf(weights);
            added.addTo(policy.weights);
            policy.adapter = added;
            return policy;
        } catch (RuntimeException e) {
            owner.close();
            throw e;
        }
    }

    /** The numbers that define the decoder. */
    public DecoderShape shape() {
        return shape;
    }

    /** Where its parameters lie in the flat vector. */
    public ParameterLayout layout() {
        return layout;
    }

    /**
     * Weights of a float32 policy from {@code from} to {@code to}, exclusive, of the flat vector; they live no longer
     * than the policy.
     */
    public FloatBuffer slice(long from, long to) {
        return weights.slice(from, to);
    }

    /**
     * Scores tokens without gradients; the numbers are, to the last bit, those that {@link GradientAccumulator#add}
     * computes for the same batch.
     *
     * @param temperature divides the logits, above 0
     */
    public TokenScores score(TokenBatch batch, double temperature) {
        try (PtNDManager scope = scope();
                TorchArguments arguments = new TorchArguments()) {
            PtNDArray out = Tensors.empty(scope, DataType.FLOAT32, 2, batch.scored());
            tokens(batch, scope).forEach(tensor -> arguments.tensor((PtNDArray) tensor));
            arguments
                    .shared(parameterList)
                    .tensor(frequencies)
                    .tensor(numbers)
                    .tensor(reals(scope, temperature))
                    .tensor(out);
            run("score", arguments);
            return scores(out);
        }
    }

    @Override
    public void close() {
        parameterList.close();
        manager.close();
    }

    ComputeSettings settings() {
        return settings;
    }

    IValue parameterList() {
        return parameterList;
    }

    DecodingWeights decodingWeights() {
        return decodingWeights;
    }

    /** What was added to the weights, and is trained alone; null if the weights themselves are. */
    @Nullable
    Adapter adapter() {
        return adapter;
    }

    PtNDArray frequencies() {
        return frequencies;
    }

    PtNDArray numbers() {
        return numbers;
    }

    /** Tensors named as the script's methods with gradients expect them. */
    NDList parameters() {
        return parameters;
    }

    /** A new owner of native memory on the policy's device. */
    PtNDManager scope() {
        return TorchRuntime.instance().manager(settings.device());
    }

    PtNDArray reals(PtNDManager scope, double temperature) {
        return Tensors.doubles(scope, shape.normEpsilon(), temperature);
    }

    void run(String method, TorchArguments arguments) {
        TorchRuntime.instance().run(settings.threads(), method, arguments);
    }

    /** As {@link #run}, on the threads of decoding. */
    void decode(String method, TorchArguments arguments) {
        TorchRuntime.instance().run(settings.decodingThreads(), method, arguments);
    }

    /** What a method of decoding returns; the caller closes it. */
    IValue decodedValue(String method, TorchArguments arguments) {
        return TorchRuntime.instance().value(settings.decodingThreads(), method, arguments);
    }

    /** What a method of decoding returns; the tensors belong to the owner. */
    List<PtNDArray> decoded(String method, TorchArguments arguments, PtNDManager owner) {
        return TorchRuntime.instance().tensors(settings.decodingThreads(), method, arguments, owner);
    }

    List<PtNDArray> withGradients(String method, NDList inputs, PtNDManager scope) {
        return TorchRuntime.instance().withGradients(settings.threads(), method, inputs, scope);
    }

    List<PtNDArray> withoutGradients(String method, NDList inputs, PtNDManager scope) {
        return TorchRuntime.instance().withoutGradients(settings.threads(), method, inputs, scope);
    }

    /** What the script's methods take of a batch: plan, sizes, selection. */
    NDList tokens(TokenBatch batch, PtNDManager scope) {
        requireKnown(batch.tokens());
        return new NDList(
                Tensors.longs(scope, batch.plan(), batch.plan().length),
                Tensors.longs(scope, batch.sizes(), batch.sizes().length),
                Tensors.longs(scope, batch.selection(), 2, batch.scored()));
    }

    /** The parameters' shapes laid over a flat vector, by a method of the script that cuts it. */
    List<PtNDArray> views(String method, FlatVector flat, PtNDManager owner) {
        try (PtNDManager scope = scope()) {
            long[] cuts = layout.cuts();
            PtNDArray table = Tensors.longs(scope, cuts, cuts.length / 3, 3);
            return withGradients(method, new NDList(flat.tensor(), table), owner);
        }
    }

    /**
     * Refuses tokens that the model has no embedding for: libtorch isn't asked.
     *
     * @throws RunException if there is one; a tokenizer may have more ids than the model
     */
    void requireKnown(LongStream ids) {
        ids.filter(id -> id < 0 || id >= shape.vocabulary()).findFirst().ifPresent(id -> {
            throw RunException.input(
                    "Invalid token: %d (must be in [0, %d), the model's vocabulary; look whether the tokenizer is the model's)",
                    id, shape.vocabulary());
        });
    }

    static TokenScores scores(PtNDArray out) {
        int scored = (int) out.getShape().get(1);
        float[] logp = new float[scored];
        float[] entropy = new float[scored];
        Tensors.floats(out).get(logp).get(entropy);
        return new TokenScores(logp, entropy);
    }

    private PtNDArray onDevice(PtNDArray tensor) {
        return tensor.toDevice(settings.device(), false);
    }

    private static void fill(FlatVector values, long size, WeightSource source) {
        LongAdder filled = new LongAdder();
        source.copyTo((long offset, ByteBuffer piece) -> filled.add(values.fill(offset, piece)));
        if (filled.sum() != size) {
            throw new RunException(
                    FailureKind.INTERNAL,
                    "Cannot open the policy: its source gave %d values (must be %d)".formatted(filled.sum(), size));
        }
    }
}
