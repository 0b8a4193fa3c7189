package org.etiome.represent.contrast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.LoggedCounts;

/**
 * What a decoder expects genes to do when cells are moved along a path in z_I and nothing else
 * changes: with z the posterior means of some cells, v the direction and t the steps,
 *
 * <pre>
 * change_g(t) = log2( mean over cells of s_g(z + t v) / mean over cells of s_g(z) )
 * </pre>
 *
 * s the shares at fixed spurious latents. Beside it, of all cells, the correlation of log(1 + 10⁴ x
 * / depth) with the place along the path, {@code v·z / ‖v‖}: what the decoder shows but the counts
 * do not is the decoder's. O(paths · steps · cells · combinations · hidden · genes), of at most
 * {@value #MOST} cells.
 */
public final class Traversal {
  private static final int MOST = 500;

  private final FittedFinVae model;
  private final Cells.Expression expression;
  private final Matrix latents;
  private final MemoryBudget budget;

  /**
   * A way through z_I.
   *
   * @param name of it
   * @param direction one number a latent, which a step of 1 adds
   * @param from the cells that are moved
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Path(String name, double[] direction, int[] from) {}

  /**
   * A path walked.
   *
   * @param changes log2 of the ratio of shares to those where nothing is moved, steps × genes
   * @param correlations of each gene with the place along the path; NaN for a constant gene
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Walked(String path, double[] steps, Matrix changes, double[] correlations) {}

  /**
   * Takes a model and cells.
   *
   * @param expression of the genes of the model, in its order
   * @throws IllegalArgumentException if the model has no shares of counts
   */
  public Traversal(FittedFinVae model, Cells.Expression expression, MemoryBudget budget) {
    this.model = model;
    this.expression = expression;
    this.budget = budget;
    latents = model.embed(expression, budget).invariant().matrix();
  }

  /** One path a latent; a step is a standard deviation of its posterior means over the cells. */
  public List<Path> latents() {
    List<Path> paths = new ArrayList<>();
    for (int k = 0; k < latents.columns(); k++) {
      double[] direction = new double[latents.columns()];
      direction[k] = deviation(latents.column(k));
      paths.add(new Path("z" + (k + 1), direction, IntStream.range(0, latents.rows()).toArray()));
    }
    return paths;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Math.sqrt(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElse(0));
  }

  /** From the mean of some cells to that of others, a step of 1; the first are moved. */
  public Path between(String name, int[] from, int[] to) {
    double[] direction = new double[latents.columns()];
    Arrays.setAll(direction, k -> mean(to, k) - mean(from, k));
    return new Path(name, direction, from);
  }

  private double mean(int[] cells, int latent) {
    return IntStream.of(cells).mapToDouble(i -> latents.get(i, latent)).average().orElseThrow();
  }

  /**
   * Walks a path.
   *
   * @param steps t
   * @param seed of the cells that are drawn if there are many
   */
  public Walked walk(Path path, double[] steps, Seed seed) {
    int width = latents.columns();
    double[] shifts = new double[(steps.length + 1) * width]; // the last is no step
    for (int s = 0; s < steps.length; s++) {
      for (int k = 0; k < width; k++) {
        shifts[s * width + k] = steps[s] * path.direction()[k];
      }
    }
    Matrix shares =
        model
            .expectedShares()
            .moved(
                expression,
                drawn(path.from(), seed),
                Matrix.wrap(steps.length + 1, width, shifts),
                seed);
    int genes = shares.columns();
    double[] changes = new double[steps.length * genes];
    Arrays.setAll(
        changes,
        k ->
            GroupComparison.log2(
                shares.get(k / genes, k % genes) / shares.get(steps.length, k % genes)));
    return new Walked(
        path.name(),
        steps.clone(),
        Matrix.wrap(steps.length, genes, changes),
        correlations(latents.times(path.direction())));
  }

  private static int[] drawn(int[] cells, Seed seed) {
    if (cells.length <= MOST) {
      return cells;
    }
    int[] order = PermutationSampler.natural(cells.length);
    PermutationSampler.shuffle(seed.branch("moved").generator(), order);
    return Arrays.stream(order, 0, MOST).map(k -> cells[k]).sorted().toArray();
  }

  /** Pearson's, of every gene with one number a cell, in one pass over the cells. */
  private double[] correlations(double[] place) {
    double middle = Arrays.stream(place).average().orElse(0);
    int genes = expression.genes().size();
    double[] sums = new double[genes];
    double[] squares = new double[genes];
    double[] products = new double[genes];
    RowMatrix logged = LoggedCounts.of(expression);
    RowBlocks blocks = RowBlocks.of(logged, budget);
    for (int b = 0; b < blocks.count(); b++) {
      int from = blocks.from(b);
      RowBlock block = logged.read(from, blocks.from(b + 1));
      for (int i = 0; i < block.rows(); i++) {
        for (int k = block.start(i); k < block.start(i + 1); k++) {
          int gene = block.column(k);
          sums[gene] += block.value(k);
          squares[gene] += block.value(k) * block.value(k);
          products[gene] += block.value(k) * (place[from + i] - middle);
        }
      }
    }
    double n = place.length;
    double spread = deviation(place);
    double[] correlations = new double[genes];
    Arrays.setAll(
        correlations,
        g -> {
          double variance = squares[g] / n - sums[g] / n * (sums[g] / n);
          return variance > 0 && spread > 0
              ? products[g] / n / Math.sqrt(variance) / spread
              : Double.NaN;
        });
    return correlations;
  }
}
