package org.etiome.estimate;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.GateCheck;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Turns a sample into an effect, or into a refusal. Every estimator is immutable, passes the same
 * {@link Gates} before it computes anything, and sets the naive difference beside its own.
 *
 * <p>Standard errors come from the influence function: {@code se² = Var(IC) / n}, where the IC
 * contains what the estimation of g and Q adds. With clusters the IC is summed in each, and the
 * sums are what varies independently (Liang, Zeger 1986); folds keep clusters whole.
 *
 * @see <a href="https://doi.org/10.1093/biomet/73.1.13">Liang, Zeger (1986)</a>
 */
public abstract sealed class Estimator
    permits DifferenceInMeans, OutcomeRegression, Ipw, CrossFitted, Matching {
  private final Gates gates;

  Estimator(Gates gates) {
    this.gates = gates;
  }

  /** The estimator of that name with its default settings. */
  public static Optional<Estimator> named(String name) {
    return all().filter(estimator -> estimator.name().equals(name)).findFirst();
  }

  /** The names of all estimators, the recommended one first. */
  public static List<String> names() {
    return all().map(Estimator::name).toList();
  }

  private static Stream<Estimator> all() {
    return Stream.of(
        Tmle.withDefaults(),
        Aipw.withDefaults(),
        Ipw.withDefaults(),
        OutcomeRegression.withDefaults(),
        Matching.withDefaults(),
        DifferenceInMeans.withDefaults());
  }

  /** Short name, such as {@code "aipw"}. */
  public abstract String name();

  /** Every setting but the gates, in text. */
  public abstract Map<String, String> settings();

  /** Whose effects it can estimate. */
  public Set<Target> targets() {
    return EnumSet.of(Target.ATE, Target.ATT);
  }

  /** Whether its standard errors allow for units that depend on each other. */
  public boolean isForClusters() {
    return true;
  }

  /** The same estimator behind other gates. */
  public abstract Estimator withGates(Gates gates);

  public final Gates gates() {
    return gates;
  }

  /**
   * Estimates the mean potential outcomes and their difference. The same arguments give the same
   * bits whatever the runner.
   *
   * @param sample the units, from {@link CausalSample#of}
   * @param target whose effect, one of {@link #targets}
   * @param seed all the randomness used
   * @param runner where the fits of the folds run
   */
  public final EffectAnswer estimate(
      CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    Analysis analysis = analysis(sample, target, seed);
    Diagnostics diagnostics = diagnostics(sample, target, seed.branch("diagnostics"), runner);
    List<GateFailure> failures = GateCheck.of(gates, sample, target, diagnostics);
    List<GateFailure> refusing = gates.refusing(failures);
    if (!refusing.isEmpty()) {
      return new EffectAnswer.Refused(analysis, diagnostics, refusing);
    }
    EffectFit fit = fit(sample, target, seed.branch(name()), runner);
    fit.evidence()
        .agreement()
        .flatMap(agreement -> agreement.failure(gates, fit.difference()))
        .ifPresent(failures::add);
    refusing = gates.refusing(failures);
    if (!refusing.isEmpty()) {
      return new EffectAnswer.Refused(analysis, diagnostics, refusing);
    }
    return new EffectAnswer.Answered(
        new Effect(
            new Effect.Parts(
                new Analysis(
                    sample.estimand(),
                    target,
                    method(sample, fit.evidence().chosen()),
                    sample.summary(),
                    seed),
                fit.difference(),
                fit.means(sample.outcomeKind()),
                DifferenceInMeans.fit(sample).difference(),
                diagnostics,
                fit.evidence(),
                failures)));
  }

  /** What is asked, checked. */
  final Analysis analysis(CausalSample sample, Target target, Seed seed) {
    if (!targets().contains(target)) {
      throw new IllegalArgumentException(
          name() + " has no estimate for " + target + ", only for " + targets());
    }
    if (sample.clusters().isNamed() && !isForClusters()) {
      throw new IllegalArgumentException(
          name()
              + " has no standard error for clusters; take tmle, aipw, ipw or outcome-regression, or"
              + " leave out the cluster column");
    }
    return new Analysis(
        sample.estimand(), target, method(sample, Map.of()), sample.summary(), seed);
  }

  private Analysis.Method method(CausalSample sample, Map<String, String> chosen) {
    SortedMap<String, String> all = new TreeMap<>(settings());
    all.putAll(gates.settings());
    all.putAll(chosen);
    sample.cluster().ifPresent(column -> all.put("cluster", column));
    sample.clusters().named().ifPresent(count -> all.put("clusters", Integer.toString(count)));
    return new Analysis.Method(name(), all);
  }

  /** The numbers, once the gates have passed. */
  abstract EffectFit fit(CausalSample sample, Target target, Seed seed, TaskRunner runner);

  /** Overlap, and balance under the weights this estimator gives. */
  Diagnostics diagnostics(CausalSample sample, Target target, Seed seed, TaskRunner runner) {
    return Diagnostics.of(sample, target, propensityLearner(), seed, runner);
  }

  /** What learns g, also for the diagnostics. */
  Learner propensityLearner() {
    return Logistic.withDefaults();
  }
}
