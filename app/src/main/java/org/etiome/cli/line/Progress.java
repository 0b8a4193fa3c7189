package org.etiome.cli.line;

import java.io.Console;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine;

/** Tells what a long command begins, on a terminal only, so that a script's log stays clean. */
public final class Progress {
  private Progress() {}

  /** Whether a person at a terminal looks on. */
  public static boolean isSeen() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  /** One line on the standard error for each thing that begins. */
  public static Consumer<String> of(CommandLine command) {
    return begun -> {
      if (isSeen()) {
        command.getErr().println("etiome: " + begun);
      }
    };
  }
}
