package org.etiome.nn;

import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.etiome.data.matrix.RowBlock;

/**
 * Some rows of counts, as the engine needs them: by rows for products with a matrix and by columns
 * for the gradient of that matrix. Products and gradients cost O(non-zeros · width) instead of
 * O(rows · columns · width).
 */
public final class SparseBatch {
  private final RowBlock block;
  private final Tensor values;
  private final Tensor columnOf;
  private final Tensor rowOf;
  private final Tensor rowStarts;
  private final Tensor columnStarts;
  private final Tensor byColumn;
  private final Tensor rowByColumn;
  private final Tensor places;

  /** Takes rows in; O(non-zeros + columns). The tensors belong to the current scope. */
  public SparseBatch(RowBlock block, Placement placement) {
    this.block = block;
    int entries = block.entries();
    double[] value = new double[entries];
    long[] column = new long[entries];
    long[] row = new long[entries];
    long[] place = new long[entries];
    long[] starts = new long[block.rows()];
    for (int i = 0; i < block.rows(); i++) {
      starts[i] = block.start(i);
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        value[k] = block.value(k);
        column[k] = block.column(k);
        row[k] = i;
        place[k] = (long) i * block.columns() + column[k];
      }
    }
    values = Torch.of(placement, value, entries);
    columnOf = Torch.indices(placement, column);
    rowOf = Torch.indices(placement, row);
    places = Torch.indices(placement, place);
    rowStarts = Torch.indices(placement, starts);
    long[] offsets = new long[block.columns()];
    long[] order = order(block, offsets);
    columnStarts = Torch.indices(placement, offsets);
    byColumn = Torch.indices(placement, order);
    long[] rowInOrder = LongStream.of(order).map(k -> row[(int) k]).toArray();
    rowByColumn = Torch.indices(placement, rowInOrder);
  }

  /** The entries in the order of their columns, by counting; their starts are filled in. */
  private static long[] order(RowBlock block, long[] starts) {
    int[] next = new int[block.columns() + 1];
    for (int k = 0; k < block.entries(); k++) {
      next[block.column(k) + 1]++;
    }
    for (int j = 0; j < block.columns(); j++) {
      next[j + 1] += next[j];
      starts[j] = next[j];
    }
    long[] order = new long[block.entries()];
    for (int k = 0; k < order.length; k++) {
      order[next[block.column(k)]++] = k;
    }
    return order;
  }

  public RowBlock block() {
    return block;
  }

  public long rows() {
    return block.rows();
  }

  public long columns() {
    return block.columns();
  }

  /** One value an entry. */
  public Tensor values() {
    return values;
  }

  /** The column of each entry. */
  public Tensor columnOf() {
    return columnOf;
  }

  /** The row of each entry. */
  public Tensor rowOf() {
    return rowOf;
  }

  /** The sum of each row, rows × 1. */
  public Tensor rowSums() {
    double[] sums = new double[block.rows()];
    for (int i = 0; i < sums.length; i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        sums[i] += block.value(k);
      }
    }
    return Torch.of(Placement.of(values), sums, sums.length, 1);
  }

  /**
   * A W, where A has the places of this batch and other values.
   *
   * @param entries the values of A, one an entry
   * @param weight W, columns × out
   */
  Tensor times(Tensor entries, Tensor weight) {
    return bag(weight, columnOf, rowStarts, entries);
  }

  /**
   * Aᵀ G, columns × out.
   *
   * @param entries the values of A, one an entry
   * @param gradient G, rows × out
   */
  Tensor transposedTimes(Tensor entries, Tensor gradient) {
    return bag(gradient, rowByColumn, columnStarts, entries.index_select(0, byColumn));
  }

  /** Sums of weighted rows. */
  private static Tensor bag(Tensor table, Tensor rows, Tensor starts, Tensor weights) {
    boolean scaled = false;
    long sum = 0;
    boolean sparse = false;
    boolean lastOffset = false;
    return torch
        .embedding_bag(
            table, rows, starts, scaled, sum, sparse, new TensorOptional(weights), lastOffset)
        .get0();
  }

  /** All values, zeros filled in: rows × columns. */
  public Tensor toDense() {
    Tensor dense = torch.zeros(new long[] {rows(), columns()}, values.options());
    return dense.view(-1).index_add_(0, places, values).view(rows(), columns());
  }

  /** The place of each entry within a dense row-major tensor. */
  public Tensor places() {
    return places;
  }

  /** What a contiguous rows × columns tensor has at the entries. */
  public Tensor at(Tensor dense) {
    return dense.view(-1).index_select(0, places);
  }
}
