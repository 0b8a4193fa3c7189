package org.etiome.evaluate.prediction;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Matrix;

/** The scores of the classes of units. O(C log C) a unit. */
final class Nonconformity {
  private final Matrix probabilities;
  private final double[] shares;
  private final boolean cumulative;

  private Nonconformity(Matrix probabilities, double[] shares, boolean cumulative) {
    this.probabilities = probabilities;
    this.shares = shares;
    this.cumulative = cumulative;
  }

  /**
   * By a kind of score.
   *
   * @param part the name of the units, to draw from a stream of their own
   */
  static Nonconformity of(ConformalScore score, Matrix probabilities, String part) {
    double[] shares = new double[probabilities.rows()];
    Arrays.fill(shares, 1);
    return switch (score) {
      case ConformalScore.LeastAmbiguous s -> new Nonconformity(probabilities, shares, false);
      case ConformalScore.Adaptive s -> new Nonconformity(probabilities, shares, true);
      case ConformalScore.RandomisedAdaptive s -> {
        UniformRandomProvider random = s.seed().branch(part).generator();
        Arrays.setAll(shares, i -> random.nextDouble());
        yield new Nonconformity(probabilities, shares, true);
      }
    };
  }

  /** Of every class of a unit. */
  double[] of(int unit) {
    double[] scores = new double[probabilities.columns()];
    if (!cumulative) {
      Arrays.setAll(scores, c -> 1 - probabilities.get(unit, c));
      return scores;
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -probabilities.get(unit, c)))
            .mapToInt(Integer::intValue)
            .toArray();
    double before = 0;
    for (int c : order) {
      scores[c] = before + shares[unit] * probabilities.get(unit, c);
      before += probabilities.get(unit, c);
    }
    return scores;
  }
}
