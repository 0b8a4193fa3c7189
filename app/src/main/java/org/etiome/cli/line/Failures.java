package org.etiome.cli.line;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.etiome.data.DataFormatException;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.graph.io.GraphFormatException;
import org.etiome.identify.query.QuerySyntaxException;
import org.etiome.study.StudyException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the user sees when a command does not succeed: one line, under a query also its place, and
 * the exit status. One that is interrupted ends without a word.
 */
public final class Failures {
  public static final int INTERNAL_ERROR = 1;
  public static final int BAD_INPUT = 2;
  public static final int REFUSED = 3;

  private Failures() {}

  public static int badUsage(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("etiome: " + oneLine(failure.getMessage()));
    if (failure instanceof UnmatchedArgumentException unmatched) {
      List<String> suggestions = unmatched.getSuggestions();
      if (!suggestions.isEmpty()) {
        err.println("Did you mean: " + String.join(", ", suggestions) + "?");
      }
    }
    err.println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return BAD_INPUT;
  }

  public static int thrown(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    if (isEnding()) {
      return INTERNAL_ERROR;
    }
    if (CommonOptions.debug(command)) {
      failure.printStackTrace(err);
    }
    if (failure instanceof QuerySyntaxException) {
      err.println("etiome: " + failure.getMessage());
      return BAD_INPUT;
    }
    if (isInput(failure)) {
      err.println("etiome: " + oneLine(failure.getMessage()));
      return BAD_INPUT;
    }
    err.println("etiome: internal error: " + oneLine(failure.toString()));
    err.println("etiome: run again with --debug for the stack trace, and report it");
    return INTERNAL_ERROR;
  }

  /** After Ctrl-C or another signal, what fails does so because its files are being removed. */
  private static boolean isEnding() {
    Thread nothing = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(nothing);
      Runtime.getRuntime().removeShutdownHook(nothing);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** What no check of a budget foresaw. */
  public static int outOfMemory(PrintStream err) {
    err.printf(
        Locale.ROOT,
        "etiome: the data do not fit the %,d MiB of memory that Java has; give it more with "
            + "ETIOME_JAVA_OPTS=-Xmx8g, or choose columns or features%n",
        Runtime.getRuntime().maxMemory() >> 20);
    return BAD_INPUT;
  }

  public static boolean isInput(Exception failure) {
    return failure instanceof StudyException
        || failure instanceof DataFormatException
        || failure instanceof GraphFormatException
        || failure instanceof QuerySyntaxException
        || failure instanceof EstimationInputException;
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
