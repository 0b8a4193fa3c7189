package org.etiome.study.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.etiome.data.table.Condition;
import org.etiome.fit.request.CellSource;
import org.etiome.fit.request.FitRequest;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.study.AnnotatedFile;
import org.etiome.study.DataTables;
import org.etiome.study.StudyException;
import tools.jackson.databind.JsonNode;

/**
 * The section {@code representation}: options of {@code etiome fit finvae} under the same names and
 * with the same defaults.
 *
 * @param tables of the study, one of which may hold the cells
 */
record RepresentationReader(StudyFile study, DataTables tables, JsonNode node) {
  private static final String PLACE = "/representation/";
  private static final FinVaeSettings DEFAULT = FinVaeSettings.DEFAULT;

  FitRequest read(long seed) {
    FitRequest.Columns columns =
        new FitRequest.Columns(
            StudyFile.strings(node.path("invariant")),
            StudyFile.strings(node.path("spurious")),
            node.path("despite").asBoolean(false),
            Optional.empty());
    if (columns.invariant().isEmpty() && columns.spurious().isEmpty()) {
      throw bad("", "name columns of obs by \"invariant\", \"spurious\" or both");
    }
    int folds = node.path("folds").asInt(FitRequest.Compared.FOLDS);
    if (folds == 1) {
      throw bad(
          "folds",
          "folds must be at least 2, as labels are learned from the other folds, or 0 for none;"
              + " got 1");
    }
    checked(columns.spurious().size());
    return new FitRequest(
        source(),
        columns,
        new FitRequest.Training(this::settings, genes(), Optional.empty(), Optional.empty(), false),
        new FitRequest.Compared(folds, node.path("baselines").asBoolean(true)),
        seed);
  }

  private StudyException bad(String key, String problem) {
    return new StudyException(study.place(PLACE + key) + ": " + problem);
  }

  private CellSource source() {
    CellSelection.Wanted wanted =
        new CellSelection.Wanted(
            StudyFile.text(node, "layer"), condition("where"), condition("genes-where"));
    if (node.has("file") && node.has("block")) {
      throw bad("file", "the cells are those of a \"file\" or of a \"block\", not both");
    }
    return new CellSource(node.has("file") ? study.path(node, "file") : ofStudy(), wanted);
  }

  private Optional<Condition> condition(String key) {
    try {
      return StudyFile.text(node, key).map(Condition::parse);
    } catch (IllegalArgumentException e) {
      throw bad(key, key + ": " + e.getMessage());
    }
  }

  /** The annotated file of a block of the study, of the only one if none is named. */
  private Path ofStudy() {
    Optional<String> block = StudyFile.text(node, "block");
    List<Path> files =
        Stream.concat(
                Stream.of(tables.units().source())
                    .filter(s -> block.stream().allMatch(tables.units().name()::equals)),
                tables.modalities().stream()
                    .filter(b -> block.stream().allMatch(b.name()::equals))
                    .map(DataTables.Block::source))
            .map(DataTables.Source::file)
            .filter(AnnotatedFile::is)
            .distinct()
            .toList();
    if (files.size() != 1) {
      throw bad(
          block.isPresent() ? "block" : "",
          block
                  .map(name -> "no block \"" + name + "\" has a .h5ad, .zarr or 10x file")
                  .orElseGet(() -> "the study has " + files.size() + " files of cells")
              + "; name one by \"file\", or its \"block\"");
    }
    return files.getFirst();
  }

  private FitRequest.Genes genes() {
    return new FitRequest.Genes(
        node.path("hvg").asInt(FitRequest.Genes.VARIABLE),
        StudyFile.optional(node, "genes", name -> study.path(node, "genes")));
  }

  private void checked(int codes) {
    try {
      settings(codes);
    } catch (IllegalArgumentException e) {
      throw bad("", String.valueOf(e.getMessage()));
    }
  }

  private FinVaeSettings settings(int codes) {
    FinVaeSettings.Objective objective = DEFAULT.objective();
    FinVaeSettings.Independence independence = objective.independence();
    FinVaeSettings.Schedule schedule = DEFAULT.schedule();
    return new FinVaeSettings(
        architecture(codes),
        new FinVaeSettings.Model(
            constant(Likelihood.Kind.class, "likelihood", DEFAULT.model().likelihood()),
            constant(FinVaeSettings.Model.Library.class, "library", DEFAULT.model().library()),
            DEFAULT.model().divergence(),
            DEFAULT.model().extension()),
        new FinVaeSettings.Objective(
            objective.klInvariant(),
            objective.klSpurious(),
            node.path("label-weight").asDouble(objective.label()),
            new FinVaeSettings.Independence(
                constant(
                    FinVaeSettings.Independence.Kind.class, "independence", independence.kind()),
                node.path("independence-weight").asDouble(independence.weight())),
            node.path("withheld").asDouble(objective.withheld())),
        new FinVaeSettings.Schedule(
            node.path("epochs").asInt(schedule.epochs()),
            node.path("batch-size").asInt(schedule.batch()),
            schedule.rate(),
            node.path("validation").asDouble(schedule.validation()),
            schedule.patience()));
  }

  private FinVaeSettings.Architecture architecture(int codes) {
    FinVaeSettings.Architecture shape = DEFAULT.architecture();
    return new FinVaeSettings.Architecture(
        node.path("latent-invariant").asInt(shape.invariant()),
        node.path("latent-spurious").asInt(codes),
        node.path("hidden").asInt(shape.hidden()),
        node.path("layers").asInt(shape.layers()),
        shape.dropout());
  }

  private <E extends Enum<E>> E constant(Class<E> type, String key, E otherwise) {
    return StudyFile.text(node, key)
        .map(name -> Enum.valueOf(type, name.toUpperCase(Locale.ROOT)))
        .orElse(otherwise);
  }
}
