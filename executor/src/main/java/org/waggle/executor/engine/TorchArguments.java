package org.waggle.executor.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/** Arguments of one call into the script, in order; closing frees the wrappers, never the tensors. */
final class TorchArguments implements AutoCloseable {
    private final List<IValue> owned = new ArrayList<>();
    private final List<IValue> all = new ArrayList<>();

    TorchArguments tensor(PtNDArray tensor) {
        return own(IValue.from(tensor));
    }

    TorchArguments integer(long value) {
        return own(IValue.from(value));
    }

    TorchArguments real(double value) {
        return own(IValue.from(value));
    }

    TorchArguments flag(boolean value) {
        return own(IValue.from(value));
    }

    /** A value that somebody else closes, such as the list of a policy's parameters. */
    TorchArguments shared(IValue value) {
        all.add(value);
        return this;
    }

    IValue[] values() {
        return all.toArray(new IValue[0]);
    }

    private TorchArguments own(IValue value) {
        owned.add(value);
        return shared(value);
    }

    @Override
    public void close() {
        owned.forEach(IValue::close);
        owned.clear();
    }
}
