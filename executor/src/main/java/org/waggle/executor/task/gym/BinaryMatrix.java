package org.waggle.executor.task.gym;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;

/** {@code binary_matrix}: how far the nearest 0 is from each cell, in steps along rows and columns. */
@Doc("binary_matrix: the distance of each cell to the nearest 0; short: the rows, then =.")
public record BinaryMatrix(
        @Doc("Fewest rows and columns, at least 1.") int minSize,
        @Doc("Most rows and columns, at most 50.") int maxSize,

        @Doc("Probability that a cell is 0, in (0, 1]; one cell always is.")
        double zeros)
        implements GymGenerator {
    private static final int LARGEST = 50;
    private static final String ASKED = """
            Given a square matrix, your job is to find the taxicab (Manhattan) distance of the nearest 0 for each cell.

            The output should be a matrix of the same size as the input matrix, where each cell contains the distance to the nearest 0.

            Find the distance to the nearest 0 for each cell in the matrix below:
            %s
            """;

    /** Checks every range. */
    public BinaryMatrix {
        Check.that(minSize >= 1, "min-size", minSize, "must be >= 1");
        Check.that(maxSize >= minSize && maxSize <= LARGEST, "max-size", maxSize, "must be >= min-size, <= 50");
        Check.that(zeros > 0 && zeros <= 1, "zeros", zeros, "must be in (0, 1]");
    }

    @Override
    public GymKind kind() {
        return GymKind.BINARY_MATRIX;
    }

    @Override
    public Optional<GymQuestion> draw(Chance chance) {
        int size = chance.from(minSize, maxSize);
        int zero = chance.from(0, size * size - 1);
        int[][] matrix = new int[size][size];
        for (int cell = 0; cell < size * size; cell++) {
            matrix[cell / size][cell % size] = chance.with(zeros) || cell == zero ? 0 : 1;
        }
        return Optional.of(question(matrix));
    }

    static List<GymQuestion> remade(JsonNode metadata, String question) {
        JsonNode rows = metadata.path("matrix");
        GymJson.require(rows.isArray() && !rows.isEmpty() && rows.size() <= LARGEST, "matrix");
        List<int[]> matrix = new ArrayList<>();
        for (JsonNode row : rows) {
            int[] cells = GymJson.cells(row, LARGEST);
            GymJson.require(cells.length == rows.size() && Arrays.stream(cells).allMatch(c -> c <= 1), "matrix");
            matrix.add(cells);
        }
        GymJson.require(matrix.stream().flatMapToInt(Arrays::stream).anyMatch(c -> c == 0), "matrix");
        return List.of(question(matrix.toArray(int[][]::new)));
    }

    private static GymQuestion question(int[][] matrix) {
        String text = text(matrix);
        int[][] distances = distances(matrix);
        return new GymQuestion(
                GymKind.BINARY_MATRIX,
                text,
                List.of(ASKED.formatted(text)),
                text + "=",
                text(distances),
                Map.of("matrix", matrix, "solution", distances, "n", matrix.length));
    }

    /** Relaxes until nothing changes: a cell is one step farther than its nearest neighbour. */
    private static int[][] distances(int[][] matrix) {
        int size = matrix.length;
        int[][] distances = new int[size][size];
        for (int[] row : distances) {
            Arrays.fill(row, 2 * size);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int cell = 0; cell < size * size; cell++) {
                int row = cell / size;
                int column = cell % size;
                int nearest = matrix[row][column] == 0 ? 0 : nearest(distances, row, column) + 1;
                changed |= nearest < distances[row][column];
                distances[row][column] = Math.min(nearest, distances[row][column]);
            }
        }
        return distances;
    }

    private static int nearest(int[][] distances, int row, int column) {
        int last = distances.length - 1;
        return IntStream.of(
                        distances[Math.max(0, row - 1)][column],
                        distances[Math.min(last, row + 1)][column],
                        distances[row][Math.max(0, column - 1)],
                        distances[row][Math.min(last, column + 1)])
                .min()
                .orElseThrow();
    }

    private static String text(int[][] matrix) {
        return Arrays.stream(matrix)
                .map(row -> Arrays.stream(row).mapToObj(Integer::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
    }
}
