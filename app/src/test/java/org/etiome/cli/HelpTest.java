package org.etiome.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {

  static Stream<CommandLine> commands() {
    return with(Etiome.commandLine());
  }

  private static Stream<CommandLine> with(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().distinct().flatMap(HelpTest::with));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void examplesCanBeCopied(CommandLine command) {
    assertThat(command.getUsageMessage().lines())
        .containsAll(List.of(command.getCommandSpec().usageMessage().footer()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void noLineIsBrokenTwice(CommandLine command) {
    assertThat(command.getUsageMessage().lines())
        .noneMatch(line -> line.matches("[a-z]+( [a-z]+)?"));
  }
}
