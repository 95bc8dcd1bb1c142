package org.waggle.executor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waggle.common.recipe.AdapterRecipe.Lora;

class AdapterLayoutTest {
    private static final DecoderShape SHAPE = new DecoderShape(10, 8, 12, 1, 2, 1, 4, 16, 10_000, 1e-5, true);

    @Test
    void everyTargetHasTwoFactorsInTheOrderOfTheModel() {
        AdapterLayout layout = AdapterLayout.of(SHAPE, new Lora(2, 4, List.of("v_proj", "down_proj")));
        String attention = "base_model.model.model.layers.0.self_attn.v_proj.";
        String feed = "base_model.model.model.layers.0.mlp.down_proj.";
        // v_proj is [4, 8], down_proj [8, 12].
        assertThat(layout.parameters())
                .containsExactly(
                        new ParameterLayout.Parameter(attention + "lora_A.weight", List.of(2, 8), 0),
                        new ParameterLayout.Parameter(attention + "lora_B.weight", List.of(4, 2), 16),
                        new ParameterLayout.Parameter(feed + "lora_A.weight", List.of(2, 12), 24),
                        new ParameterLayout.Parameter(feed + "lora_B.weight", List.of(8, 2), 48));
        assertThat(layout.size()).isEqualTo(64);
    }

    @Test
    void badShapesAreRefused() {
        assertThatThrownBy(() -> new Lora(0, 1, List.of("q_proj"))).hasMessage("Invalid rank: 0 (must be >= 1)");
        assertThatThrownBy(() -> new Lora(1, 0, List.of("q_proj"))).hasMessage("Invalid alpha: 0.0 (must be > 0)");
        assertThatThrownBy(() -> new Lora(1, 1, List.of()))
                .hasMessage("Invalid targets: [] (must name at least one matrix)");
        assertThatThrownBy(() -> new Lora(1, 1, List.of("lm_head")))
                .hasMessage(
                        "Invalid targets: lm_head (must be among [down_proj, gate_proj, k_proj, o_proj, q_proj, up_proj, v_proj])");
    }
}
