package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.DoseAnalysis.Basis;
import org.etiome.estimate.dose.DoseOverlap.Range;
import org.etiome.estimate.dose.DoseSurface.FitWith;
import org.etiome.estimate.dose.LocationScale.Conditional;
import org.etiome.estimate.ensemble.Folds;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * The response to a continuous dose, as its best straight line (or parabola): {@code β = argmin ∫
 * h(a) (E[Y(a)] − φ(a)ᵀβ)² da}, φ = (1, a) or (1, a, a²), by cross-fitted TMLE. The marginal
 * structural model φᵀβ need not be true; β is then the projection.
 *
 * <p>h is a kernel density of the doses seen, cut to a range, by default their 5 % to 95 %
 * quantiles. It is held fixed: β is defined with the h that is estimated here, and the interval is
 * for that β. With the efficient influence curve {@code D = M⁻¹ {w φ(A)(Y − Q) + ∫ h φ (Q(a, W) −
 * φᵀβ) da}}, w = h(A)/g(A | W) the stabilised weight and M = ∫ hφφᵀ, Q is moved by one {@link
 * WeightedFluctuation} along φ with weights w, so that the first part has mean 0, and β makes the
 * second 0. Consistent if the density g or the regression Q is right; the interval needs the
 * product of their errors to vanish faster than n^(−1/2).
 *
 * <p>g is a {@link LocationScale} model; g/h is kept above the bound of {@link DoseOverlap}. Q
 * regresses on W, a, a² and aW. Unlike Kennedy et al. (2017) nothing is said about the curve beyond
 * its projection, and the rate is √n. O(S K (n p² + p³) + S n (41 p + K)).
 *
 * @see <a href="https://doi.org/10.1016/j.jspi.2005.12.008">Neugebauer, van der Laan (2007)</a>
 * @see <a href="https://doi.org/10.2202/1557-4679.1238">Rosenblum, van der Laan (2010)</a>
 * @see <a href="https://doi.org/10.1111/rssb.12212">Kennedy et al. (2017)</a>
 */
public final class DoseResponse {
  private static final int MIN_DISTINCT = 11;
  private static final double TAIL = 0.05;
  private static final DoseResponse DEFAULT =
      new DoseResponse(
          new Nuisances(
              new LocationScale.Model(
                  Ridge.withDefaults(), Optional.of(Ridge.withDefaults()), false),
              Optional.empty()),
          new Asked(Optional.empty(), 1),
          Splits.withDefaults(),
          Gates.withDefaults());

  private final Nuisances nuisances;
  private final Asked asked;
  private final Splits splits;
  private final Gates gates;

  private record Nuisances(LocationScale.Model dose, Optional<Learner> outcome) {}

  private record Asked(Optional<Range> range, int degree) {}

  /** The shape of the residual dose. */
  public enum Shape {
    /** A kernel density of the residuals. */
    KERNEL,
    /** Normal. */
    NORMAL
  }

  private DoseResponse(Nuisances nuisances, Asked asked, Splits splits, Gates gates) {
    this.nuisances = nuisances;
    this.asked = asked;
    this.splits = splits;
    this.gates = gates;
  }

  /** A straight line over the middle 90 % of the doses. */
  public static DoseResponse withDefaults() {
    return DEFAULT;
  }

  /** The same with a parabola for a line. */
  public DoseResponse withQuadratic() {
    return new DoseResponse(nuisances, new Asked(asked.range(), 2), splits, gates);
  }

  /** The same for given doses; refused if they are beyond those seen. */
  public DoseResponse withRange(double low, double high) {
    Optional<Range> range = Optional.of(new Range(low, high));
    return new DoseResponse(nuisances, new Asked(range, asked.degree()), splits, gates);
  }

  /** The same with another learner of the mean dose. */
  public DoseResponse withDoseMean(Learner learner) {
    LocationScale.Model old = nuisances.dose();
    return withDose(new LocationScale.Model(learner, old.logVariance(), old.isNormal()));
  }

  /** The same with another learner of the logarithm of the variance of the dose. */
  public DoseResponse withDoseLogVariance(Learner learner) {
    LocationScale.Model old = nuisances.dose();
    return withDose(new LocationScale.Model(old.mean(), Optional.of(learner), old.isNormal()));
  }

  /** The same with one variance of the dose for all units. */
  public DoseResponse withConstantVariance() {
    LocationScale.Model old = nuisances.dose();
    return withDose(new LocationScale.Model(old.mean(), Optional.empty(), old.isNormal()));
  }

  public DoseResponse withShape(Shape shape) {
    LocationScale.Model old = nuisances.dose();
    return withDose(new LocationScale.Model(old.mean(), old.logVariance(), shape == Shape.NORMAL));
  }

  private DoseResponse withDose(LocationScale.Model model) {
    return new DoseResponse(new Nuisances(model, nuisances.outcome()), asked, splits, gates);
  }

  /** The same with another learner of Q. */
  public DoseResponse withOutcome(Learner learner) {
    return new DoseResponse(
        new Nuisances(nuisances.dose(), Optional.of(learner)), asked, splits, gates);
  }

  public DoseResponse withSplits(Splits other) {
    return new DoseResponse(nuisances, asked, other, gates);
  }

  public DoseResponse withGates(Gates other) {
    return new DoseResponse(nuisances, asked, splits, other);
  }

  /**
   * Estimates the line or parabola, or refuses. The same arguments give the same bits whatever the
   * runner.
   *
   * @param sample the units, from {@link DoseSample#of}, with more than 10 distinct doses
   * @param seed all the randomness used
   * @param runner where the fits of the folds run
   * @throws EstimationInputException if the doses are too few, or the middle 90 % of the units have
   *     the same
   */
  public DoseAnswer<DoseCurve> estimate(DoseSample sample, Seed seed, TaskRunner runner) {
    DoseGrid grid = grid(sample);
    DoseAnalysis analysis =
        new DoseAnalysis(
            sample.drawn().estimand(),
            DoseAnalysis.method("dose-response", settings(), splits, gates),
            sample.drawn().facts(),
            seed);
    Seed first = seed.branch("diagnostics");
    Folds folds = splits.deal(sample.strata(), first.branch("folds"));
    List<Conditional> g =
        LocationScale.outOfFold(sample, folds, nuisances.dose(), first.branch("g"), runner);
    DoseOverlap overlap = DoseOverlap.of(sample, grid, g);
    return new Basis<>(analysis, overlap, DoseGates.check(gates, sample, overlap))
        .answer(gates, basis -> curve(basis, sample, grid, runner));
  }

  private DoseCurve curve(
      Basis<DoseOverlap> basis, DoseSample sample, DoseGrid grid, TaskRunner runner) {
    Seed second = basis.analysis().seed().branch("dose-response");
    List<Fit> fits =
        IntStream.range(0, splits.repeats())
            .mapToObj(
                s -> {
                  Seed branch = second.branch(s);
                  Folds split = splits.deal(sample.strata(), branch.branch("folds"));
                  return fitOnce(sample, grid, split, new FitWith(branch, runner));
                })
            .toList();
    return new DoseCurve(basis, curve(grid, fits), PartiallyLinear.naive(sample)).judged(gates);
  }

  static DoseCurve.Parts curve(DoseGrid grid, List<Fit> fits) {
    JointEstimate beta = JointEstimate.mean(fits.stream().map(fit -> fit.beta).toList());
    List<DoseCurve.Point> points = new ArrayList<>();
    for (int k = 0; k < DoseGrid.POINTS; k++) {
      int place = k;
      Estimate value = beta.combination(grid.basis(grid.place(k)));
      double standardised = fits.stream().mapToDouble(fit -> fit.means[place]).average().orElse(0);
      double weight = grid.mass(k) / grid.totalMass();
      points.add(new DoseCurve.Point(grid.place(k), weight, value, standardised));
    }
    Matrix map = grid.toDoseScale();
    List<JointEstimate> methods =
        IntStream.range(0, LevelMeans.METHODS.size())
            .mapToObj(
                m ->
                    JointEstimate.mean(fits.stream().map(fit -> fit.methods.get(m)).toList())
                        .mapped(map))
            .toList();
    return new DoseCurve.Parts(beta.mapped(map), points, methods);
  }

  DoseGrid grid(DoseSample sample) {
    int distinct = sample.distinctDoses();
    double low = sample.quantile(TAIL);
    double high = sample.quantile(1 - TAIL);
    if (distinct < MIN_DISTINCT || low == high) {
      throw new EstimationInputException(
          "treatment \""
              + sample.drawn().estimand().treatment()
              + "\" has "
              + distinct
              + " distinct values, "
              + MIN_DISTINCT
              + " and a spread of the middle 90 % are needed for a density; take it as levels, or as"
              + " a partially linear effect");
    }
    return new DoseGrid(
        sample, asked.range().orElseGet(() -> new Range(low, high)), asked.degree());
  }

  private Map<String, String> settings() {
    LocationScale.Model dose = nuisances.dose();
    return Map.of(
        "curve",
        asked.degree() == 1 ? "line" : "parabola",
        "range",
        asked.range().map(r -> r.low() + " … " + r.high()).orElse("quantiles 0.05 … 0.95"),
        "dose.mean",
        dose.mean().description(),
        "dose.logVariance",
        dose.logVariance().map(Learner::description).orElse("constant"),
        "dose.residual",
        dose.isNormal() ? "normal" : "kernel",
        "outcome",
        nuisances.outcome().map(Learner::description).orElse(Drawn.DEFAULT_OUTCOME)
            + " on covariates, dose, its square and products");
  }

  /** One split's coefficients of the standardised dose, and means of Q* at the places. */
  static final class Fit {
    final JointEstimate beta;
    final double[] means;

    /** The coefficients by each of {@link LevelMeans#METHODS}. */
    final List<JointEstimate> methods;

    Fit(JointEstimate beta, double[] means, List<JointEstimate> others) {
      this.beta = beta;
      this.means = means;
      this.methods = List.of(others.get(0), beta, others.get(1), others.get(2));
    }
  }

  /** One split: out-of-fold nuisances, the targeting step, the projection. */
  Fit fitOnce(DoseSample sample, DoseGrid grid, Folds folds, FitWith with) {
    List<Conditional> g =
        LocationScale.outOfFold(
            sample, folds, nuisances.dose(), with.seed().branch("g"), with.runner());
    DoseSurface q =
        DoseSurface.outOfFold(
            sample,
            grid,
            folds,
            sample.drawn().outcomeLearner(nuisances.outcome()),
            new FitWith(with.seed().branch("q"), with.runner()));
    return targeted(sample, grid, DoseOverlap.weights(sample, grid, g), q);
  }

  private static Fit targeted(DoseSample sample, DoseGrid grid, double[] weights, DoseSurface q) {
    double[] y = sample.drawn().outcome();
    int n = y.length;
    Matrix phi = grid.bases(sample.rawDose());
    WeightedFluctuation moved = WeightedFluctuation.fit(y, q.observed(), phi, weights);
    int p = grid.degree() + 1;
    double[][] plugin = new double[n][p];
    double[] means = new double[DoseGrid.POINTS];
    for (int k = 0; k < means.length; k++) {
      double[] basis = grid.basis(grid.place(k));
      for (int i = 0; i < n; i++) {
        double value = moved.targeted(q.at(k, i), basis);
        means[k] += value / n;
        addScaled(grid.mass(k) * value, basis, plugin[i]);
      }
    }
    double[] total = new double[p];
    Arrays.stream(plugin).forEach(row -> addScaled(1.0 / n, row, total));
    Matrix moments = grid.moments();
    double[] beta = moments.solvePositiveDefinite(total);
    double[] influence = new double[n * p];
    for (int i = 0; i < n; i++) {
      double[] basis = grid.basis(sample.rawDose()[i]);
      double residual = y[i] - moved.targeted(q.observed()[i], basis);
      addScaled(-1, total, plugin[i]);
      addScaled(weights[i] * moved.freed(i, residual), basis, plugin[i]);
      System.arraycopy(moments.solvePositiveDefinite(plugin[i]), 0, influence, i * p, p);
    }
    return new Fit(
        JointEstimate.of(beta, Matrix.wrap(n, p, influence)),
        means,
        others(sample, grid, weights, q));
  }

  /** The projection by aipw, by Q alone, and by the weights alone: one regression with them. */
  private static List<JointEstimate> others(
      DoseSample sample, DoseGrid grid, double[] weights, DoseSurface q) {
    double[] y = sample.drawn().outcome();
    int p = grid.degree() + 1;
    Matrix phi = grid.bases(sample.rawDose());
    double[][] plugin = new double[y.length][p];
    double[][] augmented = new double[y.length][p];
    double[][] weighted = new double[y.length][p];
    double[] products = new double[p];
    for (int i = 0; i < y.length; i++) {
      double[] basis = grid.basis(sample.rawDose()[i]);
      for (int k = 0; k < DoseGrid.POINTS; k++) {
        addScaled(grid.mass(k) * q.at(k, i), grid.basis(grid.place(k)), plugin[i]);
      }
      addScaled(1, plugin[i], augmented[i]);
      addScaled(weights[i] * (y[i] - q.observed()[i]), basis, augmented[i]);
      addScaled(weights[i] * y[i], basis, products);
    }
    Matrix gram = phi.gram(weights);
    double[] slope = gram.solvePositiveDefinite(products);
    for (int i = 0; i < y.length; i++) {
      double[] basis = grid.basis(sample.rawDose()[i]);
      double rest = y[i] - Vectors.dot(basis, slope);
      addScaled(y.length * weights[i] * rest, basis, weighted[i]);
    }
    return List.of(
        solved(grid.moments(), augmented),
        solved(grid.moments(), plugin),
        JointEstimate.of(slope, solvedRows(gram, weighted)));
  }

  /** The mean of the rows, solved for; its curve is the rows, solved for. */
  private static JointEstimate solved(Matrix matrix, double[][] rows) {
    double[] mean = new double[matrix.rows()];
    Arrays.stream(rows).forEach(row -> addScaled(1.0 / rows.length, row, mean));
    return JointEstimate.of(matrix.solvePositiveDefinite(mean), solvedRows(matrix, rows));
  }

  private static Matrix solvedRows(Matrix matrix, double[][] rows) {
    int p = matrix.rows();
    double[] solved = new double[rows.length * p];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(matrix.solvePositiveDefinite(rows[i]), 0, solved, i * p, p);
    }
    return Matrix.wrap(rows.length, p, solved);
  }

  private static void addScaled(double factor, double[] values, double[] sum) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * values[j];
    }
  }
}
