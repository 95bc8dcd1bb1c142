package org.waggle.common.swarm;

import java.io.IOException;
import java.util.Map;
import org.waggle.common.failure.FailureKind;
import org.waggle.common.failure.RunException;

/**
 * What a node remembers of a swarm, as a checkpoint has it.
 *
 * @param version number of this format
 * @param places groups of files that were looked at
 * @param ids groups that were drawn
 * @param contents what was said in them, and in own groups
 * @param peers standing of each peer
 */
record SwarmState(int version, String places, String ids, String contents, Map<String, Standing> peers) {
    static final int VERSION = 1;

    byte[] toJson() {
        return SwarmJson.bytes(this);
    }

    static SwarmState parse(byte[] json) {
        try {
            SwarmState state = SwarmJson.own(json, SwarmState.class);
            if (state.version() != VERSION) {
                throw RunException.input(
                        "Cannot resume the exchange: its state has version %d (this Waggle reads version %d)",
                        state.version(), VERSION);
            }
            return state;
        } catch (IOException e) {
            throw new RunException(FailureKind.INPUT, "Cannot resume the exchange: its state is damaged", e);
        }
    }
}
