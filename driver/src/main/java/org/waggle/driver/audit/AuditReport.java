package org.waggle.driver.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What an audit has read and found.
 *
 * @param run the run folder, as a person would type it
 * @param checkpoints finished checkpoints whose manifest can be read
 * @param lastStep step of the newest of them, 0 for none: the end of the history that survives
 * @param steps lines of the metrics
 * @param entries entries of the ledger up to the last step
 * @param samples rows of the samples up to the last step
 * @param samplesFrom the first step whose samples are kept, if those of earlier ones are not; else 0
 * @param findings empty for a clean run
 */
public record AuditReport(
        String run,
        int checkpoints,
        int lastStep,
        int steps,
        long entries,
        long samples,
        int samplesFrom,
        List<Finding> findings) {
    /** Copies the findings. */
    public AuditReport {
        findings = List.copyOf(findings);
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return findings.isEmpty();
    }

    /** For people: one line for what was read, one a finding; with line breaks. */
    public String text() {
        StringBuilder text = new StringBuilder("%s: %s. %d checkpoints, the newest after step %d; "
                .formatted(
                        run,
                        isClean() ? "clean" : findings.size() == 1 ? "1 finding" : findings.size() + " findings",
                        checkpoints,
                        lastStep));
        text.append("%d steps, %,d ledger entries and %,d samples were read%s%n"
                .formatted(
                        steps,
                        entries,
                        samples,
                        samplesFrom == 0 ? "" : "; those of steps before %d are not kept".formatted(samplesFrom)));
        findings.forEach(finding -> text.append("%s: %s%n".formatted(finding.where(), finding.what())));
        return text.toString();
    }

    /** For programs: one JSON object, with a line break. */
    public String json() {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("run", run)
                .put("clean", isClean())
                .put("checkpoints", checkpoints)
                .put("last_step", lastStep)
                .put("steps", steps)
                .put("entries", entries)
                .put("samples", samples)
                .put("samples_from", samplesFrom);
        ArrayNode list = json.putArray("findings");
        findings.forEach(
                finding -> list.addObject().put("where", finding.where()).put("what", finding.what()));
        return json.toPrettyString() + System.lineSeparator();
    }
}
