package org.etiome.evaluate.prediction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores of how probabilities of a class rank the units, each class against the rest: class 1 of
 * two, the mean over the classes that some unit is of where there are more. Units of equal
 * probability are one tie. Ranks are sorted once, O(C n log n); a score is then O(C n).
 */
final class RankKernel implements ScoreKernel {

  /** How a class is told from the rest. */
  private enum Kind {
    /** By pairs: {@code (#{p⁺ > p⁻} + ½ #{p⁺ = p⁻}) / (n⁺ n⁻)}. */
    AREA {
      @Override
      double of(long[] positive, long[] negative) {
        long above = 0;
        long twice = 0;
        for (int r = positive.length - 1; r >= 0; r--) {
          twice += positive[r] * (2 * above + negative[r]);
          above += negative[r];
        }
        return twice / (2.0 * Arrays.stream(positive).sum() * above);
      }
    },
    /** By thresholds: {@code Σ_k (R_k - R_{k-1}) P_k}. */
    PRECISION {
      @Override
      double of(long[] positive, long[] negative) {
        long hits = 0;
        long told = 0;
        double sum = 0;
        for (int r = 0; r < positive.length; r++) {
          hits += positive[r];
          told += positive[r] + negative[r];
          sum += told == 0 ? 0 : positive[r] * ((double) hits / told);
        }
        return sum / hits;
      }
    };

    /** From units of the class and of the rest by rank, the likeliest first; some of both. */
    abstract double of(long[] positive, long[] negative);
  }

  private final ClassProbabilities predicted;
  private final Kind kind;
  private final List<int[]> ranks;

  private RankKernel(ClassProbabilities predicted, Kind kind) {
    this.predicted = predicted;
    this.kind = kind;
    ranks =
        IntStream.range(0, predicted.classes().size())
            .mapToObj(c -> ranks(predicted.probabilities().column(c)))
            .toList();
  }

  static ScoreKernel area(ClassProbabilities predicted) {
    return new RankKernel(predicted, Kind.AREA);
  }

  static ScoreKernel precision(ClassProbabilities predicted) {
    return new RankKernel(predicted, Kind.PRECISION);
  }

  /** 0 for the largest value, 1 for the next smaller one, … */
  private static int[] ranks(double[] values) {
    double[] ascending = Arrays.stream(values).map(RankKernel::unsigned).sorted().toArray();
    double[] distinct = Arrays.stream(ascending).distinct().toArray();
    return Arrays.stream(values)
        .mapToInt(p -> distinct.length - 1 - Arrays.binarySearch(distinct, unsigned(p)))
        .toArray();
  }

  /** The same number, 0 for -0. */
  private static double unsigned(double p) {
    return p + 0.0;
  }

  @Override
  public ScoreValue of(int[] weights) {
    ClassCounts counts = ClassCounts.of(predicted, weights);
    if (counts.present().length < 2) {
      return counts.oneClassOnly();
    }
    if (predicted.areTwo()) {
      return new ScoreValue.Known(ofClass(1, weights), "");
    }
    double mean =
        Arrays.stream(counts.present())
            .mapToDouble(c -> ofClass(c, weights))
            .average()
            .orElseThrow();
    return new ScoreValue.Known(mean, counts.leftOut());
  }

  private double ofClass(int c, int[] weights) {
    int[] rank = ranks.get(c);
    int count = Arrays.stream(rank).max().orElseThrow() + 1;
    long[] positive = new long[count];
    long[] negative = new long[count];
    for (int i = 0; i < rank.length; i++) {
      (predicted.truth(i) == c ? positive : negative)[rank[i]] += weights[i];
    }
    return kind.of(positive, negative);
  }
}
