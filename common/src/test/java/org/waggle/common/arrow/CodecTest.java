package org.waggle.common.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.waggle.common.data.Group;
import org.waggle.common.data.ScoredGroup;
import org.waggle.common.data.TrainingItem;
import org.waggle.common.failure.RunException;

class CodecTest {
    @AfterEach
    void nothingIsLeftInArrowsMemory() {
        assertThat(Allocators.outstanding()).isZero();
    }

    @Test
    void groupsComeBackAsTheyWere() {
        ArrowBatch batch = GroupCodec.encode(Examples.groups());

        assertThat(batch.rows()).isEqualTo(3 + 1 + 1);
        assertSame(GroupCodec.decode(batch), Examples.groups());
    }

    @Test
    void scoredGroupsComeBackWithEveryChannelAndStep() {
        ArrowBatch batch = ScoredGroupCodec.encode(Examples.scored());

        assertSame(ScoredGroupCodec.decode(batch), Examples.scored());
    }

    @Test
    void trainingItemsComeBackAndShareEqualPrompts() {
        ArrowBatch batch = TrainingItemCodec.encode(Examples.items());

        List<TrainingItem> items = TrainingItemCodec.decode(batch);

        assertThat(batch.rows()).isEqualTo(2 + 1 + 1 + 1);
        assertSame(items, Examples.items());
        assertThat(items.get(0).sequences().get(0).promptTokens())
                .isSameAs(items.get(0).sequences().get(1).promptTokens())
                .isSameAs(items.get(2).sequences().get(0).promptTokens());
    }

    @Test
    void anEmptyListIsABatchWithoutRows() {
        assertThat(GroupCodec.decode(GroupCodec.encode(List.of()))).isEmpty();
        assertThat(ScoredGroupCodec.decode(ScoredGroupCodec.encode(List.of()))).isEmpty();
        assertThat(TrainingItemCodec.decode(TrainingItemCodec.encode(List.of())))
                .isEmpty();
    }

    @Test
    void aThousandCompletionsComeBackAsTheyWere() {
        List<ScoredGroup> many = Examples.many(64, 16, 10);

        List<ScoredGroup> back = ScoredGroupCodec.decode(ScoredGroupCodec.encode(many));

        assertThat(back).hasSize(64);
        assertSame(back.subList(60, 64), many.subList(60, 64));
    }

    @Test
    void theSameGroupsGiveTheSameBytes() {
        assertThat(ScoredGroupCodec.encode(Examples.scored()).ipc())
                .isEqualTo(ScoredGroupCodec.encode(Examples.scored()).ipc());
    }

    @Test
    void batchesOfAnotherKindAreRefused() {
        ArrowBatch items = TrainingItemCodec.encode(Examples.items());

        assertThatThrownBy(() -> GroupCodec.decode(items))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot read groups: its schema is training items version 1 (");
    }

    @Test
    void batchesOfAnotherVersionAreRefused() {
        ArrowBatch newer = batch(new BatchSchema("groups", 2));

        assertThatThrownBy(() -> GroupCodec.decode(newer))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read groups: its schema is groups version 2 (this Waggle reads version 1; use one"
                        + " version everywhere)");
    }

    @Test
    void aMissingColumnIsNamed() {
        ArrowBatch bare = batch(new BatchSchema("groups", 1));

        assertThatThrownBy(() -> GroupCodec.decode(bare))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read groups: the batch is damaged (no column size)");
    }

    @Test
    void aBatchCutOffAnywhereIsRefused() {
        ArrowBatch whole = ScoredGroupCodec.encode(Examples.scored());
        for (int length = 0; length < whole.ipc().length; length += 13) {
            assertDamaged(new ArrowBatch(Arrays.copyOf(whole.ipc(), length), whole.rows()));
        }
    }

    @Test
    void aDamagedByteIsRefusedWhereverItIs() {
        ArrowBatch whole = ScoredGroupCodec.encode(Examples.scored());
        for (int at = 0; at < whole.ipc().length; at++) {
            byte[] damaged = whole.ipc().clone();
            damaged[at] ^= 0x20;
            assertDamaged(new ArrowBatch(damaged, whole.rows()));
        }
    }

    @Test
    void aBatchThatIsSealedAlthoughItsBodyIsCutOffIsRefused() {
        byte[] ipc = ScoredGroupCodec.encode(Examples.scored()).ipc();

        assertDamaged(ArrowBatch.seal(Arrays.copyOf(ipc, ipc.length - 200), 5));
    }

    @Test
    void aWrongNumberOfRowsIsRefused() {
        byte[] ipc = GroupCodec.encode(Examples.groups()).ipc();

        assertThatThrownBy(() -> GroupCodec.decode(new ArrowBatch(ipc, 4)))
                .isInstanceOf(RunException.class)
                .hasMessage("Cannot read groups: the batch is damaged (5 rows, not 4)");
    }

    @Test
    void aFailureWhileEncodingFreesWhatWasWritten() {
        Group group = Examples.groups().get(0);
        ScoredGroup incomplete = new ScoredGroup(group, Map.of(), new double[] {1});

        assertThatThrownBy(() -> ScoredGroupCodec.encode(List.of(incomplete)))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("1");
    }

    private static void assertDamaged(ArrowBatch batch) {
        assertThatThrownBy(() -> ScoredGroupCodec.decode(batch))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("Cannot read scored groups: the batch is damaged (");
    }

    private static ArrowBatch batch(BatchSchema schema) {
        try (BatchWriter<String> writer = new BatchWriter<>(schema, List.of("a"))) {
            return writer.texts("text", text -> text).batch();
        }
    }

    private static void assertSame(List<?> actual, List<?> expected) {
        assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
    }
}
