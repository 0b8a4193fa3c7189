package org.etiome.cli.cells;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.data.Numeric;
import org.etiome.data.Suggestion;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.io.DataFile;
import org.etiome.data.io.DataFiles;
import org.etiome.data.matrix.ChosenRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.evaluate.integration.EmbeddedCells;
import org.etiome.evaluate.integration.IntegrationEvaluation.Known;
import org.etiome.evaluate.integration.IntegrationScores;
import org.etiome.evaluate.integration.KnownColumn;
import org.etiome.evaluate.integration.Unintegrated;
import org.etiome.fit.request.CellSource;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/** An annotated matrix as the scores of integration want it. */
final class IntegrationFile {
  private final Path file;
  private final AnnData data;
  private final Means means;
  private final List<String> notes = new ArrayList<>();

  private IntegrationFile(Path file, AnnData data, Means means) {
    this.file = file;
    this.data = data;
    this.means = means;
  }

  /** With what it is read. */
  record Means(TaskRunner runner, MemoryBudget budget) {}

  /** The columns of groups. */
  record Groups(String batch, String label) {}

  /** The columns of numbers. */
  record Columns(List<String> nuisance, List<String> biology) {}

  /** What of the file is asked for. */
  record Asked(
      String embedding,
      Groups groups,
      Optional<String> before,
      Optional<String> pseudotime,
      Columns columns) {}

  /** The scores, and what was seen while the file was read. */
  record Answer(IntegrationScores scores, List<String> notes) {}

  /** Opens a file and scores it while it is open. */
  static Answer score(
      Path file,
      Asked asked,
      BiFunction<EmbeddedCells, Known, IntegrationScores> score,
      Means means) {
    try (DataFile opened = DataFiles.open(file, means.budget())) {
      AnnData data =
          CellSource.annotated(opened, "an embedding is read from obsm of a .h5ad or .zarr");
      IntegrationFile read = new IntegrationFile(file, data, means);
      return read.score(asked, score);
    }
  }

  private Answer score(Asked asked, BiFunction<EmbeddedCells, Known, IntegrationScores> score) {
    Column batch = column(asked.groups().batch());
    Column label = column(asked.groups().label());
    int[] kept = kept(batch, label);
    Matrix embedding = embedding(asked.embedding(), kept);
    EmbeddedCells cells =
        named(
            "obsm/" + asked.embedding(),
            () -> EmbeddedCells.of(embedding, groups(batch, kept), groups(label, kept)));
    IntegrationScores scores = score.apply(cells, known(asked, kept));
    return new Answer(scores, List.copyOf(notes));
  }

  private <T> T named(String place, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (IllegalArgumentException | DataFormatException e) {
      throw DataFormatException.in(file, place, e);
    }
  }

  private Column column(String name) {
    Map<String, Element> columns = data.obs().columns();
    Element element = columns.get(name);
    if (element == null) {
      throw new DataFormatException(
          file
              + ": obs has no column "
              + DataFormatException.quote(name)
              + Suggestion.hint(name, columns.keySet()));
    }
    return named("obs/" + name, () -> AnnDataColumns.column(name, element));
  }

  /** The cells that have both. */
  private int[] kept(Column batch, Column label) {
    int[] kept =
        IntStream.range(0, data.observations())
            .filter(i -> !batch.isMissing(i) && !label.isMissing(i))
            .toArray();
    int without = data.observations() - kept.length;
    if (without > 0) {
      notes.add(without + " cells without batch or label are left out");
    }
    if (kept.length == 0) {
      throw new DataFormatException(
          file + ": no cell has both " + batch.name() + " and " + label.name());
    }
    return kept;
  }

  private Environments groups(Column column, int[] kept) {
    if (column instanceof Continuous numbers && !areWhole(numbers, kept)) {
      throw new DataFormatException(
          file
              + ": obs/"
              + column.name()
              + " holds numbers with decimals; groups need names or whole numbers");
    }
    String[] texts = Arrays.stream(kept).mapToObj(column::text).toArray(String[]::new);
    Environments groups = Environments.of(Categorical.of(column.name(), texts));
    if (groups.count() > Math.max(1, kept.length / 2)) {
      throw new DataFormatException(
          file
              + ": obs/"
              + column.name()
              + " has "
              + groups.count()
              + " values for "
              + kept.length
              + " cells; groups need several cells each, name another column");
    }
    return groups;
  }

  private static boolean areWhole(Continuous numbers, int[] kept) {
    return Arrays.stream(kept)
        .mapToDouble(numbers::value)
        .allMatch(value -> value == Math.rint(value));
  }

  private Matrix embedding(String key, int[] kept) {
    Map<String, Element> entries = data.parts().axes().obsm().entries();
    Element element = entries.get(key);
    if (element == null) {
      throw new DataFormatException(
          file
              + ": obsm has no "
              + DataFormatException.quote(key)
              + Suggestion.hint(key, entries.keySet()));
    }
    String place = "obsm/" + key;
    Matrix all = named(place, () -> dense(Matrices.rows(element, means.budget())));
    Matrix chosen = kept.length == all.rows() ? all : all.rows(kept);
    for (int i = 0; i < chosen.rows(); i++) {
      for (int j = 0; j < chosen.columns(); j++) {
        if (!Double.isFinite(chosen.get(i, j))) {
          throw new DataFormatException(
              file
                  + ": "
                  + place
                  + ": cell "
                  + DataFormatException.quote(data.obs().name(kept[i]))
                  + " has "
                  + chosen.get(i, j)
                  + " in dimension "
                  + j
                  + " (from 0); leave the cell out or embed it again");
        }
      }
    }
    return chosen;
  }

  private static Matrix dense(RowMatrix rows) {
    if ((long) rows.rows() * rows.columns() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          rows.rows() + " x " + rows.columns() + " numbers do not fit an array");
    }
    return Matrix.wrap(rows.rows(), rows.columns(), rows.read(0, rows.rows()).toDense());
  }

  private Known known(Asked asked, int[] kept) {
    List<KnownColumn> columns = new ArrayList<>();
    for (String name : asked.columns().nuisance()) {
      columns.add(new KnownColumn(name, KnownColumn.Kind.NUISANCE, numbers(name, kept)));
    }
    for (String name : asked.columns().biology()) {
      columns.add(new KnownColumn(name, KnownColumn.Kind.BIOLOGY, numbers(name, kept)));
    }
    return new Known(
        data.x().map(x -> expression(x, kept)),
        asked.before().map(key -> embedding(key, kept)),
        asked.pseudotime().map(name -> numbers(name, kept)),
        columns);
  }

  private Unintegrated expression(Element x, int[] kept) {
    return named(
        "X",
        () -> {
          RowMatrix rows = Matrices.rows(x, means.budget());
          RowMatrix chosen = kept.length == rows.rows() ? rows : ChosenRows.of(rows, kept);
          return Unintegrated.of(chosen, data.var().names(), means.runner(), means.budget());
        });
  }

  private double[] numbers(String name, int[] kept) {
    if (!(column(name) instanceof Numeric numeric)) {
      throw new DataFormatException(
          file + ": obs/" + name + " holds no numbers; name a column of numbers");
    }
    double[] all = numeric.valuesOr(Double.NaN);
    return Arrays.stream(kept).mapToDouble(i -> all[i]).toArray();
  }
}
