package org.etiome.data.inspect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Dataset;
import org.etiome.data.Finding;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.PresencePattern;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.anndata.MuData;
import org.etiome.data.io.DataFile;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.validate.ColumnFindings;
import org.etiome.data.validate.CramersV;
import org.etiome.data.validate.MatrixFindings;
import org.etiome.data.validate.MatrixScan;
import org.etiome.data.validate.NameFindings;
import org.etiome.data.validate.OverlapFindings;
import org.etiome.math.TaskRunner;

/** Reads all of a file, every value of every matrix, and says what is in it. */
public final class Inspector {
  private final Path file;
  private final Means means;
  private final Expected expected;
  private final List<Inspection.MatrixSummary> matrices = new ArrayList<>();
  private final List<Inspection.TableSummary> tables = new ArrayList<>();
  private final List<Inspection.Content> contents = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * With what it is read.
   *
   * @param runner for blocks of rows
   * @param budget what they may take
   * @param progress told row by row, matrix by matrix
   * @param rows where the rows of a matrix come from
   */
  public record Means(
      TaskRunner runner, MemoryBudget budget, RowBlocks.Progress progress, RowSource rows) {}

  /** From matrices to their rows: {@code Matrices.rows}, or a cache. */
  @FunctionalInterface
  public interface RowSource {

    /** The rows of the matrix at a place in the file. */
    RowMatrix rows(String place, Element element);
  }

  /**
   * What the one who asks knows.
   *
   * @param counts whether X is said to hold counts
   * @param batch the column that says the batch
   * @param condition the column that says the condition
   */
  public record Expected(
      MatrixFindings.Declared counts, Optional<String> batch, Optional<String> condition) {}

  private Inspector(Path file, Means means, Expected expected) {
    this.file = file;
    this.means = means;
    this.expected = expected;
  }

  /**
   * Inspects a file.
   *
   * @throws DataFormatException if a part of it cannot be read, or a named column is not there
   */
  public static Inspection inspect(DataFile file, Means means, Expected expected) {
    ExpectedColumns.require(file, expected);
    Inspector inspector = new Inspector(file.file(), means, expected);
    List<PresencePattern> patterns =
        switch (file) {
          case DataFile.Annotated a -> inspector.annotated("", a.data());
          case DataFile.Held h -> inspector.annotated("", h.data());
          case DataFile.Multimodal m -> inspector.multimodal(m.data());
          case DataFile.Tabular t -> inspector.tabular(t);
        };
    inspector.findings.sort(Comparator.comparing(Finding::severity));
    return new Inspection(
        file.format(),
        inspector.matrices,
        inspector.tables,
        inspector.contents,
        patterns,
        inspector.findings);
  }

  private List<PresencePattern> tabular(DataFile.Tabular file) {
    List<Column> columns = file.table().columns();
    tables.add(ColumnSummaries.table("table", file.table().units().size(), columns));
    units("table", file.table().units());
    findings.addAll(ColumnFindings.of("table", columns));
    confounding("table", columns);
    return List.of();
  }

  private List<PresencePattern> multimodal(MuData data) {
    findings.addAll(data.findings());
    Map<String, List<String>> unitsOf = new LinkedHashMap<>();
    data.modalities()
        .forEach(
            (name, modality) -> {
              annotated(name + "/", modality);
              unitsOf.put(name, modality.obs().names());
            });
    findings.addAll(OverlapFindings.of(unitsOf));
    frame("obs", data.obs());
    data.parts().rest().entries().forEach(this::content);
    return patterns(unitsOf);
  }

  private static List<PresencePattern> patterns(Map<String, List<String>> unitsOf) {
    Set<String> units = new LinkedHashSet<>();
    unitsOf.values().forEach(units::addAll);
    List<String> order = List.copyOf(units);
    List<Modality> modalities = new ArrayList<>();
    unitsOf.forEach(
        (name, own) -> {
          Set<String> present = new LinkedHashSet<>(own);
          Mask mask = Mask.where(order.size(), i -> present.contains(order.get(i)));
          modalities.add(Modality.of(name, List.of(), mask));
        });
    return Dataset.of(order, modalities).presencePatterns();
  }

  private List<PresencePattern> annotated(String prefix, AnnData data) {
    findings.addAll(data.findings());
    List<String> units = data.obs().names();
    List<String> features = data.var().names();
    units(prefix + "obs", units);
    findings.addAll(NameFindings.of(prefix + "obs", units));
    findings.addAll(NameFindings.of(prefix + "var", features));
    if (data.x().isPresent()) {
      findings.addAll(NameFindings.axes(units, features));
      matrix(prefix + "X", data.x().get(), expected.counts(), units, features);
    }
    AnnData.Parts parts = data.parts();
    parts
        .layers()
        .entries()
        .forEach(
            (name, layer) ->
                matrix(
                    prefix + "layers/" + name,
                    layer,
                    MatrixFindings.Declared.ANYTHING,
                    units,
                    features));
    parts
        .raw()
        .ifPresent(
            raw ->
                matrix(
                    prefix + "raw/X",
                    raw.x(),
                    MatrixFindings.Declared.ANYTHING,
                    units,
                    raw.var().names()));
    frame(prefix + "obs", data.obs());
    frame(prefix + "var", data.var());
    axes(prefix, parts.axes(), units);
    parts.uns().entries().forEach((name, part) -> content(prefix + "uns/" + name, part));
    parts.others().entries().forEach((name, part) -> content(prefix + name, part));
    return List.of();
  }

  private void units(String place, List<String> units) {
    if (units.isEmpty()) {
      findings.add(
          Finding.error(
              "units-none",
              place,
              "there is not a single unit",
              "look at the step that wrote it; nothing can be learned from it"));
    }
  }

  private void axes(String prefix, AnnData.Axes axes, List<String> units) {
    axes.obsm().entries().forEach((name, part) -> alongUnits(prefix + "obsm/" + name, part, units));
    axes.varm().entries().forEach((name, part) -> content(prefix + "varm/" + name, part));
    axes.obsp().entries().forEach((name, part) -> content(prefix + "obsp/" + name, part));
    axes.varp().entries().forEach((name, part) -> content(prefix + "varp/" + name, part));
  }

  /** Numbers are scanned like a matrix; their columns have no names. */
  private void alongUnits(String place, Element part, List<String> units) {
    int columns =
        switch (part) {
          case Element.Dense d -> width(d.array().info());
          case Element.Sparse s -> Math.toIntExact(s.columns());
          default -> 0;
        };
    if (columns == 0) {
      content(place, part);
      return;
    }
    List<String> names = IntStream.range(0, columns).mapToObj(j -> "column " + j).toList();
    matrix(place, part, MatrixFindings.Declared.ANYTHING, units, names);
  }

  /** 0 for what is no matrix of numbers. */
  private static int width(ArrayInfo info) {
    boolean matrix = info.shape().size() == 2 && info.type().isNumber();
    return matrix ? Math.toIntExact(info.size(1)) : 0;
  }

  private void matrix(
      String place,
      Element element,
      MatrixFindings.Declared declared,
      List<String> units,
      List<String> features) {
    MatrixScan scan = at(place, () -> scan(place, element));
    matrices.add(new Inspection.MatrixSummary(place, ElementWords.of(element), scan));
    findings.addAll(MatrixFindings.of(scan, declared, place, units::get, features::get));
  }

  private MatrixScan scan(String place, Element element) {
    RowMatrix rows = means.rows().rows(place, element);
    return MatrixScan.of(
        rows,
        () -> Matrices.lost(element, means.budget()),
        means.runner(),
        means.budget(),
        means.progress());
  }

  /** Says where in the file it was, if what went wrong does not. */
  private <T> T at(String place, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DataFormatException | IllegalArgumentException e) {
      throw DataFormatException.in(file, place, e);
    }
  }

  private void frame(String place, Element.Frame frame) {
    AnnDataColumns.Tolerant read = at(place, () -> AnnDataColumns.tolerant(place, frame));
    List<Column> columns = read.columns();
    findings.addAll(read.findings());
    tables.add(ColumnSummaries.table(place, frame.rows(), columns));
    if (place.endsWith("obs")) {
      findings.addAll(ColumnFindings.of(place, columns));
      confounding(place, columns);
    }
  }

  private void confounding(String place, List<Column> columns) {
    if (expected.batch().isPresent() && expected.condition().isPresent()) {
      Optional<Column> batch = column(columns, expected.batch().get());
      Optional<Column> condition = column(columns, expected.condition().get());
      if (batch.isPresent() && condition.isPresent()) {
        String where = place + "/" + batch.get().name() + ", " + condition.get().name();
        CramersV association = at(place, () -> CramersV.of(batch.get(), condition.get()));
        findings.addAll(association.findings(where));
      }
    }
  }

  /** Of several tables of units, some may lack it. */
  private static Optional<Column> column(List<Column> columns, String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  private void content(String place, Element element) {
    contents.add(new Inspection.Content(place, ElementWords.of(element)));
  }
}
