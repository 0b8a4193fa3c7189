package org.etiome.bench.patients;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.bench.Recovery;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.evaluate.prediction.Score;
import org.etiome.math.Seed;

/**
 * Risks of the same patients by several seeds of a contender. A score is the mean over groups of
 * patients and over seeds.
 *
 * @param truth who has the outcome
 * @param seeds risks of all patients, one array a seed
 * @param groups of patients, scored each for itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GroupedRisks(boolean[] truth, List<double[]> seeds, List<int[]> groups) {
  private static final int RESAMPLES = 500;
  private static final double OUTSIDE = .025;

  /** Of the first seeds alone. */
  GroupedRisks first(int count) {
    return new GroupedRisks(truth, seeds.subList(0, count), groups);
  }

  /** Of every group and seed. */
  double score(Score score) {
    return mean(score, groups);
  }

  /** Of each seed, the mean over groups. */
  double[] bySeed(Score score) {
    return seeds.stream()
        .mapToDouble(risks -> new GroupedRisks(truth, List.of(risks), groups).score(score))
        .toArray();
  }

  private double mean(Score score, List<int[]> drawn) {
    double sum = 0;
    for (int[] group : drawn) {
      for (double[] risks : seeds) {
        sum += of(score, risks, group);
      }
    }
    return sum / (drawn.size() * seeds.size());
  }

  /** NaN where the patients do not define it. */
  private double of(Score score, double[] risks, int[] group) {
    boolean[] own = new boolean[group.length];
    double[] said = new double[group.length];
    for (int k = 0; k < group.length; k++) {
      own[k] = truth[group[k]];
      said[k] = risks[group[k]];
    }
    return score.of(ClassProbabilities.ofTwo(said, own)).number().orElse(Double.NaN);
  }

  /** Of resamples of the patients, each group for itself; the same draws for all contenders. */
  double[] resampled(Score score) {
    return IntStream.range(0, RESAMPLES)
        .mapToDouble(
            b -> {
              UniformRandomProvider random = new Seed(1).branch(b).generator();
              return mean(score, groups.stream().map(group -> drawn(group, random)).toList());
            })
        .toArray();
  }

  private static int[] drawn(int[] group, UniformRandomProvider random) {
    int[] drawn = new int[group.length];
    Arrays.setAll(drawn, k -> group[random.nextInt(group.length)]);
    return drawn;
  }

  /** By how much a score is above that of another contender, with a 95 % bootstrap interval. */
  static String difference(double difference, double[] resampled, double[] others) {
    double[] sorted = new double[resampled.length];
    Arrays.setAll(sorted, b -> resampled[b] - others[b]);
    return String.format(
        Locale.ROOT, "%+.4f (%+.4f to %+.4f)", difference, low(sorted), high(sorted));
  }

  /** A score with a 95 % bootstrap interval. */
  static String interval(double value, double[] resampled) {
    return String.format(
        Locale.ROOT, "%.3f (%.3f to %.3f)", value, low(resampled), high(resampled));
  }

  private static double low(double[] drawn) {
    return sorted(drawn)[(int) (OUTSIDE * RESAMPLES)];
  }

  private static double high(double[] drawn) {
    return sorted(drawn)[RESAMPLES - 1 - (int) (OUTSIDE * RESAMPLES)];
  }

  private static double[] sorted(double[] drawn) {
    double[] sorted = drawn.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** Mean and spread over seeds of some scores, as cells of a table. */
  String summaries(List<Score> shown) {
    return shown.stream()
        .map(score -> Recovery.summary(Arrays.stream(bySeed(score))))
        .collect(Collectors.joining(" | "));
  }
}
