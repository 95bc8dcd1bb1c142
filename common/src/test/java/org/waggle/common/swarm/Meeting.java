package org.waggle.common.swarm;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.hadoop.conf.Configuration;
import org.waggle.common.checkpoint.Storage;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.SharedGroup;
import org.waggle.common.data.SharedGroup.SharedCompletion;
import org.waggle.common.data.StopReason;
import org.waggle.common.recipe.ExchangeRecipe.Meet;
import org.waggle.common.recipe.MuteRecipe;
import org.waggle.common.recipe.OffPolicyRecipe;
import org.waggle.common.recipe.PeerLimits;
import org.waggle.common.recipe.TrustRecipe;
import org.waggle.common.spi.Draw;
import org.waggle.common.spi.Task;

/** A place and a time at which jobs meet; time passes when a test says so. */
final class Meeting {
    static final PeerLimits LIMITS = new PeerLimits(64 * 1024, 16, 8, 1024, 60, 1 << 20);
    static final MuteRecipe MUTE = new MuteRecipe(4, 0, 10);
    static final String TASK = "sums";

    final Storage storage;
    final Path local;
    private final String root;
    long nowMillis = Instant.parse("2024-03-01T12:02:00Z").toEpochMilli();
    private final Map<String, Identity> identities = new HashMap<>();

    Meeting(Path local) {
        this(local, new Configuration(), "file");
    }

    private Meeting(Path local, Configuration configuration, String scheme) {
        this.local = local;
        this.storage = new Storage(configuration);
        this.root = scheme + "://" + local.resolve("meeting");
    }

    /** In a folder of which something can be forbidden. */
    static Meeting guarded(Path local) {
        return new Meeting(local, GuardedFileSystem.configuration(), GuardedFileSystem.SCHEME);
    }

    /** All that are examined. */
    record First() implements Draw {
        @Override
        public List<GroupSummary> taken(List<GroupSummary> examined, int external) {
            return examined;
        }
    }

    Identity identity(String job) {
        return identities.computeIfAbsent(job, key -> Identity.fresh());
    }

    InstantSource clock() {
        return () -> Instant.ofEpochMilli(nowMillis);
    }

    Meet meet() {
        return meet(new TrustRecipe.Any(), LIMITS, Meet.Unverifiable.REFUSE, "");
    }

    Meet meet(TrustRecipe trust, PeerLimits limits, Meet.Unverifiable unverifiable, String replay) {
        return new Meet(
                new First(),
                4,
                64,
                new OffPolicyRecipe.None(),
                false,
                root,
                "bees",
                "identity.pem",
                trust,
                600,
                unverifiable,
                limits,
                MUTE,
                replay);
    }

    org.apache.hadoop.fs.Path swarm() {
        return new org.apache.hadoop.fs.Path(root + "/bees/v1");
    }

    org.apache.hadoop.fs.Path exchange(String job) {
        return new org.apache.hadoop.fs.Path(
                local.resolve("runs/" + job + "/exchange").toUri().toString());
    }

    Member member(String job) {
        return member(job, job, "policy");
    }

    /** A node of a job, which may sign with another's key. */
    Member member(String signer, String job, String node) {
        return new Member(identity(signer), node, job, "tiny", TASK, "exact-match");
    }

    PeerFolder join(Member member, Meet meet) {
        return PeerFolder.open(storage, meet, member, tasks(), exchange(member.run()), clock());
    }

    PeerFolder join(String job) {
        return join(job, meet());
    }

    PeerFolder join(String job, Meet meet) {
        return join(job, meet, 0);
    }

    /** Goes on after a round that needn't be made again. */
    PeerFolder join(String job, Meet meet, int finished) {
        return PeerFolder.open(storage, meet, member(job), tasks(), exchange(job), clock())
                .after(finished);
    }

    static Map<String, List<Task>> tasks() {
        return Map.of(TASK, List.of(new Sums()));
    }

    Checks checks() {
        return new Checks(meet(), new Trust(true, java.util.Set.of()), tasks());
    }

    /** Groups of a round about sums from {@code first} + 1000 on. */
    static List<SharedGroup> groups(int round, int first, int count) {
        List<SharedGroup> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(group(round, i, first + i, "no idea 🐝"));
        }
        return groups;
    }

    /** The groups of a draw. */
    static List<SharedGroup> groups(Drawn drawn) {
        return drawn.groups().stream().map(Drawn.Taken::group).toList();
    }

    static SharedGroup group(int round, int ordinal, int left, String text) {
        return new SharedGroup(
                "policy",
                round,
                ordinal,
                round - 1,
                Sums.problem(left, 1_000),
                List.of(
                        completion(Integer.toString(left + 1_000), OptionalDouble.empty()),
                        completion(text, OptionalDouble.empty())));
    }

    static SharedCompletion completion(String text, OptionalDouble logp) {
        return new SharedCompletion(text, StopReason.END_OF_SEQUENCE, logp);
    }

    BatchHeader header(String job, List<SharedGroup> groups) {
        Member member = member(job);
        return new BatchHeader(
                "bees",
                member.run(),
                member.node(),
                groups.get(0).round(),
                member.model(),
                groups.get(0).policyVersion(),
                member.task(),
                member.verifier(),
                nowMillis,
                groups.stream()
                        .map(group -> GroupHash.id(identity(job).key(), group))
                        .toList());
    }

    /** Puts a file where its name belongs. */
    void put(OfferName name, byte[] bytes) {
        org.apache.hadoop.fs.Path file = name.path(swarm());
        storage.makeFolder(file.getParent());
        storage.replace(file, bytes);
    }

    List<org.apache.hadoop.fs.Path> files() {
        List<org.apache.hadoop.fs.Path> files = new ArrayList<>();
        for (var bucket : storage.list(swarm())) {
            for (var first : storage.list(bucket.getPath())) {
                for (var second : storage.list(first.getPath())) {
                    storage.list(second.getPath()).forEach(file -> files.add(file.getPath()));
                }
            }
        }
        return files;
    }
}
