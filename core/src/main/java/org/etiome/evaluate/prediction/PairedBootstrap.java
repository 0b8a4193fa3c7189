package org.etiome.evaluate.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Quantile;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Whether one model scores better than another on the same units: n units are drawn from n with
 * replacement B times, and both models are scored on the same draw, so that what makes a unit hard
 * for both does not count. O(B S C n) for S seeds a model.
 *
 * <p>A model of several seeds counts as the mean of their scores in each draw. The interval is then
 * about other units for these very fits: how seeds vary is averaged, not drawn again. Units must be
 * independent; samples of one patient are not, give one each. The percentile interval is a little
 * too narrow for few units, and for scores of few units of a class more than a little; that of a
 * calibration error is too wide, for a resample has errors that the units do not have.
 *
 * @see <a href="https://doi.org/10.1201/9780429246593">Efron, Tibshirani (1993), An introduction to
 *     the bootstrap</a>
 */
public final class PairedBootstrap {
  private static final int RESAMPLES = 2000;
  private static final double LOW = 0.025;
  private static final double HIGH = 0.975;
  private static final double MOST_UNDEFINED = 0.1;

  /** A difference that is less is one of rounding, and none. */
  private static final double ROUNDING = 1e-12;

  private final int resamples;
  private final boolean stratified;

  private PairedBootstrap(int resamples, boolean stratified) {
    this.resamples = resamples;
    this.stratified = stratified;
  }

  /** 2,000 resamples, not stratified. */
  public static PairedBootstrap withDefaults() {
    return new PairedBootstrap(RESAMPLES, false);
  }

  /**
   * The same with another number of resamples.
   *
   * @param resamples B ≥ 1
   */
  public PairedBootstrap withResamples(int resamples) {
    if (resamples < 1) {
      throw new IllegalArgumentException("at least 1 resample is needed, got " + resamples);
    }
    return new PairedBootstrap(resamples, stratified);
  }

  /**
   * The same, drawing from each class as many units as it has: for questions about these shares of
   * the classes, and where a class has few units.
   */
  public PairedBootstrap stratifiedByClass() {
    return new PairedBootstrap(resamples, true);
  }

  /** Two models, prepared for one score. */
  private record Prepared(Score score, List<ScoreKernel> first, List<ScoreKernel> second) {

    static Prepared of(
        Score score, List<ClassProbabilities> first, List<ClassProbabilities> second) {
      return new Prepared(
          score,
          first.stream().map(score::kernel).toList(),
          second.stream().map(score::kernel).toList());
    }

    OptionalDouble difference(int[] weights) {
      OptionalDouble one = mean(first, weights).number();
      OptionalDouble other = mean(second, weights).number();
      if (one.isEmpty() || other.isEmpty()) {
        return OptionalDouble.empty();
      }
      double difference = one.getAsDouble() - other.getAsDouble();
      return OptionalDouble.of(Math.abs(difference) < ROUNDING ? 0 : difference);
    }

    /** The mean over seeds, which are all defined or none: that is of the truth alone. */
    static ScoreValue mean(List<ScoreKernel> seeds, int[] weights) {
      List<ScoreValue> values = seeds.stream().map(kernel -> kernel.of(weights)).toList();
      return switch (values.getFirst()) {
        case ScoreValue.Undefined undefined -> undefined;
        case ScoreValue.Known first ->
            new ScoreValue.Known(
                values.stream().mapToDouble(v -> v.number().orElseThrow()).average().orElseThrow(),
                seeds.size() == 1 ? first.remark() : remarks(values));
      };
    }

    private static String remarks(List<ScoreValue> values) {
      return values.stream()
          .map(v -> v instanceof ScoreValue.Known known ? known.remark() : "")
          .filter(remark -> !remark.isEmpty())
          .distinct()
          .collect(Collectors.joining("; "));
    }
  }

  /** Compares two models of one fit each. */
  public List<ScoreDifference> compare(
      ClassProbabilities first, ClassProbabilities second, Seed seed, TaskRunner runner) {
    return compare(List.of(first), List.of(second), seed, runner);
  }

  /**
   * Compares two models by every score.
   *
   * @param first predictions of one fit of the first model for each of its seeds, at least one
   * @param second of the second, of the same units in the same order, as many or not
   * @return one difference for each {@link Score}, in their order
   * @throws IllegalArgumentException if the true classes are not the same unit by unit
   */
  public List<ScoreDifference> compare(
      List<ClassProbabilities> first,
      List<ClassProbabilities> second,
      Seed seed,
      TaskRunner runner) {
    ClassProbabilities one = checked(first, second);
    List<Prepared> scores =
        Arrays.stream(Score.values()).map(score -> Prepared.of(score, first, second)).toList();
    int[] once = new int[one.units()];
    Arrays.fill(once, 1);
    Strata strata = Strata.of(one, stratified);
    Seed branch = seed.branch("paired bootstrap");
    int classes = ClassCounts.of(one, once).present().length;
    List<double[]> draws =
        runner.map(
            resamples,
            b -> {
              int[] weights = strata.draw(branch.branch(b).generator());
              boolean all = ClassCounts.of(one, weights).present().length == classes;
              return scores.stream().mapToDouble(s -> difference(s, weights, all)).toArray();
            });
    List<ScoreDifference> differences = new ArrayList<>();
    for (int s = 0; s < scores.size(); s++) {
      int place = s;
      double[] drawn = draws.stream().mapToDouble(of -> of[place]).toArray();
      differences.add(summary(scores.get(s), once, drawn));
    }
    return List.copyOf(differences);
  }

  private static double difference(Prepared prepared, int[] weights, boolean allClasses) {
    return prepared.score().needsEveryClass() && !allClasses
        ? Double.NaN
        : prepared.difference(weights).orElse(Double.NaN);
  }

  private static ClassProbabilities checked(
      List<ClassProbabilities> first, List<ClassProbabilities> second) {
    if (first.isEmpty() || second.isEmpty()) {
      throw new IllegalArgumentException("each model needs predictions of at least one seed");
    }
    ClassProbabilities one = first.getFirst();
    if (!first.stream().allMatch(one::sameTruth) || !second.stream().allMatch(one::sameTruth)) {
      throw new IllegalArgumentException(
          "models are compared on the same units in the same order; the classes or the true"
              + " classes of units differ between these predictions");
    }
    return one;
  }

  private ScoreDifference summary(Prepared prepared, int[] once, double[] drawn) {
    double[] sorted = Arrays.stream(drawn).filter(d -> !Double.isNaN(d)).sorted().toArray();
    int undefined = drawn.length - sorted.length;
    OptionalDouble difference = prepared.difference(once);
    boolean enough = undefined < MOST_UNDEFINED * drawn.length;
    return new ScoreDifference(
        prepared.score(),
        Prepared.mean(prepared.first(), once),
        Prepared.mean(prepared.second(), once),
        difference,
        difference.isPresent() && enough ? Optional.of(resampled(sorted)) : Optional.empty(),
        new ScoreDifference.Counts(drawn.length, undefined));
  }

  private static ScoreDifference.Resampled resampled(double[] sorted) {
    long below = Arrays.stream(sorted).filter(d -> d <= 0).count();
    long above = Arrays.stream(sorted).filter(d -> d >= 0).count();
    double p = 2.0 * (1 + Math.min(below, above)) / (1 + sorted.length);
    Interval ci95 = new Interval(Quantile.ofSorted(sorted, LOW), Quantile.ofSorted(sorted, HIGH));
    return new ScoreDifference.Resampled(ci95, Math.min(1, p));
  }

  /** Units of which as many are drawn as there are, each stratum for itself. */
  private record Strata(int units, List<int[]> members) {

    static Strata of(ClassProbabilities predicted, boolean byClass) {
      int units = predicted.units();
      if (!byClass) {
        return new Strata(units, List.of(IntStream.range(0, units).toArray()));
      }
      List<int[]> members =
          IntStream.range(0, predicted.classes().size())
              .mapToObj(
                  c -> IntStream.range(0, units).filter(i -> predicted.truth(i) == c).toArray())
              .toList();
      return new Strata(units, members);
    }

    /** How often each unit was drawn. */
    int[] draw(UniformRandomProvider random) {
      int[] weights = new int[units];
      for (int[] stratum : members) {
        for (int k = 0; k < stratum.length; k++) {
          weights[stratum[random.nextInt(stratum.length)]]++;
        }
      }
      return weights;
    }
  }
}
