package org.waggle.driver.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.waggle.common.data.Precision;
import org.waggle.driver.spark.KryoTypes;

/** Weights as they are gathered. */
class WeightShardTest {
    /** 1 + 2^-9 is nearer to 1 than to the next bfloat16, 1 + 2^-7. */
    private static final float[] MASTER = {1 + 0x1p-9f, -2.5f, 0};

    @ParameterizedTest
    @EnumSource
    void aShardTravelsInTheTypeThatIsComputedIn(Precision precision) {
        WeightShard shard = WeightShard.of(precision, 3, 700, MASTER);
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(true);
        new KryoTypes().registerClasses(kryo);
        try (Output output = new Output(100)) {
            kryo.writeClassAndObject(output, shard);
            // Beside the values: a class, a number of bytes, index and offset.
            assertThat(output.total()).isLessThanOrEqualTo(MASTER.length * precision.bytes() + 20);
            WeightShard read = (WeightShard) kryo.readClassAndObject(new Input(output.toBytes()));
            assertThat(read.index()).isEqualTo(3);
            assertThat(read.offset()).isEqualTo(700);
            float first = precision == Precision.FLOAT32 ? 1 + 0x1p-9f : 1;
            assertThat(read.values()).containsExactly(first, -2.5f, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aViewGivesTheSameAndFollowsTheMasterWeights(Precision precision) {
        float[] master = new float[WeightShard.PIECE + 2];
        WeightShard view = WeightShard.view(precision, 3, 700, master);
        WeightShard copy = view.copy();
        for (int i = 0; i < master.length; i++) {
            master[i] = i / 7f;
        }
        float[] expected = WeightShard.of(precision, 3, 700, master).values();
        assertThat(view.values()).isEqualTo(expected);
        assertThat(given(view)).isEqualTo(given(WeightShard.of(precision, 3, 700, master)));
        assertThat(copy.values()).containsOnly(0);
    }

    /** The bytes that a shard hands over, each piece in its place. */
    private static ByteBuffer given(WeightShard shard) {
        int width = shard.precision().bytes();
        ByteBuffer all = ByteBuffer.allocate(shard.length() * width);
        // Not at the buffer's position: pieces come from several threads.
        shard.giveTo((offset, piece) ->
                all.put((int) (offset - shard.offset()) * width, piece, piece.position(), piece.remaining()));
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void bytesAreLittleEndian(Precision precision) {
        ByteBuffer bytes = ByteBuffer.allocate(MASTER.length * precision.bytes());
        WeightShard.of(precision, 0, 0, MASTER).copyTo(bytes, 0, MASTER.length);
        // -2.5 is 0xC0200000, its upper half a bfloat16.
        assertThat(bytes.get(2 * precision.bytes() - 1)).isEqualTo((byte) 0xC0);
        assertThat(bytes.get(2 * precision.bytes() - 2)).isEqualTo((byte) 0x20);
    }
}
