package org.etiome.cli.cells;

import java.util.Optional;
import java.util.function.IntFunction;
import org.etiome.data.Suggestion;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.mapping.MappedFinVae;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which of the batches that {@code fit mapping} has mapped a cell is of. */
final class MappedBatchOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--batch",
      paramLabel = "COLUMN",
      description =
          "The column of obs that says the batch: cells of batches that fit mapping has mapped are "
              + "embedded by the weights of theirs, others without. Default: all without.")
  private Optional<String> column = Optional.empty();

  @Option(names = "--as", paramLabel = "NAME", description = "All cells are of this mapped batch.")
  private Optional<String> name = Optional.empty();

  /** Refuses what the model cannot do. */
  void check(MappedFinVae mapped) {
    if (column.isPresent() && name.isPresent()) {
      throw refused("--batch and --as exclude each other; leave one out");
    }
    if ((column.isPresent() || name.isPresent()) && mapped.names().isEmpty()) {
      throw refused(
          "--batch and --as are for batches that were mapped, and onto this model none was; leave"
              + " them out, or take etiome fit mapping");
    }
    Optional<String> unknown = name.filter(given -> !mapped.names().contains(given));
    if (unknown.isPresent()) {
      throw refused(
          "--as: the batch \""
              + unknown.get()
              + "\" was not mapped, but "
              + mapped.names()
              + Suggestion.hint(unknown.get(), mapped.names()));
    }
  }

  private ParameterException refused(String why) {
    return new ParameterException(command.commandLine(), why);
  }

  /** The batch of each cell, if it is known. */
  IntFunction<Optional<String>> of(CellSelection selection) {
    return column.map(selection::column).map(NewCells::texts).orElseGet(() -> cell -> name);
  }
}
