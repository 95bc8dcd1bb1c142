package org.waggle.driver.cli;

import java.time.Duration;
import org.apache.spark.network.util.JavaUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations as Spark writes them: {@code 20s}, {@code 2m}. */
final class Grace implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        try {
            return Duration.ofSeconds(JavaUtils.timeStringAsSec(text));
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'%s' (must be a time such as 20s or 2m)".formatted(text));
        }
    }
}
