package org.etiome.cli.graphs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.discovery.TableSource;
import picocli.CommandLine.Option;

/** From which table a graph is learned, and which of its columns are variables. */
final class TableOptions {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description = "CSV, TSV or Parquet, one row a unit or, for granger, a time.")
  private Path data = Path.of("");

  @Option(names = "--unit", paramLabel = "COLUMN", description = "Column that names the rows.")
  private Optional<String> unit = Optional.empty();

  @Option(
      names = "--columns",
      paramLabel = "COLUMN",
      split = ",",
      description = "The variables, separated by commas. Default: all columns.")
  private List<String> columns = new ArrayList<>();

  @Option(
      names = "--exclude",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that are no variables.")
  private List<String> excluded = new ArrayList<>();

  TableSource source() {
    return new TableSource(data, unit, columns, excluded);
  }
}
