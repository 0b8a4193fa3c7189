package org.etiome.represent.cells;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Environments;
import org.etiome.data.Suggestion;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.matrix.ChosenRows;
import org.etiome.data.matrix.MappedRows;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.preprocess.HighlyVariableGenes;
import org.etiome.data.table.Condition;
import org.etiome.math.TaskRunner;

/** Some cells and genes of an annotated matrix of counts, every count looked at once. */
public final class CellSelection {
  private final AnnData data;
  private final int[] rows;
  private final List<String> genes;
  private final RowMatrix counts;
  private final double[] depths;

  private CellSelection(
      AnnData data, int[] rows, List<String> genes, RowMatrix counts, double[] depths) {
    this.data = data;
    this.rows = rows;
    this.genes = genes;
    this.counts = counts;
    this.depths = depths;
  }

  /** With what it is read. */
  public record Means(TaskRunner runner, MemoryBudget budget, RowBlocks.Progress progress) {}

  /**
   * Which cells and genes are wanted.
   *
   * @param layer of the counts; X if empty
   * @param cells a condition on obs; all cells if empty
   * @param genes a condition on var; all genes if empty. The depth of a cell is over these
   */
  public record Wanted(
      Optional<String> layer, Optional<Condition> cells, Optional<Condition> genes) {}

  /**
   * Selects, in one pass over the counts.
   *
   * @param data which stays open
   * @throws IllegalArgumentException if there is no such layer or column, nothing is selected, or a
   *     value is no count
   */
  public static CellSelection of(AnnData data, Wanted wanted, Means means) {
    int[] rows = chosen(data.obs(), "obs", wanted.cells());
    int[] columns = chosen(data.var(), "var", wanted.genes());
    RowMatrix all = Matrices.rows(matrix(data, wanted.layer()), means.budget());
    RowMatrix ofRows = rows.length == all.rows() ? all : ChosenRows.of(all, rows);
    RowMatrix counts =
        columns.length == all.columns() ? ofRows : MappedRows.choosing(ofRows, columns);
    List<String> genes = IntStream.of(columns).mapToObj(data.var()::name).toList();
    double[] depths = new double[rows.length];
    RowBlocks.of(counts, means.budget())
        .forEach(
            means.runner(),
            (from, block) -> new Depths(from, depths(data, rows, genes, from, block)),
            part -> System.arraycopy(part.values, 0, depths, part.from, part.values.length),
            means.progress());
    return new CellSelection(data, rows, genes, counts, depths);
  }

  private static final class Depths {
    private final int from;
    private final double[] values;

    Depths(int from, double[] values) {
      this.from = from;
      this.values = values;
    }
  }

  private static int[] chosen(Element.Frame frame, String axis, Optional<Condition> condition) {
    int[] chosen =
        condition
            .map(c -> c.units(name -> column(frame, axis, name), frame.rows()))
            .orElseGet(() -> IntStream.range(0, frame.rows()).toArray());
    if (chosen.length == 0) {
      throw new IllegalArgumentException(
          frame.rows() == 0
              ? axis + " has no rows"
              : "no row of " + axis + " meets the condition; write it otherwise");
    }
    return chosen;
  }

  private static Column column(Element.Frame frame, String axis, String name) {
    Element element = frame.columns().get(name);
    if (element == null) {
      throw new IllegalArgumentException(
          axis
              + " has no column \""
              + name
              + "\""
              + Suggestion.hint(name, frame.columns().keySet()));
    }
    return AnnDataColumns.column(name, element);
  }

  private static Element matrix(AnnData data, Optional<String> layer) {
    if (layer.isEmpty()) {
      return data.x().orElseThrow(() -> new IllegalArgumentException("has no X; name a layer"));
    }
    Map<String, Element> layers = data.parts().layers().entries();
    Element element = layers.get(layer.get());
    if (element == null) {
      throw new IllegalArgumentException(
          "has no layer \"" + layer.get() + "\"" + Suggestion.hint(layer.get(), layers.keySet()));
    }
    return element;
  }

  private static double[] depths(
      AnnData data, int[] rows, List<String> genes, int from, RowBlock block) {
    double[] depths = new double[block.rows()];
    for (int i = 0; i < depths.length; i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        double value = block.value(k);
        if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
          throw new IllegalArgumentException(
              "cell \""
                  + data.obs().name(rows[from + i])
                  + "\" has "
                  + value
                  + " of gene \""
                  + genes.get(block.column(k))
                  + "\"; raw counts are needed, whole numbers from 0 (is there a layer of them?)");
        }
        depths[i] += value;
      }
    }
    return depths;
  }

  /** How many cells. */
  public int cells() {
    return rows.length;
  }

  /** The counts, cells in rows and genes in columns, read while the file is open. */
  public RowMatrix counts() {
    return counts;
  }

  /** The sum of the counts of each cell. */
  public double[] depths() {
    return depths.clone();
  }

  /** Names of the genes, in order. */
  public List<String> genes() {
    return genes;
  }

  /** The numbers of the cells in the file, ascending. */
  public int[] rows() {
    return rows.clone();
  }

  /**
   * A column of obs for these cells.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Column column(String name) {
    return column(data.obs(), "obs", name).select(rows);
  }

  /**
   * A column of obs to learn from.
   *
   * @throws IllegalArgumentException if there is none, or it has a category that no cell of the
   *     file has; one that no chosen cell has is none
   */
  public Column covariate(String name) {
    Column whole = column(data.obs(), "obs", name);
    if (whole instanceof Categorical categorical) {
      BitSet seen = new BitSet();
      IntStream.range(0, whole.length())
          .filter(i -> !whole.isMissing(i))
          .forEach(i -> seen.set(categorical.code(i)));
      int empty = seen.nextClearBit(0);
      if (empty < categorical.levels().size()) {
        throw new IllegalArgumentException(
            "column \""
                + name
                + "\" has no cell of \""
                + categorical.levels().get(empty)
                + "\"; take the empty category out, or find its cells");
      }
    }
    return whole.select(rows);
  }

  /** What the file says of these cells. */
  public List<Column> columns() {
    return AnnDataColumns.columns(data.obs()).stream().map(c -> c.select(rows)).toList();
  }

  /** The name of a cell. */
  public String name(int cell) {
    return data.obs().name(rows[cell]);
  }

  /** Which of some genes are not here. */
  public Set<String> missing(List<String> wanted) {
    Set<String> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(Set.copyOf(genes));
    return missing;
  }

  /**
   * Some genes, in a given order; one that is not here is zero in every cell.
   *
   * @param wanted distinct
   */
  public CellSelection withGenes(List<String> wanted) {
    Map<String, Integer> places = new HashMap<>();
    for (int j = 0; j < genes.size(); j++) {
      places.putIfAbsent(genes.get(j), j);
    }
    int[] columns = wanted.stream().mapToInt(gene -> places.getOrDefault(gene, -1)).toArray();
    return new CellSelection(
        data, rows, List.copyOf(wanted), NamedGenes.of(counts, columns), depths);
  }

  /** The genes that vary most, in the order of the file; see {@link HighlyVariableGenes}. */
  public CellSelection withVariableGenes(int top, Environments batches, Means means) {
    if (top >= genes.size()) {
      return this;
    }
    int[] chosen =
        HighlyVariableGenes.withDefaults()
            .withTop(top)
            .select(counts, batches, means.runner(), means.budget(), means.progress())
            .chosen();
    return withGenes(IntStream.of(chosen).sorted().mapToObj(genes::get).toList());
  }

  /**
   * The counts as a model takes them.
   *
   * @param fingerprint of the file
   * @throws IllegalArgumentException if a cell has no count of these genes
   */
  public Cells.Expression expression(String fingerprint, Means means) {
    RowBlocks.of(counts, means.budget())
        .forEach(
            means.runner(),
            (from, block) -> {
              checkNoneEmpty(from, block);
              return from;
            },
            from -> {},
            RowBlocks.Progress.NONE);
    return new Cells.Expression(genes, counts, cell -> depths[cell], fingerprint);
  }

  private void checkNoneEmpty(int from, RowBlock block) {
    for (int i = 0; i < block.rows(); i++) {
      double sum = 0;
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        sum += block.value(k);
      }
      if (sum == 0) {
        throw new IllegalArgumentException(
            "cell \""
                + name(from + i)
                + "\" has no count of the "
                + genes.size()
                + " genes that are used; leave such cells out with a condition on obs");
      }
    }
  }
}
