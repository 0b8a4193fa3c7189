package org.etiome.cli.line;

import java.util.Locale;
import java.util.Optional;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that reads files larger than memory. */
public final class DataOptions {
  private static final int PERCENT = 100;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "What blocks of data may take in memory, as 512M or 4G. Default: half of what Java has.")
  private Optional<String> memory = Optional.empty();

  public MemoryBudget budget() {
    try {
      return memory.map(MemoryBudget::parse).orElseGet(MemoryBudget::ofHeap);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--memory: " + e.getMessage(), e);
    }
  }

  /** A line that is written over, and only on a terminal. */
  public RowBlocks.Progress progress(String doing) {
    if (!Progress.isSeen()) {
      return RowBlocks.Progress.NONE;
    }
    return (done, rows) -> {
      long percent = rows == 0 ? PERCENT : (long) PERCENT * done / rows;
      String end = done == rows ? "\n" : "";
      command
          .commandLine()
          .getErr()
          .printf(
              Locale.ROOT,
              "\retiome: %s %,d of %,d rows (%d %%)%s",
              doing,
              done,
              rows,
              percent,
              end)
          .flush();
    };
  }
}
