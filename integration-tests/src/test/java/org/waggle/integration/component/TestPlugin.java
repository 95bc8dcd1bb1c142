package org.waggle.integration.component;

import org.waggle.common.spi.ComponentRegistry;
import org.waggle.common.spi.Objective;
import org.waggle.common.spi.Plugin;
import org.waggle.common.spi.Reward;

/** Found by {@link java.util.ServiceLoader}. */
public final class TestPlugin implements Plugin {
    @Override
    public void register(ComponentRegistry registry) {
        registry.add(Reward.class, "likeness", Likeness.class)
                .add(Reward.class, "broken", Broken.class)
                .add(Objective.class, "watched", Watched.class);
    }
}
