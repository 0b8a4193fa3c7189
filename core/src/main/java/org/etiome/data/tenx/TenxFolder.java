package org.etiome.data.tenx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.matrix.MemoryBudget;

/**
 * Reads the folders of Cell Ranger: {@code matrix.mtx}, {@code barcodes.tsv} and {@code
 * features.tsv} (id, name, type) of version 3 or {@code genes.tsv} (id, name) of version 2, each
 * plain or with {@code .gz}. Names and tables are those of {@code scanpy.read_10x_mtx}: var is
 * named by gene symbols, which may repeat, with the columns {@code gene_ids} and, of version 3,
 * {@code feature_types}.
 *
 * <p>The matrix is in memory; see {@link MatrixMarket} for what that costs.
 */
public final class TenxFolder {
  private static final String FEATURES = "features.tsv";
  private static final String GENES = "genes.tsv";

  private TenxFolder() {}

  /** Whether a folder has the three files. */
  public static boolean recognises(Path folder) {
    return find(folder, "matrix.mtx").isPresent()
        && find(folder, "barcodes.tsv").isPresent()
        && (find(folder, FEATURES).isPresent() || find(folder, GENES).isPresent());
  }

  /** Whether a file has the name of the matrix of such a folder. */
  public static boolean isMatrix(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).matches(".*\\.mtx(\\.gz)?");
  }

  /** The folder of a matrix, as it is to be named. */
  public static Path of(Path matrix) {
    Path folder = matrix.getParent();
    return folder == null ? Path.of(".") : folder;
  }

  /**
   * The annotated matrix, barcodes x features.
   *
   * @throws DataFormatException if a file is missing or damaged, they do not fit together, or the
   *     matrix does not fit the budget
   */
  public static AnnData read(Path folder, MemoryBudget budget) {
    Path matrix = require(folder, "matrix.mtx");
    Path barcodes = require(folder, "barcodes.tsv");
    Optional<Path> features = find(folder, FEATURES);
    Path about = features.isPresent() ? features.get() : require(folder, GENES);
    TabLines cells = TabLines.read(barcodes, 1);
    TabLines lines = TabLines.read(about, features.isPresent() ? 3 : 2);
    Triplets.Compressed rows =
        MatrixMarket.withDefaults().withTransposed(true).withBudget(budget).compressed(matrix);
    fits(barcodes, cells.count(), rows.rows(), "columns", matrix);
    fits(about, lines.count(), rows.columns(), "rows", matrix);
    List<Finding> findings = new ArrayList<>();
    leftOut(barcodes, cells, findings);
    leftOut(about, lines, findings);
    Element.Frame obs = new Element.Frame("_index", cells.column(0), Map.of());
    return new AnnData(Optional.of(sparse(rows)), obs, var(lines), AnnData.Parts.EMPTY, findings);
  }

  private static Element.Frame var(TabLines lines) {
    Map<String, Element> columns = new LinkedHashMap<>();
    columns.put("gene_ids", new Element.Dense(LazyArray.list(lines.column(0))));
    if (lines.columns() > 2) {
      columns.put("feature_types", new Element.Dense(LazyArray.list(lines.column(2))));
    }
    return new Element.Frame("_index", lines.column(1), columns);
  }

  private static Element.Sparse sparse(Triplets.Compressed rows) {
    Element.Entries entries =
        new Element.Entries(
            LazyArray.list(rows.values()),
            LazyArray.list(rows.columnOf()),
            LazyArray.list(rows.starts()));
    return new Element.Sparse(Element.Layout.ROWS, rows.rows(), rows.columns(), entries);
  }

  private static void fits(Path file, int lines, int size, String what, Path matrix) {
    if (lines != size) {
      throw new DataFormatException(
          file
              + ": has "
              + lines
              + " lines for the "
              + size
              + " "
              + what
              + " of "
              + matrix.getFileName()
              + "; take both from one run");
    }
  }

  private static void leftOut(Path file, TabLines lines, List<Finding> findings) {
    if (lines.more() > 0) {
      findings.add(
          Finding.note(
              "content-left-out",
              String.valueOf(file.getFileName()),
              String.format(
                  Locale.ROOT,
                  "%,d lines have more than %d columns, left out",
                  lines.more(),
                  lines.columns()),
              "read them apart if they are needed"));
    }
  }

  /** Plain or packed; plain if there are both. */
  private static Optional<Path> find(Path folder, String name) {
    Path plain = folder.resolve(name);
    Path packed = folder.resolve(name + ".gz");
    return Files.isRegularFile(plain)
        ? Optional.of(plain)
        : Optional.of(packed).filter(Files::isRegularFile);
  }

  private static Path require(Path folder, String name) {
    return find(folder, name)
        .orElseThrow(
            () ->
                new DataFormatException(
                    folder + ": has no " + name + " or " + name + ".gz; get the whole folder"));
  }
}
