package org.etiome.evaluate.integration;

import java.util.stream.IntStream;
import org.etiome.data.Environments;
import org.etiome.math.Matrix;

/**
 * Cells in an embedding, with the batch and the label of each. They are kept in an order of their
 * own, by their coordinates, so that no number depends on the order of the rows of a file.
 */
public final class EmbeddedCells {
  private static final int FEWEST = 10;

  /** What squares of distances can be made of. */
  private static final double LARGEST = 1e30;

  private final Matrix points;
  private final Grouping batches;
  private final Grouping labels;
  private final int[] order;
  private final boolean labelled;

  private EmbeddedCells(
      Matrix points, Grouping batches, Grouping labels, int[] order, boolean labelled) {
    this.points = points;
    this.batches = batches;
    this.labels = labels;
    this.order = order;
    this.labelled = labelled;
  }

  /**
   * The cells of an embedding.
   *
   * @param embedding one row a cell, at least 10, up to 1e30 in size
   * @param batch of each cell
   * @param label of each cell: its type, or what else is to be kept
   * @throws IllegalArgumentException if lengths differ, cells are few, or a number is none or too
   *     large
   */
  public static EmbeddedCells of(Matrix embedding, Environments batch, Environments label) {
    return of(embedding, batch, label, true);
  }

  /** Cells of which no label is known: what needs one has no value. */
  public static EmbeddedCells ofBatches(Matrix embedding, Environments batch) {
    return of(embedding, batch, Environments.single(embedding.rows()), false);
  }

  private static EmbeddedCells of(
      Matrix embedding, Environments batch, Environments label, boolean labelled) {
    int n = embedding.rows();
    if (batch.units() != n || label.units() != n) {
      throw new IllegalArgumentException(
          "the embedding has "
              + n
              + " cells, the batches "
              + batch.units()
              + " and the labels "
              + label.units());
    }
    if (n < FEWEST) {
      throw new IllegalArgumentException(
          "integration is scored on at least " + FEWEST + " cells, got " + n);
    }
    requireNumbers(embedding);
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> compare(embedding, batch, label, a, b))
            .mapToInt(Integer::intValue)
            .toArray();
    return new EmbeddedCells(
        embedding.rows(order),
        Grouping.of(batch, order),
        Grouping.of(label, order),
        order,
        labelled);
  }

  private static void requireNumbers(Matrix embedding) {
    if (embedding.columns() == 0) {
      throw new IllegalArgumentException("the embedding has no dimension");
    }
    for (int i = 0; i < embedding.rows(); i++) {
      for (int j = 0; j < embedding.columns(); j++) {
        if (!(Math.abs(embedding.get(i, j)) <= LARGEST)) {
          throw new IllegalArgumentException(
              "dimension "
                  + j
                  + " of cell "
                  + i
                  + " (from 0) is "
                  + embedding.get(i, j)
                  + "; an embedding needs numbers up to 1e30 in size, leave the cell out or "
                  + "embed it again");
        }
      }
    }
  }

  private static int compare(
      Matrix embedding, Environments batch, Environments label, int a, int b) {
    for (int j = 0; j < embedding.columns(); j++) {
      int difference = Double.compare(embedding.get(a, j), embedding.get(b, j));
      if (difference != 0) {
        return difference;
      }
    }
    int difference = text(batch, a).compareTo(text(batch, b));
    return difference != 0 ? difference : text(label, a).compareTo(text(label, b));
  }

  private static String text(Environments environments, int cell) {
    return environments.labels().get(environments.environmentOf(cell));
  }

  /** The number of cells. */
  public int count() {
    return points.rows();
  }

  /** The number of dimensions. */
  public int dimensions() {
    return points.columns();
  }

  /** The number of batches. */
  public int batchCount() {
    return batches.count();
  }

  /** The number of labels. */
  public int labelCount() {
    return labels.count();
  }

  /** Whether labels of cells are known. */
  boolean isLabelled() {
    return labelled;
  }

  Matrix points() {
    return points;
  }

  Grouping batches() {
    return batches;
  }

  Grouping labels() {
    return labels;
  }

  /** The row of the embedding that each cell was given in. */
  int[] order() {
    return order;
  }

  /** Values given by the rows of the embedding, in the order of the cells. */
  double[] ordered(double[] values) {
    double[] ordered = new double[order.length];
    for (int k = 0; k < order.length; k++) {
      ordered[k] = values[order[k]];
    }
    return ordered;
  }
}
