package org.waggle.driver.report;

import java.util.stream.Collectors;
import org.waggle.driver.chart.Markup;
import org.waggle.driver.metrics.NumberText;

/** The samples of one step as a table; on a narrow screen each row is a card. */
final class SampleTable {
    private SampleTable() {}

    static String html(Samples samples) {
        return """
                <h3>Step %d (%s)</h3>
                <div class="scroll"><table class="cards">
                <thead><tr><th>Prompt</th><th>Completion</th><th>Answer</th><th class="number">Reward</th>\
                <th class="number">Advantage</th></tr></thead>
                <tbody>
                %s</tbody>
                </table></div>
                """.formatted(
                        samples.step(),
                        Markup.escape(samples.node()),
                        samples.rows().stream().map(SampleTable::row).collect(Collectors.joining()));
    }

    private static String row(Sample sample) {
        return "<tr>"
                + cell("text", "Prompt", sample.prompt())
                + cell("text", "Completion", sample.completion())
                + cell("text", "Answer", sample.answer())
                + cell("number", "Reward", NumberText.fixed(sample.reward(), 2))
                + cell("number", "Advantage", Double.isFinite(sample.advantage()) ? signed(sample.advantage()) : "–")
                + "</tr>\n";
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + NumberText.fixed(value, 2);
    }

    private static String cell(String look, String name, String text) {
        return "<td class=\"%s\" data-name=\"%s\"><div>%s</div></td>".formatted(look, name, Markup.escape(text));
    }
}
