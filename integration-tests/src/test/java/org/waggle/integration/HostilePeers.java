package org.waggle.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.Problem;
import org.waggle.common.data.Seed;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.SharedGroup.SharedCompletion;
import org.waggle.common.data.Split;
import org.waggle.common.data.StopReason;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.swarm.Identity;
import org.waggle.common.swarm.Member;
import org.waggle.common.swarm.PeerFolder;
import org.waggle.executor.task.Addition;

/**
 * Five members of a swarm that mean ill. Each signs what it says, and says eight groups a second: sums with wrong
 * answers; true sums with nonsense for completions; the same groups again and again; batches that are damaged, cut off
 * or two gigabytes long once they lie there; questions that are kept for evaluation, and none at all.
 */
final class HostilePeers {
    private static final int GROUPS = 8;
    private static final long TWO_GIGABYTES = 1L << 31;
    private static final Seed SEED = new Seed(666);
    private static final List<String> NONSENSE =
            List.of("", "99", "<|im_end|>", "0000000", "12+34=46", "=", "+++", "1");

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<PeerFolder> members = new ArrayList<>();
    private final Addition task;
    private Future<?> talk = CompletableFuture.completedFuture("");
    private int round;

    private HostilePeers(Addition task) {
        this.task = task;
    }

    /**
     * Lets them in.
     *
     * @param folder for what they keep themselves
     * @param meet where the others are
     */
    static HostilePeers join(Path folder, Meet meet, Addition task) {
        HostilePeers peers = new HostilePeers(task);
        List<IntFunction<List<SharedGroup>>> lies =
                List.of(peers::wrong, peers::nonsense, peers::same, peers::honest, peers::stolen);
        List<Identity> identities = lies.stream().map(lie -> Identity.fresh()).toList();
        for (int i = 0; i < lies.size(); i++) {
            String name = "hostile-" + i;
            peers.members.add(PeerFolder.open(
                    new Storage(new Configuration()),
                    meet,
                    new Member(identities.get(i), "policy", name, "none", "Addition", "correct"),
                    Map.of(),
                    new org.apache.hadoop.fs.Path(folder.resolve(name).toUri()),
                    InstantSource.system()));
        }
        String vandal = identities.get(3).key().fingerprint();
        peers.talk = peers.clock.scheduleWithFixedDelay(
                () -> peers.say(lies, Path.of(meet.path()), vandal), 0, 1, TimeUnit.SECONDS);
        return peers;
    }

    private void say(List<IntFunction<List<SharedGroup>>> lies, Path meeting, String vandal) {
        round++;
        for (int i = 0; i < members.size(); i++) {
            members.get(i).publish(round, lies.get(i).apply(round));
        }
        try (Stream<Path> files = Files.walk(meeting)) {
            files.filter(file -> file.toString().contains("." + vandal + ".")).forEach(this::damage);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void damage(Path file) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            switch (round % 3) {
                case 0 -> bytes.setLength(TWO_GIGABYTES);
                case 1 -> bytes.setLength(bytes.length() / 2);
                default -> bytes.write(new byte[] {0, 1, 2, 3});
            }
        } catch (NoSuchFileException e) {
            // Expired in the meantime.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<SharedGroup> wrong(int now) {
        return groups(now, sum -> {
            String answer = Long.toString(Long.parseLong(sum.answer()) + 1);
            return group(now, new Problem(sum.id(), sum.prompt(), answer, sum.extra()), List.of(answer, "7"));
        });
    }

    private List<SharedGroup> nonsense(int now) {
        return groups(now, sum -> group(now, sum, NONSENSE));
    }

    private List<SharedGroup> same(int now) {
        return IntStream.range(0, GROUPS)
                .mapToObj(i -> group(now, task.problem(SEED, Split.TRAIN, i), NONSENSE))
                .toList();
    }

    private List<SharedGroup> honest(int now) {
        return groups(now, sum -> group(now, sum, List.of(sum.answer(), "7")));
    }

    private List<SharedGroup> stolen(int now) {
        return IntStream.range(0, GROUPS)
                .mapToObj(i -> i % 2 == 0
                        ? task.problem(SEED, Split.HELD_OUT, now % task.heldOut())
                        : new Problem("poem", "Write a poem", "", Map.of()))
                .map(problem -> group(now, problem, List.of(problem.answer(), "7")))
                .toList();
    }

    private List<SharedGroup> groups(int now, Function<Problem, SharedGroup> lie) {
        return IntStream.range(0, GROUPS)
                .mapToObj(i -> task.problem(SEED, Split.TRAIN, (long) now * GROUPS + i))
                .map(lie)
                .toList();
    }

    private static SharedGroup group(int now, Problem problem, List<String> completions) {
        return new SharedGroup(
                "policy",
                now,
                0,
                now,
                problem,
                completions.stream()
                        .map(text -> new SharedCompletion(text, StopReason.END_OF_SEQUENCE, OptionalDouble.empty()))
                        .toList());
    }

    /** Silences them; an error if they had fallen silent by themselves. */
    void leave() throws InterruptedException {
        assertThat(talk).isNotDone();
        clock.shutdown();
        clock.awaitTermination(1, TimeUnit.MINUTES);
        members.forEach(PeerFolder::close);
    }
}
