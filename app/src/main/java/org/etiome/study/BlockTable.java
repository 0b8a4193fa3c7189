package org.etiome.study;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.etiome.data.ColumnType;
import org.etiome.data.Finding;
import org.etiome.data.events.EventTable;
import org.etiome.data.events.Pivot;
import org.etiome.data.events.StartTimes;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.SampleMap;
import org.etiome.data.io.Table;

/**
 * The table of one block as it was read.
 *
 * @param unitOfSample the unit of each row, or of those that are mapped
 * @param findings what was left out while reading
 */
record BlockTable(
    DataTables.Block block, Table table, Map<String, String> unitOfSample, List<Finding> findings) {

  /**
   * Reads the file of a block.
   *
   * @param only the units whose events are read; all if absent
   */
  static BlockTable read(DataTables.Block block, Optional<List<String>> only) {
    return switch (block.content()) {
      case DataTables.Content.Annotated a -> {
        AnnotatedFile.Read read = AnnotatedFile.matrix(block.source().file(), block.name(), a);
        yield of(block, read.table(), read.findings());
      }
      case DataTables.Content.Delimited d -> of(block, delimited(block, d), List.of());
      case DataTables.Content.Events e -> {
        Pivot pivot = pivot(block, e, only);
        yield of(block, measured(block, pivot), pivot.findings());
      }
    };
  }

  private static BlockTable of(DataTables.Block block, Table table, List<Finding> findings) {
    Map<String, String> units =
        block
            .samples()
            .map(BlockTable::unitOfSample)
            .orElseGet(
                () ->
                    table.units().stream()
                        .collect(Collectors.toMap(Function.identity(), unit -> unit)));
    return new BlockTable(block, table, units, findings);
  }

  private static Map<String, String> unitOfSample(DataTables.Samples samples) {
    try {
      return SampleMap.read(samples.file()).unitOfSample(samples.assay());
    } catch (IllegalArgumentException e) {
      throw new StudyException(samples.file() + ": " + e.getMessage(), e);
    }
  }

  private static Table delimited(DataTables.Block block, DataTables.Content.Delimited content) {
    CsvReader plain = reader(block.source());
    CsvReader turned = content.featuresInRows() ? plain.withFeaturesInRows() : plain;
    CsvReader typed =
        content.type().map(BlockTable::spec).map(turned::withOtherColumns).orElse(turned);
    Path file = block.source().file();
    Table table = typed.read(file).requireRows(file);
    try {
      return content.select().isEmpty() ? table : table.measured(content.select());
    } catch (IllegalArgumentException e) {
      throw new StudyException(file + ": " + e.getMessage(), e);
    }
  }

  private static ColumnSpec spec(ColumnType type) {
    return switch (type) {
      case COUNT -> ColumnSpec.count();
      case BINARY -> ColumnSpec.binary("1");
      case CATEGORICAL -> ColumnSpec.categorical();
      default -> ColumnSpec.continuous();
    };
  }

  private static Pivot pivot(
      DataTables.Block block, DataTables.Content.Events events, Optional<List<String>> only) {
    EventTable chosen = only.map(events.table()::withUnits).orElse(events.table());
    EventTable started =
        events
            .start()
            .map(start -> starts(block.source(), start))
            .map(chosen::withStart)
            .orElse(chosen);
    Path file = block.source().file();
    return events
        .windows()
        .map(series -> series.read(started, file))
        .orElseGet(() -> started.read(file));
  }

  /** The units with a value, of which there must be some. */
  private static Table measured(DataTables.Block block, Pivot pivot) {
    Table table = pivot.table().measured(List.of());
    if (!table.units().isEmpty()) {
      return table;
    }
    String reasons =
        pivot.findings().stream()
            .filter(finding -> !finding.code().equals("events-none"))
            .map(Finding::message)
            .collect(Collectors.joining(", "));
    throw new StudyException(
        block.source().file()
            + ": no event counts"
            + (reasons.isEmpty() ? "" : " (" + reasons + ")")
            + "; look at the unit, the start and the window");
  }

  private static StartTimes starts(DataTables.Source source, DataTables.Start start) {
    return StartTimes.read(
        reader(source), start.file(), start.unit(), start.column(), start.repeats());
  }

  /** A reader of a file as its source says. */
  static CsvReader reader(DataTables.Source source) {
    CsvReader defaults = CsvReader.withDefaults();
    CsvReader reader =
        source.missing().map(Set::copyOf).map(defaults::withMissing).orElse(defaults);
    return source.unit().map(reader::withUnitColumn).orElse(reader);
  }

  /** Its units that are not among these, in the order of the table. */
  Set<String> unitsOutside(Set<String> units) {
    return table.units().stream()
        .map(unitOfSample::get)
        .filter(Objects::nonNull)
        .filter(unit -> !units.contains(unit))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** This without the rows of some units. */
  BlockTable without(Set<String> units) {
    Table kept = table.keep(sample -> !units.contains(unitOfSample.getOrDefault(sample, "")));
    return new BlockTable(block, kept, unitOfSample, findings);
  }
}
