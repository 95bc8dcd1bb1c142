package org.waggle.driver.spark;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.spark.serializer.KryoRegistrator;
import org.apache.spark.sql.types.StructType;
import org.waggle.common.arrow.ArrowBatch;
import org.waggle.common.data.WeightedSums;
import org.waggle.common.recipe.GradientTransport;
import org.waggle.driver.state.GradientShard;
import org.waggle.driver.state.Handover;
import org.waggle.driver.state.NodeModels;
import org.waggle.driver.state.ReducedShard;
import org.waggle.driver.state.StateShard;
import org.waggle.driver.state.WeightShard;
import org.waggle.executor.optimizer.OptimizerShard;

/** Every type that crosses between JVMs as data, with how; registration is required, so nothing crosses by accident. */
public final class KryoTypes implements KryoRegistrator {
    @Override
    public void registerClasses(Kryo kryo) {
        register(kryo, ArrowBatch.class, ArrowBatch[].class, new ArrowBatchSerializer());
        register(kryo, WeightShard.Full.class, WeightShard.Full[].class, new FullShardSerializer());
        register(kryo, WeightShard.Half.class, WeightShard.Half[].class, new HalfShardSerializer());
        register(kryo, WeightShard.Rounding.class, WeightShard.Rounding[].class, new HalfShardSerializer());
        register(kryo, StateShard.class, StateShard[].class, new StateShardSerializer());
        register(kryo, GradientShard.class, GradientShard[].class, new GradientShardSerializer());
        register(kryo, ReducedShard.class, ReducedShard[].class, new ReducedShardSerializer());
        register(kryo, Message.class, Message[].class, new JavaSerializer());
        kryo.register(NodeModels.class, new JavaSerializer());
        kryo.register(WeightedSums.class, new JavaSerializer());
        kryo.register(ReducedShard.Partial.class, new JavaSerializer());
        kryo.register(Object[].class);
        // What Spark found in the footer of a Parquet file, whatever types its columns have.
        kryo.register(StructType.class, new JavaSerializer());
        // Goes along with every block that Spark copies to a second executor.
        kryo.register(SparkTypes.anyTag().getClass(), new JavaSerializer());
    }

    private static void register(Kryo kryo, Class<?> type, Class<?> array, Serializer<?> serializer) {
        kryo.register(type, serializer);
        kryo.register(array);
    }

    private static void writeBytes(Output output, byte[] bytes) {
        output.writeInt(bytes.length);
        output.writeBytes(bytes);
    }

    private static byte[] readBytes(Input input) {
        return input.readBytes(input.readInt());
    }

    /** One element as it travels. */
    private abstract static class Immutable<T> extends Serializer<T> {
        Immutable() {
            super(false, true);
        }
    }

    private static final class ArrowBatchSerializer extends Immutable<ArrowBatch> {
        @Override
        public void write(Kryo kryo, Output output, ArrowBatch batch) {
            output.writeInt(batch.rows());
            writeBytes(output, batch.ipc());
        }

        @Override
        public ArrowBatch read(Kryo kryo, Input input, Class<ArrowBatch> type) {
            int rows = input.readInt();
            return new ArrowBatch(readBytes(input), rows);
        }
    }

    private static final class FullShardSerializer extends Immutable<WeightShard.Full> {
        @Override
        public void write(Kryo kryo, Output output, WeightShard.Full shard) {
            output.writeInt(shard.index());
            output.writeLong(shard.offset());
            FloatStreams.write(output, FloatBuffer.wrap(shard.values()));
        }

        @Override
        public WeightShard.Full read(Kryo kryo, Input input, Class<WeightShard.Full> type) {
            return new WeightShard.Full(input.readInt(), input.readLong(), FloatStreams.read(input));
        }
    }

    /** Of any shard in bfloat16. */
    private static final class HalfShardSerializer extends Immutable<WeightShard> {
        @Override
        public void write(Kryo kryo, Output output, WeightShard shard) {
            ByteBuffer bytes = ByteBuffer.allocate(shard.length() * Short.BYTES);
            shard.copyTo(bytes, 0, shard.length());
            output.writeInt(shard.index());
            output.writeLong(shard.offset());
            writeBytes(output, bytes.array());
        }

        @Override
        public WeightShard read(Kryo kryo, Input input, Class<WeightShard> type) {
            int index = input.readInt();
            long offset = input.readLong();
            byte[] bytes = readBytes(input);
            short[] bits = new short[bytes.length / Short.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(bits);
            return new WeightShard.Half(index, offset, bits);
        }
    }

    private static final class StateShardSerializer extends Immutable<StateShard> {
        @Override
        public void write(Kryo kryo, Output output, StateShard shard) {
            OptimizerShard values = shard.values();
            output.writeInt(shard.index());
            output.writeLong(shard.updates());
            output.writeLong(values.start());
            for (float[] part : List.of(values.weights(), values.firstMoment(), values.secondMoment())) {
                FloatStreams.write(output, FloatBuffer.wrap(part));
            }
        }

        @Override
        public StateShard read(Kryo kryo, Input input, Class<StateShard> type) {
            return new StateShard(
                    input.readInt(),
                    input.readLong(),
                    new OptimizerShard(
                            input.readLong(),
                            FloatStreams.read(input),
                            FloatStreams.read(input),
                            FloatStreams.read(input)));
        }
    }

    private static final class GradientShardSerializer extends Immutable<GradientShard> {
        @Override
        public void write(Kryo kryo, Output output, GradientShard shard) {
            Handover.Ticket ticket = shard.ticket();
            output.writeBoolean(ticket != null);
            if (ticket != null) {
                output.writeLong(ticket.handover());
                output.writeInt(ticket.lane());
                output.writeInt(ticket.shard());
            } else {
                writeValues(kryo, output, shard);
            }
        }

        private static void writeValues(Kryo kryo, Output output, GradientShard shard) {
            output.writeInt(shard.lane());
            output.writeString(shard.transport().name());
            switch (shard.transport()) {
                case FLOAT32 -> FloatStreams.write(output, shard.values());
                case BFLOAT16 -> FloatStreams.writeRounded(output, shard.values());
            }
            kryo.writeObject(output, shard.sums());
        }

        @Override
        public GradientShard read(Kryo kryo, Input input, Class<GradientShard> type) {
            return input.readBoolean()
                    ? Handover.redeem(new Handover.Ticket(input.readLong(), input.readInt(), input.readInt()))
                    : readValues(kryo, input);
        }

        private static GradientShard readValues(Kryo kryo, Input input) {
            int lane = input.readInt();
            GradientTransport transport = GradientTransport.valueOf(input.readString());
            float[] values = switch (transport) {
                case FLOAT32 -> FloatStreams.read(input);
                case BFLOAT16 -> FloatStreams.readRounded(input);
            };
            WeightedSums sums = kryo.readObject(input, WeightedSums.class);
            return new GradientShard(lane, FloatBuffer.wrap(values), transport, sums);
        }
    }

    private static final class ReducedShardSerializer extends Immutable<ReducedShard> {
        @Override
        public void write(Kryo kryo, Output output, ReducedShard shard) {
            FloatStreams.write(output, shard.values());
            kryo.writeObject(output, shard.partial());
        }

        @Override
        public ReducedShard read(Kryo kryo, Input input, Class<ReducedShard> type) {
            FloatBuffer values = FloatBuffer.wrap(FloatStreams.read(input));
            return new ReducedShard(values, kryo.readObject(input, ReducedShard.Partial.class));
        }
    }
}
