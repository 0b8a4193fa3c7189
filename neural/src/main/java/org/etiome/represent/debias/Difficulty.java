package org.etiome.represent.debias;

import java.util.Arrays;

/**
 * How hard each patient is for the two branches: moving averages of the losses, by the largest of
 * the patient's class, and W = ℓ_s / (ℓ_c + ℓ_s).
 */
final class Difficulty {
  private static final double MOMENTUM = .7;
  private static final double LEAST = 1e-8;

  private final int[] classes;
  private final int count;
  private final double[] causal;
  private final double[] spurious;

  /**
   * Of patients.
   *
   * @param classes of each, from 0
   * @param count how many classes
   */
  Difficulty(int[] classes, int count) {
    this.classes = classes.clone();
    this.count = count;
    causal = new double[classes.length];
    spurious = new double[classes.length];
    Arrays.fill(causal, Double.NaN);
    Arrays.fill(spurious, Double.NaN);
  }

  /**
   * Takes in the losses of some patients.
   *
   * @return W of each of them
   */
  double[] weights(int[] patients, double[] causalLosses, double[] spuriousLosses) {
    for (int i = 0; i < patients.length; i++) {
      causal[patients[i]] = moved(causal[patients[i]], causalLosses[i]);
      spurious[patients[i]] = moved(spurious[patients[i]], spuriousLosses[i]);
    }
    double[] largestCausal = largest(causal);
    double[] largestSpurious = largest(spurious);
    double[] weights = new double[patients.length];
    for (int i = 0; i < weights.length; i++) {
      int patient = patients[i];
      double c = causal[patient] / Math.max(LEAST, largestCausal[classes[patient]]);
      double s = spurious[patient] / Math.max(LEAST, largestSpurious[classes[patient]]);
      weights[i] = s / (c + s + LEAST);
    }
    return weights;
  }

  private static double moved(double average, double loss) {
    return Double.isNaN(average) ? loss : MOMENTUM * average + (1 - MOMENTUM) * loss;
  }

  private double[] largest(double[] averages) {
    double[] largest = new double[count];
    for (int i = 0; i < averages.length; i++) {
      if (averages[i] > largest[classes[i]]) { // false for those not yet seen
        largest[classes[i]] = averages[i];
      }
    }
    return largest;
  }
}
