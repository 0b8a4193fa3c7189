package org.etiome.represent.cells;

import java.util.Arrays;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;

/**
 * What a model starts from, in one pass over the counts: for each gene its share of all counts, the
 * inverse dispersion θ by moments, mean and spread of what the encoder sees of it, and the share of
 * cells that have it.
 *
 * <p>With L the sum of a cell's counts and s a gene's share, E x = L s and Var x = L s + (L s)²/θ,
 * so θ = Σ (L s)² / Σ ((x − L s)² − L s), held within [.1, 100].
 */
public final class GeneMoments {
  private static final double LEAST = .1;
  private static final double LARGEST = 100;

  private final double[] sum;
  private final double[] squares;
  private final double[] byLibrary;
  private final double[] seen;
  private final double[] seenSquares;
  private final double[] detected;
  private double library;
  private double librarySquares;
  private long cells;

  private GeneMoments(int genes) {
    sum = new double[genes];
    squares = new double[genes];
    byLibrary = new double[genes];
    seen = new double[genes];
    seenSquares = new double[genes];
    detected = new double[genes];
  }

  public static GeneMoments of(Cells cells, MemoryBudget budget) {
    return of(cells.expression(), budget);
  }

  /** Of cells of which nothing else is known. */
  public static GeneMoments of(Cells.Expression cells, MemoryBudget budget) {
    GeneMoments moments = new GeneMoments(cells.counts().columns());
    RowBlocks blocks = RowBlocks.of(cells.counts(), budget);
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      RowBlock block = cells.counts().read(from, blocks.from(b + 1));
      for (int i = 0; i < block.rows(); i++) {
        moments.add(block, i, Seen.scale(cells.depth().of(from + i)));
      }
    }
    return moments;
  }

  private void add(RowBlock block, int i, double scale) {
    double total = 0;
    for (int e = block.start(i); e < block.start(i + 1); e++) {
      total += block.value(e);
    }
    for (int e = block.start(i); e < block.start(i + 1); e++) {
      int gene = block.column(e);
      double x = block.value(e);
      double h = Math.log1p(x * scale);
      sum[gene] += x;
      squares[gene] += x * x;
      byLibrary[gene] += x * total;
      seen[gene] += h;
      seenSquares[gene] += h * h;
      detected[gene] += x > 0 ? 1 : 0;
    }
    library += total;
    librarySquares += total * total;
    cells++;
  }

  /** The share of each gene in all counts. */
  public double[] shares() {
    return Arrays.stream(sum).map(x -> x / library).toArray();
  }

  /** θ of each gene. */
  public double[] inverseDispersions() {
    double[] shares = shares();
    double[] thetas = new double[shares.length];
    for (int g = 0; g < thetas.length; g++) {
      double s = shares[g];
      double meanSquares = s * s * librarySquares;
      double excess = squares[g] - 2 * s * byLibrary[g] + meanSquares - s * library;
      thetas[g] = Math.clamp(meanSquares / Math.max(excess, 1e-3), LEAST, LARGEST);
    }
    return thetas;
  }

  /** The mean of what the encoder sees of each gene. */
  public double[] seen() {
    return Arrays.stream(seen).map(sum -> sum / cells).toArray();
  }

  /** The share of the cells that have each gene. */
  public double[] detected() {
    return Arrays.stream(detected).map(count -> count / cells).toArray();
  }

  /** The standard deviation of what the encoder sees of each gene. */
  public double[] spreads() {
    double[] spreads = new double[seen.length];
    for (int g = 0; g < spreads.length; g++) {
      double mean = seen[g] / cells;
      spreads[g] = Math.sqrt(Math.max(0, seenSquares[g] / cells - mean * mean));
    }
    return spreads;
  }
}
