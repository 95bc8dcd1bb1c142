package org.waggle.executor.task.gym;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.waggle.common.data.Doc;
import org.waggle.common.failure.Check;
import org.waggle.common.spi.Component;

/** Which of the tasks, how often, and how hard. */
public sealed interface GymMix extends Component {
    /** The parts by name. */
    Map<String, GymShare> shares();

    /** All nine. */
    @Doc("All nine tasks with the settings of the swarm paper's runs, equally often.")
    record Paper() implements GymMix {
        @Override
        public Map<String, GymShare> shares() {
            return new PaperOf(Arrays.asList(GymKind.values())).shares();
        }
    }

    /** Some of them. */
    @Doc(
            "Some of the nine tasks with the settings of the swarm paper's runs, equally often; one alone is a specialist's.")
    record PaperOf(@Doc("The tasks.") List<GymKind> tasks) implements GymMix {
        /** Checks that there are some, each once. */
        public PaperOf {
            Check.that(!tasks.isEmpty(), "tasks", tasks, "must have at least one task");
            Check.that(EnumSet.copyOf(tasks).size() == tasks.size(), "tasks", tasks, "must have each task once");
            tasks = List.copyOf(tasks);
        }

        @Override
        public Map<String, GymShare> shares() {
            Map<String, GymShare> shares = new TreeMap<>();
            tasks.forEach(kind -> shares.put(kind.task(), new GymShare(1, kind.paper())));
            return shares;
        }
    }

    /** With settings and weights of one's own. */
    @Doc(
            "Tasks with settings of your own, as often as their weights say; the same task may be there in several settings.")
    record Weighted(
            @Doc("The parts of the mix by names of your choice, which problems carry in the column kind.")
            Map<String, GymShare> parts)
            implements GymMix {
        /** Checks that something is drawn. */
        public Weighted {
            Check.that(
                    parts.values().stream().anyMatch(share -> share.weight() > 0),
                    "parts",
                    parts.keySet(),
                    "must have one with a weight > 0");
            parts = Collections.unmodifiableMap(new TreeMap<>(parts));
        }

        @Override
        public Map<String, GymShare> shares() {
            return parts;
        }
    }
}
