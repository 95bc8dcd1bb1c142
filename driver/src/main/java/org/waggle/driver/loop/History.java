package org.waggle.driver.loop;

import java.util.List;
import org.waggle.common.recipe.PhaseRecipe;
import org.waggle.common.spi.Draw;

/** What became of the rounds so far, also of those before a resume. */
@FunctionalInterface
public interface History {
    /** The rounds of a node in a phase, the first one first. */
    List<Draw.Round> rounds(PhaseRecipe phase, String node);
}
