package org.waggle.driver.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.waggle.common.data.GroupSummary;
import org.waggle.common.data.SampleSummary;
import org.waggle.driver.stage.ExchangeStage.Report;

/**
 * Numbers of a round by node, {@code node/NAME/…}, and of its exchange. {@code reward/mean} is over what nodes drew
 * themselves; {@code exchange/training_reward} also over what they took of others, as the code released with SAPO
 * reports it, which selection alone raises.
 *
 * @param names names of the nodes, in their order
 * @param decisions how many groups each node draws and wants
 */
record SwarmMetrics(List<String> names, NodeDecisions decisions) {
    /** What stands before the reason for which something was refused. */
    static final String REJECTED = "exchange/rejected/";

    private static final List<String> BY_NODE =
            List.of("reward/mean", "frac_reward_zero_std", "completions/mean_length", "entropy");

    /** The numbers of a round. */
    NavigableMap<String, Double> of(
            List<GroupSummary> own, Optional<SwarmExchange.Arrived> taken, List<GroupSummary> external) {
        NavigableMap<String, Double> numbers = new TreeMap<>();
        for (int node = 0; node < names.size() && names.size() > 1; node++) {
            String prefix = "node/" + names.get(node) + "/";
            Map<String, Double> of = StepMetrics.of(of(node, own));
            BY_NODE.stream().filter(of::containsKey).forEach(name -> numbers.put(prefix + name, of.get(name)));
        }
        taken.ifPresent(arrived -> {
            exchanged(numbers, own, arrived.groups().reports(), external);
            numbers.putAll(arrived.numbers());
        });
        return numbers;
    }

    private void exchanged(
            NavigableMap<String, Double> numbers,
            List<GroupSummary> own,
            List<Report> reports,
            List<GroupSummary> external) {
        double filled = 0;
        double receivers = 0;
        for (Report report : reports) {
            String prefix = "node/" + names.get(report.node()) + "/exchange/";
            int wanted = decisions.shares().get(report.node()).external();
            numbers.put(prefix + "wanted", (double) wanted);
            numbers.put(prefix + "training_reward", StepMetrics.reward(all(report.node(), own, external)));
            if (decisions.receives(report.node())) {
                double share = (double) report.taken().size() / wanted;
                numbers.put(prefix + "filled", share);
                filled += share;
                receivers++;
            }
        }
        numbers.put("exchange/filled", receivers == 0 ? 0 : filled / receivers);
        numbers.put(
                "exchange/examined",
                reports.stream().mapToDouble(Report::examined).sum());
        numbers.put("exchange/training_reward", meanOverNodes(own, external));
        double offered = reports.stream().mapToDouble(Report::offered).sum();
        if (offered > 0) {
            numbers.put(
                    "exchange/bytes_per_group",
                    reports.stream().mapToDouble(Report::bytes).sum() / offered);
        }
        logp(external).ifPresent(logp -> numbers.put("exchange/external_logp", logp));
    }

    private double meanOverNodes(List<GroupSummary> own, List<GroupSummary> external) {
        double sum = 0;
        for (int node = 0; node < names.size(); node++) {
            sum += StepMetrics.reward(all(node, own, external));
        }
        return sum / names.size();
    }

    private static List<GroupSummary> all(int node, List<GroupSummary> own, List<GroupSummary> external) {
        List<GroupSummary> all = new ArrayList<>(of(node, own));
        all.addAll(of(node, external));
        return all;
    }

    private static List<GroupSummary> of(int node, List<GroupSummary> groups) {
        return groups.stream().filter(group -> group.id().node() == node).toList();
    }

    /** Mean log-probability of an external token under the policy of who learns from it. */
    private static Optional<Double> logp(List<GroupSummary> external) {
        double sum = 0;
        double tokens = 0;
        for (GroupSummary group : external) {
            for (SampleSummary sample : group.samples()) {
                sum += sample.logp();
                tokens += sample.tokens();
            }
        }
        return tokens == 0 ? Optional.empty() : Optional.of(sum / tokens);
    }
}
