package org.waggle.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

class HelpTest {
    private static final int WIDTH = 80;

    @ParameterizedTest
    @MethodSource("commands")
    void whatWeWroteInLinesIsShownInThoseLines(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        List<String> written = Stream.of(usage.description(), usage.footer())
                .flatMap(Stream::of)
                .toList();

        assertThat(written).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
        assertThat(command.getUsageMessage().lines().toList())
                .containsAll(written.stream().filter(line -> !line.isEmpty()).toList())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(WIDTH));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theListOfCommandsShowsAWholeSentence(CommandLine command) {
        assertThat(command.getCommandSpec().usageMessage().description()[0]).endsWith(".");
    }

    static Stream<CommandLine> commands() {
        CommandLine main = new CommandLine(new Main());
        return Stream.concat(Stream.of(main), main.getSubcommands().values().stream());
    }
}
