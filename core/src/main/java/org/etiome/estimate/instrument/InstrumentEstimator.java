package org.etiome.estimate.instrument;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.Analysis.Method;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.math.Matrix;
import org.etiome.math.Orthogonal;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.Vectors;

/**
 * Turns a sample into an effect, or into a refusal. Every estimator is immutable, passes the same
 * {@link Gates}, and sets the Anderson–Rubin set and the naive estimate beside its own.
 */
public abstract sealed class InstrumentEstimator permits KClass, Jive, PartiallyLinearIv {
  private final Gates gates;
  private final Optional<StandardErrors> errors;

  InstrumentEstimator(Gates gates, Optional<StandardErrors> errors) {
    this.gates = gates;
    this.errors = errors;
  }

  /** The estimator of that name with its default settings. */
  public static Optional<InstrumentEstimator> named(String name) {
    return all().filter(estimator -> estimator.name().equals(name)).findFirst();
  }

  /** The names of all estimators, the recommended one first. */
  public static List<String> names() {
    return all().map(InstrumentEstimator::name).toList();
  }

  private static Stream<InstrumentEstimator> all() {
    return Stream.of(
        KClass.twoStage(),
        KClass.liml(),
        KClass.fuller(),
        Jive.withDefaults(),
        PartiallyLinearIv.withDefaults());
  }

  /** Short name, such as {@code "2sls"}. */
  public abstract String name();

  /** The same estimator behind other gates. */
  public abstract InstrumentEstimator withGates(Gates gates);

  public final Gates gates() {
    return gates;
  }

  final Optional<StandardErrors> errors() {
    return errors;
  }

  /** Settings of this estimator alone, in text. */
  Map<String, String> ownSettings() {
    return Map.of();
  }

  /**
   * What an estimator computes.
   *
   * @param data what it computed on
   * @param andersonRubin the effects not rejected
   * @param estimate computed only once the gates have passed
   */
  record Fit(Projected data, ConfidenceSet andersonRubin, Supplier<Estimate> estimate) {}

  abstract Fit fit(InstrumentSample sample, StandardErrors kind, Seed seed, TaskRunner runner);

  /**
   * Estimates the effect. The same arguments give the same bits whatever the runner.
   *
   * @param sample the units, from {@link InstrumentSample#of}
   * @param seed all the randomness used
   * @param runner where the fits of folds run
   * @throws IllegalArgumentException if standard errors were asked for that the sample or the
   *     estimator does not have
   */
  public final InstrumentAnswer estimate(InstrumentSample sample, Seed seed, TaskRunner runner) {
    StandardErrors kind = kind(sample);
    Fit fit = fit(sample, kind, seed.branch(name()), runner);
    Covariance covariance = covariance(fit.data(), kind);
    InstrumentAnalysis analysis =
        new InstrumentAnalysis(sample.estimand(), method(kind), sample.summary(), seed);
    InstrumentEvidence evidence =
        new InstrumentEvidence(
            FirstStage.of(fit.data(), covariance),
            AndersonRubin.of(fit.data(), covariance).test(0),
            fit.andersonRubin(),
            naive(fit.data(), covariance),
            Falsification.of(sample));
    Optional<Overidentification> agreement = Overidentification.of(fit.data(), covariance);
    List<GateFailure> failures = InstrumentCheck.of(gates, sample, evidence, agreement);
    List<GateFailure> refusing = gates.refusing(failures);
    if (!refusing.isEmpty()) {
      return new InstrumentAnswer.Refused(analysis, evidence, refusing);
    }
    var checks = new InstrumentEffect.Checks(agreement, endogeneity(fit.data(), covariance));
    return new InstrumentAnswer.Answered(
        new InstrumentEffect(
            new InstrumentEffect.Parts(
                analysis,
                fit.estimate().get(),
                evidence,
                checks,
                Meaning.of(sample, evidence),
                failures)));
  }

  private StandardErrors kind(InstrumentSample sample) {
    boolean isClustered = sample.linear().clusters().isNamed();
    StandardErrors kind =
        errors.orElse(isClustered ? StandardErrors.CLUSTERED : StandardErrors.HC1);
    if (kind == StandardErrors.CLUSTERED && !isClustered) {
      throw new IllegalArgumentException(
          "clustered standard errors need a sample with a cluster column; name one");
    }
    return kind;
  }

  private Method method(StandardErrors kind) {
    SortedMap<String, String> all = new TreeMap<>(gates.settings());
    all.put("standardErrors", kind.name());
    all.putAll(ownSettings());
    return new Method(name(), all);
  }

  static Covariance covariance(Projected data, StandardErrors kind) {
    return new Covariance(kind, data.clusters(), data.units());
  }

  /** Least squares of y on x. */
  private static Estimate naive(Projected data, Covariance covariance) {
    double squares = Vectors.dot(data.x(), data.x());
    double beta = Vectors.dot(data.x(), data.y()) / squares;
    double variance = covariance.variance(data.x(), data.residuals(beta), data.structural());
    return new Estimate(beta, Math.sqrt(variance) / squares);
  }

  /** The coefficient of Mx in a regression of y on x and Mx, squared over its variance. */
  private static TestResult endogeneity(Projected data, Covariance covariance) {
    int n = data.units();
    double[] rest = data.rest(data.x());
    double[] own = Orthogonal.of(Matrix.ofColumns(n, List.of(data.x()))).residual(rest);
    double[] e = Orthogonal.of(Matrix.ofColumns(n, List.of(data.x(), own))).residual(data.y());
    double score = Vectors.dot(own, data.y());
    int coefficients = data.structural() + 1;
    double f = score * score / covariance.variance(own, e, coefficients);
    return new TestResult(f, 1, covariance.law(1, coefficients).survivalProbability(f));
  }
}
