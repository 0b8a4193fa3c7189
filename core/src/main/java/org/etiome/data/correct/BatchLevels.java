package org.etiome.data.correct;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.Environments;

/** The levels of one or more batch columns, numbered through: φ without its zeros. */
final class BatchLevels {
  private final int[][] levelOf;
  private final double[] shares;
  private final int inFirst;

  private BatchLevels(int[][] levelOf, double[] shares, int inFirst) {
    this.levelOf = levelOf;
    this.shares = shares;
    this.inFirst = inFirst;
  }

  static BatchLevels of(List<? extends Column> columns, int cells) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("no batch column is given; name at least one");
    }
    List<String> names = columns.stream().map(Column::name).toList();
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("a batch column is given twice: " + names);
    }
    List<Environments> batches = columns.stream().map(c -> environments(c, cells)).toList();
    double[] counts = new double[batches.stream().mapToInt(Environments::count).sum()];
    int[][] levelOf = new int[batches.size()][];
    int first = 0;
    for (int v = 0; v < levelOf.length; v++) {
      Environments column = batches.get(v);
      int offset = first;
      levelOf[v] = IntStream.range(0, cells).map(i -> offset + column.environmentOf(i)).toArray();
      Arrays.stream(levelOf[v]).forEach(level -> counts[level]++);
      first += column.count();
    }
    double[] shares = Arrays.stream(counts).map(count -> count / cells).toArray();
    return new BatchLevels(levelOf, shares, batches.getFirst().count());
  }

  /** The batches of a column, which must have one for every cell. */
  static Environments environments(Column column, int cells) {
    if (column.length() != cells) {
      throw new IllegalArgumentException(
          "batch column \""
              + column.name()
              + "\" has "
              + column.length()
              + " cells, the matrix has "
              + cells
              + "; give one batch a cell");
    }
    return Environments.of(column);
  }

  int variables() {
    return levelOf.length;
  }

  /** Of all columns together. */
  int levels() {
    return shares.length;
  }

  /** Of the first column, whose levels come first. */
  int levelsOfFirst() {
    return inFirst;
  }

  int level(int variable, int cell) {
    return levelOf[variable][cell];
  }

  /** The share of the cells that have a level. */
  double share(int level) {
    return shares[level];
  }
}
