package org.waggle.driver.cli;

import org.waggle.common.data.SamplingSettings;
import picocli.CommandLine.Option;

/** How a command draws completions. */
final class SamplingOptions {
    @Option(
            names = "--temperature",
            defaultValue = "1",
            description = "0 takes the most likely token (default: ${DEFAULT-VALUE}).")
    private double temperature;

    @Option(names = "--top-k", defaultValue = "0", description = "Keeps the k most likely tokens; 0 keeps all.")
    private int topK;

    @Option(names = "--top-p", defaultValue = "1", description = "Keeps the likeliest tokens up to this probability.")
    private double topP;

    @Option(
            names = "--min-p",
            defaultValue = "0",
            description = "Drops tokens less likely than this times the likeliest.")
    private double minP;

    @Option(
            names = "--max-tokens",
            defaultValue = "256",
            description = "Longest completion in tokens (default: ${DEFAULT-VALUE}).")
    private int maxTokens;

    SamplingSettings settings() {
        return new SamplingSettings(temperature, topK, topP, minP, maxTokens);
    }
}
