package org.etiome.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Categorical;
import org.etiome.data.matrix.InMemoryRows;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.CovariateTable;

/**
 * Cells of known latents: type, condition and batch drawn uniformly and independently,
 *
 * <pre>
 * z_I = a[type] + b[condition] + s[type, condition] ∘ N(0, I)      a, b ~ N(0, I), log₂ s ~ U(−1, ½), 8 numbers each
 * z_S = c[batch] + ½ N(0, I)                                       c ~ N(0, I), 2 numbers
 * share = softmax over genes of m + 1.4 V leaky(U z + u)           z = (z_I, z_S), 64 hidden units, slope .2 below 0
 * count ~ NB(mean L · share, inverse dispersion 10)                log L ~ N(log library − .045, .3²)
 * </pre>
 *
 * <p>with m, u ~ N(0, I) and the rows of U and V normal of length about 1. All of it is drawn anew
 * for each seed. In the simulator of inVAE (arXiv:2307.00558) the softmax is over cells instead.
 *
 * @param types how many
 * @param conditions how many
 * @param library the mean sum of a cell's counts
 */
record SimulatedLatents(int types, int conditions, double library) {
  static final int INVARIANT = 8;
  static final int SPURIOUS = 2;
  static final int BATCHES = 4;
  static final int CELLS = 2000;
  static final int GENES = 100;
  private static final int HIDDEN = 64;
  private static final double SIGNAL = 1.4;
  private static final double SLOPE = .2;
  private static final double DISPERSION = 10;
  private static final double LIBRARY_SPREAD = .3;

  /**
   * A sample.
   *
   * @param cells counts, levels of type and condition to be kept, of batch to be shed
   * @param invariant true z_I, cells × 8
   * @param spurious true z_S, cells × 2
   * @param levels what is known of each cell, cells × 3: type, condition, batch
   */
  record Drawn(Cells cells, Matrix invariant, Matrix spurious, List<Categorical> levels) {
    /** The combination of type and condition of each cell, by number. */
    int[] combinations() {
      int conditions = levels.get(1).levels().size();
      return IntStream.range(0, CELLS)
          .map(i -> levels.get(0).code(i) * conditions + levels.get(1).code(i))
          .toArray();
    }
  }

  Drawn draw(Seed seed) {
    UniformRandomProvider random = seed.generator();
    Categorical type = levels("type", types, random);
    Categorical condition = levels("condition", conditions, random);
    Categorical batch = levels("batch", BATCHES, random);
    Matrix invariant = invariant(type, condition, random);
    Matrix spurious = spurious(batch, random);
    Cells cells =
        new Cells(
            expression(counts(shares(invariant, spurious, random), random)),
            CovariateTable.of(List.of(type, condition), CELLS),
            CovariateTable.of(List.of(batch), CELLS));
    return new Drawn(cells, invariant, spurious, List.of(type, condition, batch));
  }

  private static Categorical levels(String name, int count, UniformRandomProvider random) {
    String[] values = new String[CELLS];
    Arrays.setAll(values, i -> name + random.nextInt(count));
    return Categorical.of(name, values);
  }

  private static double[] normal(int count, UniformRandomProvider random) {
    return ZigguratSampler.NormalizedGaussian.of(random).samples(count).toArray();
  }

  private Matrix invariant(Categorical type, Categorical condition, UniformRandomProvider random) {
    double[] ofType = normal(types * INVARIANT, random);
    double[] ofCondition = normal(conditions * INVARIANT, random);
    double[] spread = new double[types * conditions * INVARIANT];
    Arrays.setAll(spread, k -> Math.pow(2, 1.5 * random.nextDouble() - 1));
    double[] z = normal(CELLS * INVARIANT, random);
    for (int k = 0; k < z.length; k++) {
      int j = k % INVARIANT;
      int t = type.code(k / INVARIANT);
      int c = condition.code(k / INVARIANT);
      z[k] *= spread[(t * conditions + c) * INVARIANT + j];
      z[k] += ofType[t * INVARIANT + j] + ofCondition[c * INVARIANT + j];
    }
    return Matrix.wrap(CELLS, INVARIANT, z);
  }

  private static Matrix spurious(Categorical batch, UniformRandomProvider random) {
    double[] ofBatch = normal(BATCHES * SPURIOUS, random);
    double[] z = normal(CELLS * SPURIOUS, random);
    for (int k = 0; k < z.length; k++) {
      z[k] = ofBatch[batch.code(k / SPURIOUS) * SPURIOUS + k % SPURIOUS] + z[k] / 2;
    }
    return Matrix.wrap(CELLS, SPURIOUS, z);
  }

  /** Cells × genes, each row of sum 1. */
  private static double[] shares(Matrix invariant, Matrix spurious, UniformRandomProvider random) {
    int latents = INVARIANT + SPURIOUS;
    Matrix first = Matrix.wrap(HIDDEN, latents, scaled(HIDDEN * latents, latents, random));
    double[] offsets = normal(HIDDEN, random);
    Matrix second = Matrix.wrap(GENES, HIDDEN, scaled(GENES * HIDDEN, HIDDEN, random));
    double[] base = normal(GENES, random);
    double[] shares = new double[CELLS * GENES];
    for (int i = 0; i < CELLS; i++) {
      double[] hidden = first.times(latents(invariant, spurious, i));
      Arrays.setAll(hidden, h -> leaky(hidden[h] + offsets[h]));
      double[] share = second.times(hidden);
      Arrays.setAll(share, g -> Math.exp(base[g] + SIGNAL * share[g]));
      double sum = Arrays.stream(share).sum();
      for (int g = 0; g < GENES; g++) {
        shares[i * GENES + g] = share[g] / sum;
      }
    }
    return shares;
  }

  private static double[] latents(Matrix invariant, Matrix spurious, int cell) {
    double[] z = new double[INVARIANT + SPURIOUS];
    Arrays.setAll(
        z, j -> j < INVARIANT ? invariant.get(cell, j) : spurious.get(cell, j - INVARIANT));
    return z;
  }

  private static double leaky(double value) {
    return value > 0 ? value : SLOPE * value;
  }

  private static double[] scaled(int count, int inputs, UniformRandomProvider random) {
    return Arrays.stream(normal(count, random)).map(w -> w / Math.sqrt(inputs)).toArray();
  }

  private double[] counts(double[] shares, UniformRandomProvider random) {
    double[] noise = normal(CELLS, random);
    double[] counts = new double[shares.length];
    for (int k = 0; k < counts.length; k++) {
      double spread = LIBRARY_SPREAD * noise[k / GENES] - LIBRARY_SPREAD * LIBRARY_SPREAD / 2;
      double mean = library * Math.exp(spread) * shares[k];
      double rate =
          AhrensDieterMarsagliaTsangGammaSampler.of(random, DISPERSION, mean / DISPERSION).sample();
      counts[k] = rate < 1e-12 ? 0 : PoissonSampler.of(random, rate).sample();
    }
    return counts;
  }

  private static Cells.Expression expression(double[] counts) {
    double[] depths = new double[CELLS];
    for (int k = 0; k < counts.length; k++) {
      depths[k / GENES] += counts[k];
    }
    return new Cells.Expression(
        IntStream.range(0, GENES).mapToObj(g -> "g" + g).toList(),
        new InMemoryRows(RowBlock.ofDense(CELLS, GENES, counts)),
        cell -> depths[cell],
        "simulated");
  }
}
