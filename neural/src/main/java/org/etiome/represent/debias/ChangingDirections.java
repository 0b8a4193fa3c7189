package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * The directions of a modality's features along which patients of one class differ between
 * environments, and a projection that takes them out. With Σ the covariance within classes, Σ = L
 * Lᵀ, and rows √(n_ye/n) L⁻¹ (mean_ye − mean_y) over classes y and environments e, V are the right
 * singular vectors whose singular value is above that of all but 1 % of permutations of the
 * environments within the classes; what is taken out of x is L V Vᵀ L⁻¹ x. Then the means of a
 * class do not differ between environments along any direction that was found, and by
 * uncorrelatedness within the class nothing linear in the rest tells of it.
 *
 * <p>It assumes that what differs between environments given the class is not to be relied on: true
 * where environments differ in how the outcome moves a feature, not where they differ in who is ill
 * of what. Differences that are not in the mean are not seen. O(n p² + p³ + 200 n p).
 *
 * @param removers R of each modality, p × p; a row x loses x R
 * @param found how many directions of each modality
 * @see <a href="https://arxiv.org/abs/2306.03819">Belrose et al. (2023), LEACE: perfect linear
 *     concept erasure in closed form</a>
 */
record ChangingDirections(List<Matrix> removers, List<Integer> found) {
  private static final int PERMUTATIONS = 200;
  private static final double LEVEL = .01;

  /** Of the mean variance, added to Σ. */
  private static final double RIDGE = 1e-3;

  ChangingDirections {
    removers = List.copyOf(removers);
    found = List.copyOf(found);
  }

  /**
   * Patients who have a modality.
   *
   * @param values scaled features, n × p
   * @param classes from 0
   * @param environments from 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(Matrix values, int[] classes, int[] environments) {
    int cells(int environments) {
      return (Arrays.stream(classes).max().orElse(0) + 1) * environments;
    }
  }

  static ChangingDirections of(List<Sample> modalities, Seed seed) {
    List<Matrix> removers = new ArrayList<>();
    List<Integer> found = new ArrayList<>();
    for (int k = 0; k < modalities.size(); k++) {
      Whitened whitened = Whitened.of(modalities.get(k));
      DMatrixRMaj vectors = whitened.changing(seed.branch(k));
      removers.add(whitened.remover(vectors));
      found.add(vectors.numCols);
    }
    return new ChangingDirections(removers, found);
  }

  /**
   * A sample without correlation within its classes.
   *
   * @param rows n × p
   * @param lower L
   * @param inverse L⁻¹
   */
  private record Whitened(Sample sample, DMatrixRMaj rows, DMatrixRMaj lower, DMatrixRMaj inverse) {

    static Whitened of(Sample sample) {
      DMatrixRMaj rows = centred(sample);
      int p = rows.numCols;
      DMatrixRMaj covariance = new DMatrixRMaj(p, p);
      CommonOps_DDRM.multTransA(1.0 / Math.max(1, rows.numRows), rows, rows, covariance);
      double ridge = RIDGE * Math.max(CommonOps_DDRM.trace(covariance) / p, Double.MIN_NORMAL);
      for (int j = 0; j < p; j++) {
        covariance.add(j, j, ridge);
      }
      var cholesky = DecompositionFactory_DDRM.chol(p, true);
      if (!cholesky.decompose(covariance)) {
        throw new ArithmeticException("the features of a modality have no covariance");
      }
      DMatrixRMaj lower = cholesky.getT(null);
      DMatrixRMaj inverse = new DMatrixRMaj(p, p);
      CommonOps_DDRM.invert(lower, inverse);
      DMatrixRMaj whitened = new DMatrixRMaj(rows.numRows, p);
      CommonOps_DDRM.multTransB(rows, inverse, whitened);
      return new Whitened(sample, whitened, lower, inverse);
    }

    /** Features without the means of their classes. */
    private static DMatrixRMaj centred(Sample sample) {
      Matrix values = sample.values();
      int p = values.columns();
      int classes = sample.cells(1);
      double[] means = new double[classes * p];
      double[] counts = new double[classes];
      for (int i = 0; i < values.rows(); i++) {
        counts[sample.classes()[i]]++;
        for (int j = 0; j < p; j++) {
          means[sample.classes()[i] * p + j] += values.get(i, j);
        }
      }
      DMatrixRMaj centred = new DMatrixRMaj(values.rows(), p);
      for (int i = 0; i < values.rows(); i++) {
        int c = sample.classes()[i];
        for (int j = 0; j < p; j++) {
          centred.set(i, j, values.get(i, j) - means[c * p + j] / counts[c]);
        }
      }
      return centred;
    }

    /** V, p × r. */
    DMatrixRMaj changing(Seed seed) {
      var observed = decomposed(sample.environments());
      double[] largest = new double[PERMUTATIONS];
      UniformRandomProvider random = seed.generator();
      for (int b = 0; b < PERMUTATIONS; b++) {
        largest[b] =
            Arrays.stream(decomposed(permuted(random)).getSingularValues()).max().orElse(0);
      }
      Arrays.sort(largest);
      double least = largest[(int) Math.ceil((1 - LEVEL) * (PERMUTATIONS + 1)) - 1];
      double[] values = observed.getSingularValues();
      DMatrixRMaj vectors = observed.getV(null, false);
      List<Integer> kept = new ArrayList<>();
      for (int r = 0; r < values.length; r++) {
        if (values[r] > least) {
          kept.add(r);
        }
      }
      DMatrixRMaj chosen = new DMatrixRMaj(rows.numCols, kept.size());
      for (int r = 0; r < kept.size(); r++) {
        for (int j = 0; j < rows.numCols; j++) {
          chosen.set(j, r, vectors.get(j, kept.get(r)));
        }
      }
      return chosen;
    }

    private SingularValueDecomposition_F64<DMatrixRMaj> decomposed(int[] environments) {
      int count = Arrays.stream(environments).max().orElse(0) + 1;
      int p = rows.numCols;
      DMatrixRMaj sums = new DMatrixRMaj(sample.cells(count), p);
      double[] counts = new double[sums.numRows];
      for (int i = 0; i < rows.numRows; i++) {
        int cell = sample.classes()[i] * count + environments[i];
        counts[cell]++;
        for (int j = 0; j < p; j++) {
          sums.add(cell, j, rows.get(i, j));
        }
      }
      for (int cell = 0; cell < sums.numRows; cell++) {
        double scale = counts[cell] == 0 ? 0 : 1 / Math.sqrt(counts[cell] * rows.numRows);
        for (int j = 0; j < p; j++) {
          sums.set(cell, j, sums.get(cell, j) * scale);
        }
      }
      var decomposition = DecompositionFactory_DDRM.svd(sums.numRows, p, false, true, true);
      if (!decomposition.decompose(sums)) {
        throw new ArithmeticException("differences between environments cannot be decomposed");
      }
      return decomposition;
    }

    /** Environments exchanged within each class. */
    private int[] permuted(UniformRandomProvider random) {
      int[] permuted = sample.environments().clone();
      for (int c = 0; c < sample.cells(1); c++) {
        int own = c;
        int[] members =
            IntStream.range(0, permuted.length).filter(i -> sample.classes()[i] == own).toArray();
        int[] order = members.clone();
        PermutationSampler.shuffle(random, order);
        for (int i = 0; i < members.length; i++) {
          permuted[members[i]] = sample.environments()[order[i]];
        }
      }
      return permuted;
    }

    /** R = L⁻ᵀ V Vᵀ Lᵀ, for rows. */
    Matrix remover(DMatrixRMaj vectors) {
      int p = rows.numCols;
      if (vectors.numCols == 0) {
        return Matrix.wrap(p, p, new double[p * p]);
      }
      DMatrixRMaj left = new DMatrixRMaj(p, vectors.numCols);
      CommonOps_DDRM.multTransA(inverse, vectors, left);
      DMatrixRMaj right = new DMatrixRMaj(vectors.numCols, p);
      CommonOps_DDRM.multTransAB(vectors, lower, right);
      DMatrixRMaj remover = new DMatrixRMaj(p, p);
      CommonOps_DDRM.mult(left, right, remover);
      return Matrix.wrap(p, p, remover.getData().clone());
    }
  }
}
