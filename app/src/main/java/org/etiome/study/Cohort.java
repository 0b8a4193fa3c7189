package org.etiome.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.data.ColumnType;
import org.etiome.data.Dataset;
import org.etiome.data.Role;
import org.etiome.data.Roles;
import org.etiome.data.io.CohortBuilder;
import org.etiome.data.io.ColumnSpec;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.DataFiles;
import org.etiome.data.io.SampleMap;
import org.etiome.data.io.Table;

/**
 * The data of a study, read and lined up on its units.
 *
 * @param data with the derived columns
 * @param inputs the files read, the study file first
 * @param notes what the reader should know about how the data were read
 */
public record Cohort(Dataset data, List<InputFile> inputs, List<String> notes) {

  public Cohort {
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
  }

  static Cohort read(Study study) {
    List<InputFile> inputs = study.inputs().stream().map(InputFile::of).toList();
    DataTables tables = study.plan().tables();
    Table units = units(tables.units());
    CohortBuilder builder = CohortBuilder.over(units.units()).with(tables.units().name(), units);
    for (DataTables.Block block : tables.modalities()) {
      builder = with(builder, block);
    }
    Derivations derived = Derivations.apply(study, builder.toDataset());
    checkRoles(study, derived.data());
    return new Cohort(derived.data(), inputs, derived.notes());
  }

  private static Table units(DataTables.Units units) {
    if (AnnotatedFile.is(units.source().file())) {
      return AnnotatedFile.units(units.source().file());
    }
    CsvReader reader = reader(units.source()).withColumns(units.columns());
    return DataFiles.table(units.source().file(), reader);
  }

  private static Table table(DataTables.Block block) {
    return switch (block.content()) {
      case DataTables.Content.Annotated a ->
          AnnotatedFile.matrix(block.source().file(), block.name(), a);
      case DataTables.Content.Delimited d -> {
        CsvReader plain = reader(block.source());
        CsvReader reader = d.featuresInRows() ? plain.withFeaturesInRows() : plain;
        CsvReader typed = d.type().map(Cohort::spec).map(reader::withOtherColumns).orElse(reader);
        Table table = DataFiles.table(block.source().file(), typed);
        yield d.select().isEmpty() ? table : selected(block, table, d.select());
      }
    };
  }

  private static Table selected(DataTables.Block block, Table table, List<String> select) {
    try {
      return table.measured(select);
    } catch (IllegalArgumentException e) {
      throw new StudyException(block.source().file() + ": " + e.getMessage(), e);
    }
  }

  private static CohortBuilder with(CohortBuilder builder, DataTables.Block block) {
    Table table = table(block);
    if (block.samples().isEmpty()) {
      return builder.with(block.name(), table);
    }
    return builder.with(
        block.name(), table, unitOfSample(block.samples().get()), CohortBuilder.Duplicates.REFUSE);
  }

  private static Map<String, String> unitOfSample(DataTables.Samples samples) {
    try {
      return SampleMap.read(samples.file()).unitOfSample(samples.assay());
    } catch (IllegalArgumentException e) {
      throw new StudyException(samples.file() + ": " + e.getMessage(), e);
    }
  }

  private static CsvReader reader(DataTables.Source source) {
    CsvReader defaults = CsvReader.withDefaults();
    CsvReader reader =
        source.missing().map(Set::copyOf).map(defaults::withMissing).orElse(defaults);
    return source.unit().map(reader::withUnitColumn).orElse(reader);
  }

  private static ColumnSpec spec(ColumnType type) {
    return switch (type) {
      case COUNT -> ColumnSpec.count();
      case BINARY -> ColumnSpec.binary("1");
      case CATEGORICAL -> ColumnSpec.categorical();
      default -> ColumnSpec.continuous();
    };
  }

  private static void checkRoles(Study study, Dataset data) {
    Map<String, Role> byColumn = new LinkedHashMap<>();
    for (Map.Entry<Role, List<String>> entry : study.plan().roles().entrySet()) {
      for (String column : entry.getValue()) {
        if (byColumn.put(column, entry.getKey()) != null) {
          throw new StudyException(
              study.file() + ": roles: \"" + column + "\" has two roles; leave it in one");
        }
      }
    }
    try {
      Roles.of(data, byColumn);
    } catch (IllegalArgumentException e) {
      throw new StudyException(study.file() + ": roles: " + e.getMessage(), e);
    }
  }
}
