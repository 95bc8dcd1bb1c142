package org.waggle.common.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.waggle.common.arrow.SharedGroupCodec;
import org.waggle.common.data.RejectedException;
import org.waggle.common.data.Rejection;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;

/**
 * Files that somebody has damaged, each by seeded changes: refused with a reason, or what they were, and never costly.
 * {@code -Dwaggle.mutations=N} tries N of them instead of 2,000.
 */
class PeerFuzzTest {
    private static final int MUTATIONS = Integer.getInteger("waggle.mutations", 2000);
    private static final long MOST_BYTES = 8 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path local;

    private Meeting meeting;
    private List<SharedGroup> groups;
    private final Set<Rejection> reasons = new TreeSet<>();

    @BeforeEach
    void meet() {
        meeting = new Meeting(local);
        groups = List.of(
                Meeting.group(1, 0, 1, "é🐝"),
                new SharedGroup(
                        "policy",
                        1,
                        1,
                        0,
                        Sums.problem(2, 1_000),
                        List.of(Meeting.completion("1002", OptionalDouble.of(-1.5)))));
    }

    @Test
    void noChangeOfASignedFileIsBelieved() {
        byte[] file = BatchFile.write(meeting.identity("eve"), meeting.header("eve", groups), groups);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] changed = changed(file, new Seed(1).at(i));
            assertThat(Arrays.equals(changed, file) || refusal(changed, i) != null)
                    .as("change %d", i)
                    .isTrue();
        }
        assertThat(reasons).contains(Rejection.SIGNATURE, Rejection.ENVELOPE);
    }

    @Test
    void noSignedChangeOfColumnsIsMoreThanARefusal() {
        byte[] header = SwarmJson.bytes(meeting.header("eve", groups));
        byte[] payload = SharedGroupCodec.encode(groups).ipc();
        for (int i = 0; i < MUTATIONS; i++) {
            refusal(BatchFile.write(meeting.identity("eve"), header, changed(payload, new Seed(2).at(i))), i);
        }
        assertThat(reasons).contains(Rejection.SCHEMA, Rejection.UTF_8, Rejection.ENVELOPE);
    }

    @Test
    void noSignedChangeOfTheHeaderIsMoreThanARefusal() {
        byte[] header = SwarmJson.bytes(meeting.header("eve", groups));
        byte[] payload = SharedGroupCodec.encode(groups).ipc();
        for (int i = 0; i < MUTATIONS; i++) {
            refusal(BatchFile.write(meeting.identity("eve"), changed(header, new Seed(3).at(i)), payload), i);
        }
        assertThat(reasons).contains(Rejection.ENVELOPE);
    }

    /** Why a file is refused, null if it isn't; anything else that is thrown fails the test. */
    private @Nullable Rejection refusal(byte[] bytes, int change) {
        OfferName name =
                meeting.header("eve", groups).name(meeting.identity("eve").key());
        Checks checks = meeting.checks();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            checks.examine(BatchFile.open(bytes, checks.trust()), name, meeting.nowMillis);
            return null;
        } catch (RejectedException e) {
            reasons.add(e.reason());
            return e.reason();
        } finally {
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes that change %d took", change)
                    .isLessThan(MOST_BYTES);
        }
    }

    /** One to four bytes changed, a piece cut out or doubled, or four bytes made a large number. */
    private static byte[] changed(byte[] intact, Seed seed) {
        byte[] bytes = intact.clone();
        int at = (int) seed.at("at").below(bytes.length - 4);
        switch ((int) seed.at("kind").below(4)) {
            case 0 -> {
                for (int i = 0; i <= seed.at("count").below(4); i++) {
                    bytes[at + i] ^= (byte) (1 + seed.at("bits").at(i).below(255));
                }
            }
            case 1 -> {
                int length = (int) seed.at("cut").below(bytes.length - at) + 1;
                byte[] cut = new byte[bytes.length - length];
                System.arraycopy(bytes, 0, cut, 0, at);
                System.arraycopy(bytes, at + length, cut, at, bytes.length - at - length);
                return cut;
            }
            case 2 -> {
                byte[] doubled = new byte[2 * bytes.length - at];
                System.arraycopy(bytes, 0, doubled, 0, bytes.length);
                System.arraycopy(bytes, at, doubled, bytes.length, bytes.length - at);
                return doubled;
            }
            default -> {
                bytes[at] = -1;
                bytes[at + 1] = -1;
                bytes[at + 2] = -1;
                bytes[at + 3] = seed.at("sign").below(2) == 0 ? -1 : Byte.MAX_VALUE;
            }
        }
        return bytes;
    }
}
