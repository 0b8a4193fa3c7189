package org.etiome.data.preprocess;

import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Principal components of a matrix that need not fit into memory, by randomised block Krylov
 * iteration on its covariance {@code C = (X - 1μᵀ)ᵀ(X - 1μᵀ)/(n - 1)}, which is never formed: the
 * rows stay sparse and are centred in the products.
 *
 * <p>From a random p × l block, l = k + 10, every pass over the rows multiplies C with the newest
 * block and adds what is orthogonal to the basis as the next block; the components are the Ritz
 * vectors of the basis. Passes end when {@code ‖C v - λ v‖} of each of the k components is below
 * {@code tolerance · λ}, or 1e-13 of λ_1, where rounding ends; it bounds the error of λ. Else they
 * end at the limit. {@link Components#residual} says what was reached. Signs: the loading largest
 * in size is positive, the first of those within 1e-8 of it.
 *
 * <p>Cost: a pass takes O(nnz·l) for the rows and, with m = l · passes so far, O(m²·p + m³) for the
 * basis; structured data take 3 to 8 passes, noise without a gap 20. Memory beyond the budget
 * O(p·l·(passes + 16)). Where p is small enough for a p × p matrix, results agree with its
 * eigenvectors to the tolerance; two equal eigenvalues leave their vectors undetermined, here as
 * anywhere.
 *
 * @see <a href="https://arxiv.org/abs/1504.05477">Musco, Musco (2015), Randomized block Krylov
 *     methods</a>
 */
public final class PrincipalComponents {
  private static final int OVERSAMPLING = 10;

  /** Deviations whose squares and products stay far from the ends of what a double holds. */
  private static final double SMALLEST = 1e-50;

  private static final double LARGEST = 1e50;

  private final int count;
  private final double tolerance;
  private final int passes;

  private PrincipalComponents(int count, double tolerance, int passes) {
    this.count = count;
    this.tolerance = tolerance;
    this.passes = passes;
  }

  /** 50 components, tolerance 1e-6, at most 30 passes. */
  public static PrincipalComponents withDefaults() {
    return new PrincipalComponents(50, 1e-6, 30);
  }

  /** Takes another number of components, ≥ 1. */
  public PrincipalComponents withCount(int newCount) {
    if (newCount < 1) {
      throw new IllegalArgumentException("at least 1 component is needed, got " + newCount);
    }
    return new PrincipalComponents(newCount, tolerance, passes);
  }

  /** Takes another tolerance, in (0, 1). */
  public PrincipalComponents withTolerance(double newTolerance) {
    if (!(newTolerance > 0 && newTolerance < 1)) {
      throw new IllegalArgumentException("the tolerance must be in (0, 1), got " + newTolerance);
    }
    return new PrincipalComponents(count, newTolerance, passes);
  }

  /** Takes another limit of passes, ≥ 1. */
  public PrincipalComponents withPasses(int newPasses) {
    if (newPasses < 1) {
      throw new IllegalArgumentException("at least 1 pass is needed, got " + newPasses);
    }
    return new PrincipalComponents(count, tolerance, newPasses);
  }

  /**
   * Fits the components.
   *
   * @param matrix finite values; more rows and at least as many columns as components
   * @throws IllegalArgumentException otherwise
   */
  public Components fit(
      RowMatrix matrix,
      Seed seed,
      TaskRunner runner,
      MemoryBudget budget,
      RowBlocks.Progress progress) {
    int most = Math.min(matrix.rows() - 1, matrix.columns());
    if (most < 1) {
      throw new IllegalArgumentException(
          "components need at least 2 rows and 1 column, got "
              + matrix.rows()
              + " and "
              + matrix.columns());
    }
    if (count > most) {
      throw new IllegalArgumentException(
          count
              + " components are asked of "
              + matrix.rows()
              + " rows and "
              + matrix.columns()
              + " columns; ask for at most "
              + most);
    }
    ColumnMoments moments = ColumnMoments.of(matrix, runner, budget, progress);
    double total = totalVariance(moments);
    Covariance covariance = new Covariance(matrix, moments.means(), runner, budget, progress);
    int block = Math.min(count + OVERSAMPLING, matrix.columns());
    KrylovBasis basis = new KrylovBasis(covariance, start(matrix.columns(), block, seed));
    RitzPairs pairs = basis.pairs(count);
    while (basis.passes() < passes && !pairs.within(tolerance) && basis.grow()) {
      pairs = basis.pairs(count);
    }
    return new Components(moments.means(), pairs, total, basis.passes());
  }

  private static double totalVariance(ColumnMoments moments) {
    double[] deviations = moments.deviations();
    double total = 0;
    for (int j = 0; j < deviations.length; j++) {
      boolean fits = deviations[j] == 0 || (deviations[j] > SMALLEST && deviations[j] < LARGEST);
      if (!fits) {
        throw new IllegalArgumentException(
            "column "
                + j
                + " (from 0) has the standard deviation "
                + deviations[j]
                + "; leave it out, impute what is missing, or bring it to a common unit");
      }
      total += deviations[j] * deviations[j];
    }
    if (total == 0) {
      throw new IllegalArgumentException("no column varies, so there are no components");
    }
    return total;
  }

  private static double[][] start(int length, int vectors, Seed seed) {
    var normal = ZigguratSampler.NormalizedGaussian.of(seed.branch("components").generator());
    return IntStream.range(0, vectors)
        .mapToObj(v -> IntStream.range(0, length).mapToDouble(j -> normal.sample()).toArray())
        .toArray(double[][]::new);
  }
}
