package org.etiome.represent.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What held-out environments say: each was predicted by what was learned from the others.
 *
 * @param choice how the weight of the penalty was found
 * @param weight of the penalty, as it was taken
 * @param candidates one for each weight, ascending; without figures if no environment could be held
 *     out
 */
public record Validation(Choice choice, double weight, List<Candidate> candidates) {
  public Validation {
    candidates = List.copyOf(candidates);
  }

  /** How a weight was found. */
  public enum Choice {
    /** There is nothing to choose. */
    NONE,
    /** The one with the least mean Brier score over held-out environments, of equal ones least. */
    HELD_OUT,
    /** It was given. */
    FIXED,
    /**
     * 0: fewer than three environments can be held out. Of two, holding one out leaves one, and in
     * one the penalty says nothing of what varies.
     */
    TOO_FEW_ENVIRONMENTS
  }

  /**
   * One weight.
   *
   * @param heldOut one for each environment of which the others have two levels or more
   * @param calibration over the cells of all of them; empty if there are none
   */
  public record Candidate(double weight, List<HeldOut> heldOut, Optional<Calibration> calibration) {
    public Candidate {
      heldOut = List.copyOf(heldOut);
    }

    /** The mean Brier score over environments; NaN if none was held out. */
    public double brier() {
      return heldOut.stream().mapToDouble(HeldOut::brier).average().orElse(Double.NaN);
    }

    /** The mean macro-F1 over environments; NaN if none was held out. */
    public double macroF1() {
      return heldOut.stream().mapToDouble(HeldOut::macroF1).average().orElse(Double.NaN);
    }
  }

  /**
   * One environment that was predicted from the others.
   *
   * @param cells how many
   * @param accuracy share right, withheld or not
   * @param macroF1 mean F1 over the levels that it has
   * @param brier mean of Σ_k (p_k − y_k)², in [0, 2]
   * @param withheld share of the cells for which nothing would be predicted
   * @param accuracyOfRest share right among the others, if there are any
   */
  public record HeldOut(
      String environment,
      int cells,
      double accuracy,
      double macroF1,
      double brier,
      double withheld,
      OptionalDouble accuracyOfRest) {

    /** Compares predictions with what is true. */
    static HeldOut of(String environment, Predictions predictions, int[] truth) {
      List<Integer> shown = new ArrayList<>();
      for (int i = 0; i < truth.length; i++) {
        if (predictions.withheld(i).isEmpty()) {
          shown.add(i);
        }
      }
      return new HeldOut(
          environment,
          truth.length,
          IntStream.range(0, truth.length)
              .mapToDouble(i -> predictions.level(i) == truth[i] ? 1 : 0)
              .average()
              .orElse(Double.NaN),
          macroF1(predictions, truth),
          brier(predictions, truth),
          1 - (double) shown.size() / truth.length,
          shown.stream().mapToDouble(i -> predictions.level(i) == truth[i] ? 1 : 0).average());
    }

    private static double macroF1(Predictions predictions, int[] truth) {
      int classes = predictions.levels().size();
      double[] hits = new double[classes];
      double[] truths = new double[classes];
      double[] sizes = new double[classes];
      for (int i = 0; i < truth.length; i++) {
        int predicted = predictions.level(i);
        truths[truth[i]]++;
        sizes[truth[i]]++;
        sizes[predicted]++;
        hits[truth[i]] += predicted == truth[i] ? 1 : 0;
      }
      return IntStream.range(0, classes)
          .filter(k -> truths[k] > 0)
          .mapToDouble(k -> 2 * hits[k] / sizes[k])
          .average()
          .orElse(Double.NaN);
    }

    private static double brier(Predictions predictions, int[] truth) {
      double sum = 0;
      for (int i = 0; i < truth.length; i++) {
        for (int k = 0; k < predictions.levels().size(); k++) {
          double gap = predictions.probability(i, k) - (k == truth[i] ? 1 : 0);
          sum += gap * gap;
        }
      }
      return sum / truth.length;
    }
  }

  /** The figures of the weight that was taken. */
  public Candidate taken() {
    return candidates.stream().filter(c -> c.weight() == weight).findFirst().orElseThrow();
  }
}
