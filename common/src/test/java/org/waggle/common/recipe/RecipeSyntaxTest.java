package org.waggle.common.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text that is no YAML, or more of YAML than a recipe may use. */
class RecipeSyntaxTest {
    private static final String RECIPE_OR_MESSAGE = "^not refused: Recipe|recipe\\.yaml";

    private final RecipeText sound = RecipeText.sound();

    @Test
    void emptyFileIsRefused() {
        String message = "Cannot read recipe.yaml: it is empty (start from one of recipes/)";

        assertThat(new RecipeText("").refusal()).isEqualTo(message);
        assertThat(new RecipeText("# nothing yet\n").refusal()).isEqualTo(message);
    }

    @Test
    void fileThatIsNoMapIsRefused() {
        assertThat(new RecipeText("hello\n").refusal())
                .isEqualTo("Invalid recipe: hello (must be a map of name, seed, models, task, rewards, evaluators,"
                        + " engine, checkpoints, nodes, exchange, scheduled, phases), recipe.yaml line 1");
    }

    @Test
    void duplicateKeyIsRefusedOnItsLine() {
        assertThat(sound.with("seed: 1\n", "seed: 1\nseed: 2\n").refusal())
                .isEqualTo("Duplicate key: seed (keep one; the first is recipe.yaml line 2), recipe.yaml line 3");
    }

    @Test
    void secondDocumentIsRefused() {
        assertThat(new RecipeText(sound.text() + "---\nname: other\n").refusal())
                .isEqualTo("Cannot read recipe.yaml line 76: a second document begins"
                        + " (one file is one document: remove '---')");
    }

    @Test
    void tabIsRefused() {
        assertThat(sound.with("  policy:", "\tpolicy:").refusal())
                .isEqualTo("Cannot read recipe.yaml line 4: found character '\\t(TAB)' that cannot start any token"
                        + " (indent with spaces, not with tabs)");
    }

    @Test
    void wrongIndentationIsRefused() {
        assertThat(sound.with("    batch-size", "     batch-size").refusal())
                .isEqualTo("Cannot read recipe.yaml line 32: mapping values are not allowed here"
                        + " (check indentation, colons, brackets and quotes there and just before)");
    }

    @Test
    void unclosedBracketIsRefused() {
        assertThat(sound.with("ks: [1, 4]", "ks: [1, 4").refusal())
                .isEqualTo("Cannot read recipe.yaml line 24: expected ',' or ']', but got :"
                        + " (check indentation, colons, brackets and quotes there and just before)");
    }

    @Test
    void anchorIsRefused() {
        assertThat(sound.with("engine: {", "engine: &engine {").refusal())
                .isEqualTo("Invalid anchor: &engine (anchors and aliases are not read: write the value out),"
                        + " recipe.yaml line 25");
    }

    @Test
    void aliasWithoutAnAnchorIsRefused() {
        assertThat(sound.with("engine: {lanes: 2", "engine: {lanes: *two").refusal())
                .isEqualTo(
                        "Cannot read recipe.yaml line 25: found undefined alias two (anchors and aliases are not read:"
                                + " put text that begins with * in quotes)");
    }

    @Test
    void tagIsRefused() {
        assertThat(sound.with("seed: 1", "seed: !!int 1").refusal())
                .isEqualTo("Invalid tag: tag:yaml.org,2002:int (tags are not read: leave it out), recipe.yaml line 2");
    }

    @Test
    void keyThatIsNoWordIsRefused() {
        assertThat(sound.with("seed: 1", "[seed]: 1").refusal())
                .isEqualTo("Invalid key (must be a word in kebab-case), recipe.yaml line 2");
    }

    @Test
    void controlCharacterIsRefused() {
        assertThat(sound.with("seed: 1", "seed: \u0007").refusal())
                .isEqualTo("Cannot read recipe.yaml line 2: character U+0007"
                        + " (recipes are plain UTF-8 text: write \"\\u0007\" in quotes)");
    }

    @Test
    void bottomlessNestingIsRefused() {
        assertThat(sound.with("ks: [1, 4]", "ks: " + "[".repeat(60) + "]".repeat(60))
                        .refusal())
                .isEqualTo("Cannot read recipe.yaml: Nesting Depth exceeded max 50 (recipes are shorter and flatter)");
    }

    @Test
    void lineEndsOfWindowsAndAByteOrderMarkChangeNothing() {
        assertThat(new RecipeText("\uFEFF" + sound.text().replace("\n", "\r\n")).read())
                .isEqualTo(sound.read());
    }

    @Test
    void aRecipeCutAnywhereGivesARecipeOrOneMessage() {
        String text = sound.text();
        for (int length = 0; length < text.length() - 1; length += 3) {
            assertThat(new RecipeText(text.substring(0, length)).refusal()).containsPattern(RECIPE_OR_MESSAGE);
        }
    }

    @Test
    void aRecipeWithoutAnyOneOfItsLinesIsRefusedWithALine() {
        List<String> lines = sound.text().lines().toList();
        for (int gone = 0; gone < lines.size(); gone++) {
            List<String> rest = new ArrayList<>(lines);
            rest.remove(gone);
            assertThat(new RecipeText(String.join("\n", rest)).refusal())
                    .as("without line %d: %s", gone + 1, lines.get(gone))
                    .containsPattern("recipe\\.yaml line \\d+");
        }
    }

    @Test
    void aStrayCharacterAnywhereGivesARecipeOrOneMessage() {
        String text = sound.text();
        String strays = ":-#'\"[]{}&*!|>%@`\t,?~\\ \n";
        for (int at = 0; at < text.length(); at += 3) {
            String stray = strays.substring(at / 3 % strays.length(), at / 3 % strays.length() + 1);
            String message = new RecipeText(text.substring(0, at) + stray + text.substring(at)).refusal();
            assertThat(message).containsPattern(RECIPE_OR_MESSAGE);
        }
    }
}
