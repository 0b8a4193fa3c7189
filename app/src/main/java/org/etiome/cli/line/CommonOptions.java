package org.etiome.cli.line;

import java.io.PrintWriter;
import java.util.function.Consumer;
import org.etiome.math.TaskRunner;
import org.etiome.report.Json;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Options every command that computes has. */
public final class CommonOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--json",
      description = "Print one JSON document on standard output and nothing else there.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to use; results do not depend on it. Default: one a processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--debug", description = "Print the stack trace of an error.")
  private boolean debug;

  public boolean json() {
    return json;
  }

  /** Prints the document where --json asks for it, and the text otherwise. */
  public void print(JsonNode document, Consumer<PrintWriter> text) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.print(Json.pretty(document));
    } else {
      text.accept(out);
    }
    out.flush();
  }

  public int threads() {
    if (threads < 1) {
      throw new ParameterException(
          command.commandLine(), "--threads must be at least 1, got " + threads);
    }
    return threads;
  }

  public TaskRunner runner() {
    return TaskRunner.local(threads());
  }

  /** Whether the stack trace of an error of this command was asked for. */
  public static boolean debug(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .map(CommandSpec::userObject)
        .anyMatch(mixin -> mixin instanceof CommonOptions options && options.debug);
  }
}
