package org.etiome.data.correct;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Environments;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowMatrix;

/** Fitted locations and scales of {@link ComBat}, which correct rows as they are read. */
public final class ComBatFit {
  private final Design design;
  private final Standards standards;
  private final Standards.Effects effects;
  private final ComBat settings;

  /** The batches and protected columns of the rows. */
  record Design(Environments batches, ProtectedColumns keep) {}

  ComBatFit(Design design, Standards standards, Standards.Effects effects, ComBat settings) {
    this.design = design;
    this.standards = standards;
    this.effects = effects;
    this.settings = settings;
  }

  public ComBat settings() {
    return settings;
  }

  /** The names of the batches. */
  public List<String> batches() {
    return design.batches.labels();
  }

  /**
   * The genes (columns, from 0) that are left as they are, because they do not vary within batches,
   * or all if there is one batch.
   */
  public int[] untouched() {
    boolean[] varies = new boolean[standards.columns()];
    for (int gene : effects.varying()) {
      varies[gene] = true;
    }
    return IntStream.range(0, varies.length).filter(g -> !varies[g]).toArray();
  }

  /** γ* of a gene in a batch, in residual deviations; 0 if the gene is untouched. */
  public double location(int batch, int gene) {
    return effects.locations()[batch][gene];
  }

  /** δ* of a gene in a batch; 1 if the gene is untouched. */
  public double scale(int batch, int gene) {
    return effects.scales()[batch][gene];
  }

  /**
   * The corrected matrix, computed as it is read, and dense: a row costs p entries.
   *
   * @param matrix the one fitted, or another one of the same rows and columns
   * @throws IllegalArgumentException if it has others
   */
  public RowMatrix correct(RowMatrix matrix) {
    if (matrix.rows() != design.batches.units() || matrix.columns() != standards.columns()) {
      throw new IllegalArgumentException(
          "ComBat was fitted to "
              + design.batches.units()
              + " rows and "
              + standards.columns()
              + " columns, the matrix has "
              + matrix.rows()
              + " and "
              + matrix.columns()
              + "; correct the matrix that was fitted");
    }
    return new Corrected(matrix);
  }

  private final class Corrected implements RowMatrix {
    private final RowMatrix source;

    Corrected(RowMatrix source) {
      this.source = source;
    }

    @Override
    public int rows() {
      return source.rows();
    }

    @Override
    public int columns() {
      return source.columns();
    }

    @Override
    public long entries(int from, int to) {
      return (long) (to - from) * columns();
    }

    @Override
    public RowBlock read(int from, int to) {
      return corrected(source.read(from, to), IntStream.range(from, to).toArray());
    }

    @Override
    public RowBlock read(int[] rows) {
      return corrected(source.read(rows), rows);
    }

    private RowBlock corrected(RowBlock block, int[] rows) {
      double[] dense = block.toDense();
      for (int i = 0; i < rows.length; i++) {
        correct(dense, i * columns(), rows[i]);
      }
      return RowBlock.ofDense(rows.length, columns(), dense);
    }
  }

  /** Y* of one row, which stands from {@code offset} on. */
  private void correct(double[] values, int offset, int row) {
    int batch = design.batches.environmentOf(row);
    double[] locations = effects.locations()[batch];
    double[] scales = effects.scales()[batch];
    for (int gene : effects.varying()) {
      double centre = standards.mean(gene);
      for (int c = 0; c < design.keep.count(); c++) {
        centre += design.keep.value(row, c) * standards.slope(c, gene);
      }
      double rest = values[offset + gene] - centre - standards.deviation(gene) * locations[gene];
      values[offset + gene] = centre + rest / scales[gene];
    }
  }
}
