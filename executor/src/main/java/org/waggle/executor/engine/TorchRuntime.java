package org.waggle.executor.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtEngine;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Platform;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.waggle.common.data.Precision;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.OneLine;
import org.waggle.common.failure.RunException;

/**
 * The only door to libtorch, one for each JVM.
 *
 * <p>The graph optimizer, the gradient mode and the number of threads of libtorch belong to the calling thread, and the
 * first two decide the last bits of a result. So every call goes through here and sets all three on the thread it is
 * made on, one of the {@link EngineThreads}.
 */
final class TorchRuntime {
    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String METHOD = "module_method:";

    private static final CallGate GATE = CallGate.ofThisJvm();
    private static final EngineThreads THREADS = new EngineThreads();

    private static @Nullable TorchRuntime loaded;

    private final PtSymbolBlock script;
    private final boolean reorders;
    private final boolean multipliesBfloat16;

    private TorchRuntime(PtSymbolBlock script, boolean reorders) {
        this.script = script;
        this.reorders = reorders;
        this.multipliesBfloat16 = reorders && multiplies(Precision.BFLOAT16);
    }

    /**
     * The runtime of this JVM; the first call loads the native libraries and the script.
     *
     * @throws RunException if there are no native libraries for this platform
     */
    static synchronized TorchRuntime instance() {
        if (loaded == null) {
            loaded = load();
        }
        return loaded;
    }

    /** Whether this libtorch has oneDNN's products with reordered weights. */
    boolean reorders() {
        return reorders;
    }

    /**
     * The type that values of a precision are held and computed in: the same, or float32 where the processor has no
     * instructions for it, or libtorch no oneDNN. There it multiplies bfloat16 one number after the other, seven times
     * slower.
     */
    Precision computed(Precision precision, Device device) {
        return device.isGpu() || precision == Precision.FLOAT32 || multipliesBfloat16 ? precision : Precision.FLOAT32;
    }

    /** OneDNN refuses to reorder what the processor has no instructions for. */
    private boolean multiplies(Precision precision) {
        try (TorchArguments arguments = new TorchArguments()) {
            run(1, "multiplies", arguments.integer(FlatVector.number(precision)));
            return true;
        } catch (RunException e) {
            if (e.kind() != FailureKind.INTERNAL) {
                throw e;
            }
            return false;
        }
    }

    /** A new owner of native memory; closing it frees every tensor made with it. */
    PtNDManager manager(Device device) {
        return (PtNDManager) Engine.getEngine(PtEngine.ENGINE_NAME).newBaseManager(device);
    }

    /** Calls a method of the script that returns nothing of use. */
    void run(int threads, String method, TorchArguments arguments) {
        value(threads, method, arguments).close();
    }

    /** Calls a method of the script without gradients; the caller closes what it returns. */
    IValue value(int threads, String method, TorchArguments arguments) {
        return guarded(method, () -> {
            configure(threads);
            return IValueUtils.runMethod(script, method, arguments.values());
        });
    }

    /** Calls a method of the script without gradients; the returned tensors belong to the manager. */
    List<PtNDArray> tensors(int threads, String method, TorchArguments arguments, PtNDManager manager) {
        try (IValue result = value(threads, method, arguments)) {
            return result.isTensor() ? List.of(result.toTensor(manager)) : List.of(result.toTensorArray(manager));
        }
    }

    /**
     * Calls a method of the script with gradients recorded.
     *
     * @param inputs tensors in the order of the method's parameters; those with the same name ending in {@code []} go
     *     in as one list
     * @return tensors that belong to the manager; the graph lives as long as they do
     */
    List<PtNDArray> withGradients(int threads, String method, NDList inputs, PtNDManager manager) {
        return named(threads, method, inputs, manager, true);
    }

    /** As {@link #withGradients}, without recording them. */
    List<PtNDArray> withoutGradients(int threads, String method, NDList inputs, PtNDManager manager) {
        return named(threads, method, inputs, manager, false);
    }

    /** The tensor that a method of the script gives which computes nothing, called on the caller's own thread. */
    PtNDArray view(String method, TorchArguments arguments, PtNDManager manager) {
        return GATE.through(() -> {
            JniUtils.setGraphExecutorOptimize(false);
            try (IValue result = IValueUtils.runMethod(script, method, arguments.values())) {
                return result.toTensor(manager);
            }
        });
    }

    private List<PtNDArray> named(int threads, String method, NDList inputs, PtNDManager manager, boolean gradients) {
        try (NDArray marker = manager.create(0f)) {
            marker.setName(METHOD + method);
            NDList named = new NDList(inputs.size() + 1);
            named.add(marker);
            named.addAll(inputs);
            return guarded(method, () -> {
                configure(threads);
                JniUtils.setGradMode(gradients);
                return IValueUtils.forward(script, named, true).stream()
                        .map(PtNDArray.class::cast)
                        .toList();
            });
        }
    }

    private static void configure(int threads) {
        JniUtils.setGraphExecutorOptimize(false);
        JniUtils.setNumThreads(threads);
    }

    private static <T> T guarded(String method, Supplier<T> call) {
        try {
            return GATE.through(() -> THREADS.run(call));
        } catch (EngineException e) {
            String message = String.valueOf(e.getMessage());
            boolean memory = message.contains("allocate memory") || message.contains("out of memory");
            throw new RunException(
                    memory ? FailureKind.RESOURCE : FailureKind.INTERNAL,
                    memory
                            ? "Cannot compute %s: libtorch is out of memory (fewer slots, fewer tokens a micro-batch, or more memory outside the Java heap): %s"
                                    .formatted(method, message)
                            : "Cannot compute %s: %s".formatted(method, message),
                    e);
        }
    }

    /** Where this machine has libtorch. */
    static LibtorchSource source() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return LibtorchSource.on(new LibtorchSource.Machine(
                System.getenv(),
                context == null ? TorchRuntime.class.getClassLoader() : context,
                Platform.fromSystem("pytorch").getClassifier(),
                CudaUtils.hasCuda()));
    }

    private static TorchRuntime load() {
        LibtorchSource source = source();
        // With a folder DJL would guess a flavour that it has no binding for.
        if (System.getenv(FLAVOR) == null) {
            System.setProperty(FLAVOR, source.flavor());
        }
        try {
            PtNDManager forever =
                    (PtNDManager) Engine.getEngine(PtEngine.ENGINE_NAME).newBaseManager(Device.cpu());
            configure(1);
            try {
                return new TorchRuntime(load(forever, TorchArchive.source()), true);
            } catch (EngineException e) {
                // A libtorch that was built without oneDNN doesn't know the operators.
                return new TorchRuntime(load(forever, TorchArchive.sourceWithoutOneDnn()), false);
            }
        } catch (EngineException | LinkageError e) {
            throw new RunException(FailureKind.RESOURCE, missing(source, e), e);
        }
    }

    static PtSymbolBlock load(PtNDManager owner, String source) {
        Path archive = TorchArchive.packed(source);
        try {
            return JniUtils.loadModule(owner, archive, true, new String[0], new String[0], false);
        } finally {
            delete(archive);
        }
    }

    private static String missing(LibtorchSource source, Throwable cause) {
        return "Cannot load libtorch %s (%s) from %s: %s (DJL unpacks into the folder that DJL_CACHE_DIR names, which must be writable; else %s)"
                .formatted(
                        source.version(),
                        source.flavor(),
                        source.place(),
                        OneLine.of(rootMessage(cause)),
                        LibtorchSource.remedy(
                                source.version(), Platform.fromSystem("pytorch").getClassifier()));
    }

    private static String rootMessage(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
