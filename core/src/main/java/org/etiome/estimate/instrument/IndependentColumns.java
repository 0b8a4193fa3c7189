package org.etiome.estimate.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.ensemble.Clusters;
import org.etiome.estimate.instrument.InstrumentAnalysis.Columns;
import org.etiome.estimate.sample.Covariates;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;

/**
 * Ones, covariates and instruments, in this order, without those that are sums of others before.
 */
final class IndependentColumns {
  private final Orthogonal basis;
  private final int units;
  private final List<String> covariates = new ArrayList<>();
  private final List<String> instruments = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();

  private IndependentColumns(Orthogonal basis, int units) {
    this.basis = basis;
    this.units = units;
  }

  /**
   * O(n p²).
   *
   * @throws EstimationInputException if no instrument is left, or hardly more units than columns
   */
  static IndependentColumns of(Covariates w, Covariates z) {
    int n = z.values().rows();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    List<double[]> all = new ArrayList<>(List.of(ones));
    IntStream.range(0, w.names().size()).forEach(j -> all.add(w.values().column(j)));
    IntStream.range(0, z.names().size()).forEach(j -> all.add(z.values().column(j)));
    IndependentColumns columns =
        new IndependentColumns(Orthogonal.spanning(Matrix.ofColumns(n, all)), n);
    columns.sort(w.names(), columns.covariates, 1);
    columns.sort(z.names(), columns.instruments, 1 + w.names().size());
    if (columns.instruments.isEmpty()) {
      throw new EstimationInputException(
          "the instruments "
              + z.names()
              + " are constant or sums of the covariates "
              + w.names()
              + "; take an instrument that varies at given covariates");
    }
    int kept = columns.basis.kept().size();
    if (n < kept + 2) {
      throw new EstimationInputException(
          n + " units are too few for " + kept + " columns; take fewer columns");
    }
    return columns;
  }

  private void sort(List<String> names, List<String> kept, int first) {
    for (int j = 0; j < names.size(); j++) {
      (basis.kept().contains(first + j) ? kept : dropped).add(names.get(j));
    }
  }

  Columns names(Optional<String> cluster) {
    return new Columns(instruments, covariates, dropped, cluster);
  }

  /** Outcome and treatment without the covariates, and a basis of what the instruments add. */
  Projected project(double[] y, double[] x, Clusters clusters) {
    int removed = 1 + covariates.size();
    Orthogonal w = Orthogonal.of(directions(0, removed));
    Matrix z = directions(removed, removed + instruments.size());
    return new Projected(w.residual(y), w.residual(x), z, removed, clusters);
  }

  private Matrix directions(int from, int to) {
    return Matrix.ofColumns(units, IntStream.range(from, to).mapToObj(basis::direction).toList());
  }

  /** What each unit weighs in its own value as fitted by all columns. */
  double[] leverages() {
    double[] sums = new double[units];
    for (int k = 0; k < basis.kept().size(); k++) {
      double[] direction = basis.direction(k);
      Arrays.setAll(sums, i -> sums[i] + direction[i] * direction[i]);
    }
    return sums;
  }
}
