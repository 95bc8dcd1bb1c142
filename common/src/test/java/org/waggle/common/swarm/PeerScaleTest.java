package org.waggle.common.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;

/**
 * What one round costs a job in a folder where many others have published: by what it draws, not by how many they are.
 * {@code -Dwaggle.peers=100,1000,10000} prints a table of swarms of those sizes.
 */
class PeerScaleTest {
    private static final String SIZES = System.getProperty("waggle.peers", "60,600");
    private static final int ROUNDS = 40;
    private static final int WANTED = 4;

    @TempDir
    private Path local;

    /** Of one round, as medians but for the largest number of listings. */
    private record Row(int peers, int listings, int mostListings, int names, int files, long bytes, double millis) {
        String text() {
            return "| %,d | %d | %d | %d | %d | %,d | %.1f |"
                    .formatted(peers, listings, mostListings, names, files, bytes, millis);
        }
    }

    @Test
    void aRoundCostsByWhatIsDrawn() {
        List<Row> rows = new ArrayList<>();
        for (int peers : Stream.of(SIZES.split(",")).mapToInt(Integer::parseInt).toArray()) {
            Meeting meeting = new Meeting(local.resolve("of-" + peers));
            publish(meeting, peers);
            rows.add(measured(meeting, peers));
        }
        System.getLogger("scale").log(System.Logger.Level.INFO, table(rows));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.mostListings()).isLessThanOrEqualTo(200);
            assertThat(row.names()).isLessThan(800);
            assertThat(row.files()).isLessThanOrEqualTo(WANTED);
        });
    }

    private static String table(List<Row> rows) {
        StringBuilder table = new StringBuilder(
                "\n| peers | listings | most listings | names | files read | bytes read | ms |\n|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> table.append(row.text()).append('\n'));
        return table.toString();
    }

    /** Each peer has published two rounds, minutes apart. */
    private static void publish(Meeting meeting, int peers) {
        meeting.nowMillis -= 400_000;
        for (int peer = 0; peer < peers; peer++) {
            Identity identity = Identity.fresh();
            Member member = new Member(identity, "policy", "run", "tiny", Meeting.TASK, "exact-match");
            Publisher publisher = new Publisher(meeting.storage, meeting.swarm(), meeting.meet(), member);
            for (int round = 1; round <= 2; round++) {
                List<SharedGroup> groups = Meeting.groups(round, 10 * peer + 5 * round, 4);
                long created = meeting.nowMillis + 200_000L * (round - 1) + peer % 1000;
                publisher.batch(round, groups, created).ifPresent(publisher::put);
            }
        }
        meeting.nowMillis += 400_000;
    }

    private static Row measured(Meeting meeting, int peers) {
        List<Drawn.Cost> costs = new ArrayList<>();
        double[] millis = new double[ROUNDS];
        try (PeerFolder job = meeting.join("job")) {
            for (int round = 1; round <= ROUNDS; round++) {
                long begin = System.nanoTime();
                Drawn drawn = job.draw(round, new Seed(round), WANTED);
                job.settle(round, drawn, Drawn.Use.all(drawn.groups().size(), 0));
                millis[round - 1] = (System.nanoTime() - begin) / 1e6;
                costs.add(drawn.cost());
                assertThat(drawn.groups()).hasSize(WANTED);
            }
        }
        return new Row(
                peers,
                median(costs.stream().mapToLong(Drawn.Cost::listings)),
                costs.stream().mapToInt(Drawn.Cost::listings).max().orElseThrow(),
                median(costs.stream().mapToLong(Drawn.Cost::names)),
                median(costs.stream().mapToLong(Drawn.Cost::files)),
                median(costs.stream().mapToLong(Drawn.Cost::bytes)),
                Arrays.stream(millis).sorted().toArray()[ROUNDS / 2]);
    }

    private static int median(java.util.stream.LongStream values) {
        long[] sorted = values.sorted().toArray();
        return (int) sorted[sorted.length / 2];
    }
}
