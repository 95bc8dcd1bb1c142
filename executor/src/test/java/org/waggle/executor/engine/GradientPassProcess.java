package org.waggle.executor.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.waggle.common.data.Precision;

/** A process of its own that computes one gradient, so that its memory is nobody else's. */
final class GradientPassProcess {
    /** Tokens of a sequence. */
    static final int LENGTH = 128;

    private static final long KIBIBYTE = 1 << 10;

    private GradientPassProcess() {}

    static DecoderShape shape(boolean headNorms) {
        Set<OptionalParameter> optional = headNorms
                ? EnumSet.of(OptionalParameter.QUERY_NORM, OptionalParameter.KEY_NORM)
                : EnumSet.noneOf(OptionalParameter.class);
        RotaryEmbedding rotary = new RotaryEmbedding(10000, new RopeScaling.None());
        return new DecoderShape(64, 256, 704, 8, 8, 2, 32, LENGTH, rotary, 1e-5, true, optional);
    }

    /** Bytes of resident memory between the forward and the backward pass over so many sequences. */
    static long resident(Precision precision, boolean headNorms, int sequences) throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                GradientPassProcess.class.getName(),
                precision.name(),
                String.valueOf(headNorms),
                String.valueOf(sequences));
        // What is freed goes back to the system at once.
        process.environment().put("MALLOC_MMAP_THRESHOLD_", "65536");
        process.redirectError(ProcessBuilder.Redirect.DISCARD);
        try (BufferedReader said = process.start().inputReader()) {
            return Long.parseLong(said.readLine());
        }
    }

    /** Prints the bytes. Arguments: precision, whether heads are normalised, sequences. */
    public static void main(String[] arguments) {
        DecoderShape shape = shape(Boolean.parseBoolean(arguments[1]));
        Precision precision = Precision.valueOf(arguments[0]);
        ByteBuffer zeros = ByteBuffer.allocate((int) ParameterLayout.of(shape).size() * precision.bytes());
        ComputeSettings settings = new ComputeSettings(OptionalInt.empty(), 1, 1, LENGTH, Activations.KEPT, precision);
        try (DecoderPolicy policy = DecoderPolicy.open(shape, settings, sink -> sink.fill(0, zeros));
                GradientAccumulator gradient = new GradientAccumulator(policy)) {
            gradient.add(batch(Integer.parseInt(arguments[2])), 1, scores -> {
                System.out.println(resident());
                return new TokenDerivatives(scores.logp(), scores.entropy());
            });
        }
    }

    private static TokenBatch batch(int sequences) {
        List<int[]> all =
                Stream.generate(() -> new int[LENGTH]).limit(sequences).toList();
        return TokenBatch.of(
                all, IntStream.generate(() -> LENGTH - 1).limit(sequences).toArray());
    }

    private static long resident() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> KIBIBYTE * Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
