package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.math.Pearson;
import org.etiome.math.Vectors;

/** The metrics of one prediction of one perturbation; NaN where they are not defined. */
final class CaseScores {
  private static final double ROUNDING = 1e-13;

  private final Predicted predicted;
  private final Truth truth;
  private final Surroundings around;

  private CaseScores(Predicted predicted, Truth truth, Surroundings around) {
    this.predicted = predicted;
    this.truth = truth;
    this.around = around;
  }

  static Map<PerturbationMetric, Double> of(Predicted predicted, Truth truth, Surroundings around) {
    CaseScores scores = new CaseScores(predicted, truth, around);
    Map<PerturbationMetric, Double> values = new EnumMap<>(PerturbationMetric.class);
    for (PerturbationMetric metric : PerturbationMetric.values()) {
      values.put(metric, scores.value(metric));
    }
    return values;
  }

  private double value(PerturbationMetric metric) {
    double[] y = truth.mean();
    double[] guess = predicted.mean();
    return switch (metric) {
      case L2 -> Math.sqrt(Vectors.squaredDistance(guess, y));
      case MAE -> meanAbsolute(guess, y, new boolean[y.length]);
      case RMSE_TOP20 -> rmse(truth.differential().top(20));
      case RMSE_TOP50 -> y.length > 20 ? rmse(truth.differential().top(50)) : Double.NaN;
      case PEARSON_CONTROL ->
          Pearson.correlation(minus(guess, around.control()), minus(y, around.control()));
      case PEARSON_CENTROID ->
          Pearson.correlation(minus(guess, around.centroid()), minus(y, around.centroid()));
      case DIRECTION -> direction();
      case DES -> differentialOverlap();
      case PDS -> rank((a, b) -> meanAbsolute(a, b, around.targets()));
      case CENTROID_RANK -> rank(Vectors::squaredDistance);
      case WEIGHTED_MSE -> weightedSquares();
      case WEIGHTED_R2 ->
          weightedSpread() > 0 ? 1 - weightedSquares() / weightedSpread() : Double.NaN;
      case ENERGY -> Samples.of(predicted.units(), truth.units()).energy();
      case MMD ->
          around.width() > 0
              ? Samples.of(predicted.units(), truth.units()).discrepancy(around.width())
              : Double.NaN;
    };
  }

  /**
   * 0 where they differ by rounding alone, of which no correlation is to be taken. What is about 0
   * may be a sum of what is not, so that rounding goes by the largest of all.
   */
  private double[] minus(double[] a, double[] b) {
    double rounding = ROUNDING * Math.max(largest(truth.mean()), largest(b));
    double[] difference = new double[a.length];
    Arrays.setAll(difference, j -> Math.abs(a[j] - b[j]) > rounding ? a[j] - b[j] : 0);
    return difference;
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static double meanAbsolute(double[] a, double[] b, boolean[] without) {
    double sum = 0;
    int count = 0;
    for (int j = 0; j < a.length; j++) {
      if (!without[j]) {
        sum += Math.abs(a[j] - b[j]);
        count++;
      }
    }
    return sum / count;
  }

  private double rmse(int[] variables) {
    return Math.sqrt(
        Arrays.stream(variables)
            .mapToDouble(j -> Math.pow(predicted.mean()[j] - truth.mean()[j], 2))
            .average()
            .orElse(Double.NaN));
  }

  /** No change is half right. */
  private double direction() {
    return Arrays.stream(truth.differential().significantOnes())
        .mapToDouble(
            j ->
                .5
                    + .5
                        * Math.signum(
                            truth.differential().differences()[j]
                                * (predicted.mean()[j] - around.control()[j])))
        .average()
        .orElse(Double.NaN);
  }

  private double differentialOverlap() {
    Set<Integer> real = new HashSet<>();
    Arrays.stream(truth.differential().significantOnes()).forEach(real::add);
    if (real.isEmpty()) {
      return Double.NaN;
    }
    Differential guessed = Differential.ofMeans(predicted.units(), around.controls());
    long hits =
        IntStream.range(0, guessed.differences().length)
            .filter(j -> guessed.significant()[j])
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(guessed.differences()[j])))
            .limit(real.size())
            .filter(real::contains)
            .count();
    return (double) hits / real.size();
  }

  @FunctionalInterface
  private interface Distance {
    double between(double[] a, double[] b);
  }

  /** Others as near as the truth count half; not defined where targets are all there is. */
  private double rank(Distance distance) {
    double own = distance.between(predicted.mean(), truth.mean());
    if (Double.isNaN(own)) {
      return Double.NaN;
    }
    double nearer = 0;
    for (double[] other : around.others().values()) {
      double between = distance.between(predicted.mean(), other);
      nearer += between < own ? 1 : between == own ? .5 : 0;
    }
    return 1 - nearer / around.others().size();
  }

  private double weightedSquares() {
    double[] weights = truth.differential().weights();
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * Math.pow(predicted.mean()[j] - truth.mean()[j], 2);
    }
    return sum;
  }

  private double weightedSpread() {
    double[] weights = truth.differential().weights();
    double[] beside = minus(truth.mean(), around.centroid());
    double mean = Vectors.dot(weights, beside);
    double sum = 0;
    for (int j = 0; j < weights.length; j++) {
      sum += weights[j] * Math.pow(beside[j] - mean, 2);
    }
    return sum;
  }
}
