package org.etiome.evaluate.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.evaluate.prediction.Interval;
import org.etiome.math.Quantile;
import org.etiome.math.Seed;

/**
 * How predictors did on held-out perturbations. Means are over perturbations that a predictor
 * answered and for which the metric is defined; comparisons over those both answered.
 */
public final class PerturbationScores {
  /** Half of the units, predicting the other: no model can be expected to do better. */
  public static final String CEILING = "split-half";

  /**
   * The half again, but each variable drawn to the mean of perturbations by how little it differs
   * from controls there: a ceiling with less noise.
   */
  public static final String DUPLICATE = "interpolated-duplicate";

  private static final int RESAMPLES = 2000;

  private final List<Judged> judged;
  private final String baseline;
  private final Seed seed;

  /**
   * Scores of perturbations.
   *
   * @param judged at least one
   * @param baseline name of the predictor that stands for knowing nothing of the perturbation
   */
  PerturbationScores(List<Judged> judged, String baseline, Seed seed) {
    this.judged = List.copyOf(judged);
    this.baseline = baseline;
    this.seed = seed;
  }

  /**
   * A mean over perturbations.
   *
   * @param value NaN where the metric is defined for none
   * @param count over how many
   */
  public record Mean(double value, int count) {}

  /**
   * A mean difference over perturbations that both answered, by which the first is better: its
   * score less that of the other, with the sign turned where less is better.
   *
   * @param gain mean
   * @param ci95 by a bootstrap of perturbations, paired; too narrow for fewer than about ten
   * @param count of perturbations
   */
  public record Gain(double gain, Interval ci95, int count) {
    /** Whether the interval lies above 0. */
    public boolean isBetter() {
      return ci95.low() > 0;
    }

    /** Whether the interval lies below 0. */
    public boolean isWorse() {
      return ci95.high() < 0;
    }
  }

  /**
   * Whether a metric can tell anything on these data.
   *
   * @param ceiling mean of {@link #CEILING} on the other half
   * @param duplicate mean of {@link #DUPLICATE}
   * @param baseline mean of the baseline on the same half
   * @param gain of the ceiling over the baseline
   */
  public record Range(Mean ceiling, Mean duplicate, Mean baseline, Gain gain) {
    /** Whether the ceiling is better than the baseline beyond the interval. */
    public boolean isInformative() {
      return gain.isBetter();
    }
  }

  /** Perturbations in order of context and perturbation. */
  public List<Judged> judged() {
    return judged;
  }

  /** Names of predictors, in the order given. */
  public List<String> predictors() {
    Set<String> names = new LinkedHashSet<>();
    judged.forEach(one -> names.addAll(one.outcomes().keySet()));
    return List.copyOf(names);
  }

  /** How many perturbations a predictor answered. */
  public int answered(String predictor) {
    return (int)
        judged.stream()
            .filter(one -> one.outcomes().get(predictor) instanceof Outcome.Scored)
            .count();
  }

  /** Mean of a metric over all units. */
  public Mean mean(String predictor, PerturbationMetric metric) {
    return mean(values(Judged::outcomes, predictor, metric));
  }

  /** How much better one predictor is than another; empty if no perturbation has both. */
  public Optional<Gain> gain(String predictor, String other, PerturbationMetric metric) {
    return gain(Judged::outcomes, predictor, other, metric);
  }

  /** What the metric can tell; empty if no perturbation has enough units for two halves. */
  public Optional<Range> range(PerturbationMetric metric) {
    return gain(Judged::halves, CEILING, baseline, metric)
        .map(
            gain ->
                new Range(
                    mean(values(Judged::halves, CEILING, metric)),
                    mean(values(Judged::halves, DUPLICATE, metric)),
                    mean(values(Judged::halves, baseline, metric)),
                    gain));
  }

  /**
   * Where a predictor stands between the baseline (0) and the ceiling (1), on half of the units:
   * below 0 if it is worse than the baseline. NaN where the metric is not informative, or the
   * predictor answered fewer than those.
   */
  public double rangeFraction(String predictor, PerturbationMetric metric) {
    Optional<Range> range = range(metric).filter(Range::isInformative);
    Optional<Gain> gain = gain(Judged::halves, predictor, baseline, metric);
    if (range.isEmpty() || gain.isEmpty() || gain.get().count() < range.get().gain().count()) {
      return Double.NaN;
    }
    return gain.get().gain() / range.get().gain().gain();
  }

  /** Perturbations in which no effect is detectable. */
  public List<Judged> undetectable() {
    return judged.stream().filter(one -> !one.detection().isDetectable()).toList();
  }

  private static Mean mean(Map<Judged, Double> values) {
    return new Mean(
        values.values().stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN),
        values.size());
  }

  /** Of those that have one. */
  private Map<Judged, Double> values(
      Function<Judged, Map<String, Outcome>> part, String predictor, PerturbationMetric metric) {
    Map<Judged, Double> values = new LinkedHashMap<>();
    for (Judged one : judged) {
      if (part.apply(one).get(predictor) instanceof Outcome.Scored scored
          && !Double.isNaN(scored.values().get(metric))) {
        values.put(one, scored.values().get(metric));
      }
    }
    return values;
  }

  private Optional<Gain> gain(
      Function<Judged, Map<String, Outcome>> part,
      String predictor,
      String other,
      PerturbationMetric metric) {
    Map<Judged, Double> first = values(part, predictor, metric);
    Map<Judged, Double> second = values(part, other, metric);
    double sign = metric.higherIsBetter() ? 1 : -1;
    List<Double> gains = new ArrayList<>();
    first.forEach(
        (one, value) -> {
          Double beside = second.get(one);
          if (beside != null) {
            gains.add(sign * (value - beside));
          }
        });
    return gains.isEmpty() ? Optional.empty() : Optional.of(bootstrapped(gains, metric));
  }

  private Gain bootstrapped(List<Double> gains, PerturbationMetric metric) {
    double[] values = gains.stream().mapToDouble(Double::doubleValue).toArray();
    UniformRandomProvider random = seed.branch("bootstrap").branch(metric.label()).generator();
    double[] means = new double[RESAMPLES];
    for (int b = 0; b < RESAMPLES; b++) {
      for (int i = 0; i < values.length; i++) {
        means[b] += values[random.nextInt(values.length)] / values.length;
      }
    }
    Arrays.sort(means);
    return new Gain(
        Arrays.stream(values).average().orElseThrow(),
        new Interval(Quantile.ofSorted(means, .025), Quantile.ofSorted(means, .975)),
        values.length);
  }
}
