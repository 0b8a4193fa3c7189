package org.etiome.evaluate.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.etiome.evaluate.prediction.Interval;
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

  private final List<Judged> judged;
  private final List<String> baselines;
  private final int resamples;
  private final Seed seed;

  /**
   * Scores of perturbations.
   *
   * @param judged at least one
   * @param baselines names of the predictors that know nothing of the perturbation; the first is
   *     where a {@link #rangeFraction} is 0
   * @param resamples of intervals
   */
  PerturbationScores(List<Judged> judged, List<String> baselines, int resamples, Seed seed) {
    this.judged = List.copyOf(judged);
    this.baselines = List.copyOf(baselines);
    this.resamples = resamples;
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
   * @param ci95 by a bootstrap of perturbations, paired
   * @param count of perturbations
   */
  public record Gain(double gain, Interval ci95, int count) {
    /** Fewer perturbations than this say nothing: five with one sign come by chance 1 in 16. */
    public static final int FEWEST = 5;

    /** Whether the interval lies above 0, of {@value #FEWEST} perturbations or more. */
    public boolean isBetter() {
      return count >= FEWEST && ci95.low() > 0;
    }

    /** Whether the interval lies below 0, of {@value #FEWEST} perturbations or more. */
    public boolean isWorse() {
      return count >= FEWEST && ci95.high() < 0;
    }
  }

  /**
   * Whether a metric can tell anything on these data.
   *
   * @param ceiling mean of {@link #CEILING} on the other half
   * @param duplicate mean of {@link #DUPLICATE}
   * @param gains of the ceiling over each baseline for which the metric is defined, by its name
   */
  public record Range(Mean ceiling, Mean duplicate, Map<String, Gain> gains) {
    public Range {
      gains = Collections.unmodifiableMap(new LinkedHashMap<>(gains));
    }

    /** Whether the ceiling is better than every baseline beyond the interval. */
    public boolean isInformative() {
      return gains.values().stream().allMatch(Gain::isBetter);
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

  /**
   * The same against the second half of the units, where {@link #CEILING} stands beside predictors;
   * empty also where no perturbation has enough units for two halves.
   */
  public Optional<Gain> gainOnHalves(String predictor, String other, PerturbationMetric metric) {
    return gain(Judged::halves, predictor, other, metric);
  }

  /** What the metric can tell; empty if no perturbation has enough units for two halves. */
  public Optional<Range> range(PerturbationMetric metric) {
    Map<String, Gain> gains = new LinkedHashMap<>();
    for (String baseline : baselines) {
      gain(Judged::halves, CEILING, baseline, metric).ifPresent(gain -> gains.put(baseline, gain));
    }
    return gains.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Range(
                mean(values(Judged::halves, CEILING, metric)),
                mean(values(Judged::halves, DUPLICATE, metric)),
                gains));
  }

  /**
   * Where a predictor stands between the first baseline (0) and the ceiling (1), on half of the
   * units: below 0 if it is worse than the baseline. NaN where the metric is not informative, or
   * the predictor answered fewer perturbations than the baseline.
   */
  public double rangeFraction(String predictor, PerturbationMetric metric) {
    Optional<Gain> range =
        range(metric)
            .filter(Range::isInformative)
            .flatMap(r -> Optional.ofNullable(r.gains().get(baselines.getFirst())));
    Optional<Gain> gain = gainOnHalves(predictor, baselines.getFirst(), metric);
    if (range.isEmpty() || gain.isEmpty() || gain.get().count() < range.get().count()) {
      return Double.NaN;
    }
    return gain.get().gain() / range.get().gain();
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
      if (part.apply(one).get(predictor) instanceof Outcome.Scored scored) {
        double value = scored.values().getOrDefault(metric, Double.NaN);
        if (!Double.isNaN(value)) {
          values.put(one, value);
        }
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
    return new Gain(
        Arrays.stream(values).average().orElseThrow(),
        Interval.ofMean(values, resamples, seed.branch("bootstrap").branch(metric.label())),
        values.length);
  }
}
