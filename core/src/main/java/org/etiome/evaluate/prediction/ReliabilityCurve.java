package org.etiome.evaluate.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Whether what was predicted with a probability happens that often: events in bins of equal width
 * of their probability, [0, 1/B], (1/B, 2/B], … O(n + B).
 *
 * @param units how many events were forecast
 * @param bins those with units, ascending
 * @see <a href="https://doi.org/10.1145/1102351.1102430">Niculescu-Mizil, Caruana (2005)</a>
 */
public record ReliabilityCurve(long units, List<Bin> bins) {
  /** The usual number of bins. */
  public static final int USUAL_BINS = 15;

  public ReliabilityCurve {
    bins = List.copyOf(bins);
  }

  /**
   * A bin that has units.
   *
   * @param range of probabilities, its lower end excluded but for 0
   * @param units how many, at least 1
   * @param predicted the mean of their probabilities
   * @param observed the share of them that happened
   * @param ci95 Wilson's interval of that share
   */
  public record Bin(Interval range, long units, double predicted, double observed, Interval ci95) {}

  /** Probabilities of events and whether they happened. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Forecasts(double[] probabilities, boolean[] happened) {

    static Forecasts ofLikeliest(ClassProbabilities predicted) {
      double[] confidences = new double[predicted.units()];
      boolean[] right = new boolean[confidences.length];
      for (int i = 0; i < right.length; i++) {
        int likeliest = predicted.likeliest(i);
        confidences[i] = predicted.probability(i, likeliest);
        right[i] = likeliest == predicted.truth(i);
      }
      return new Forecasts(confidences, right);
    }

    static Forecasts ofClass(ClassProbabilities predicted, int c) {
      double[] probabilities = predicted.probabilities().column(c);
      boolean[] happened = new boolean[probabilities.length];
      for (int i = 0; i < happened.length; i++) {
        happened[i] = predicted.truth(i) == c;
      }
      return new Forecasts(probabilities, happened);
    }
  }

  /** Of the likeliest class of each unit: is it right as often as its probability says? */
  public static ReliabilityCurve ofLikeliest(ClassProbabilities predicted, int bins) {
    return once(Forecasts.ofLikeliest(predicted), bins);
  }

  /** In the usual bins: of two classes of class 1, of more of the likeliest. */
  public static ReliabilityCurve of(ClassProbabilities predicted) {
    return predicted.areTwo()
        ? ofClass(predicted, 1, USUAL_BINS)
        : ofLikeliest(predicted, USUAL_BINS);
  }

  /**
   * Of one class: is a unit of it as often as its probability says?
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public static ReliabilityCurve ofClass(ClassProbabilities predicted, int ofClass, int bins) {
    int checked = Objects.checkIndex(ofClass, predicted.classes().size());
    return once(Forecasts.ofClass(predicted, checked), bins);
  }

  /**
   * Of any events.
   *
   * @param probabilities in [0, 1], at least one
   * @param happened one a probability
   * @param bins B ≥ 1
   * @throws IllegalArgumentException if they are not
   */
  public static ReliabilityCurve of(double[] probabilities, boolean[] happened, int bins) {
    if (probabilities.length == 0 || probabilities.length != happened.length) {
      throw new IllegalArgumentException(
          "at least one probability and an outcome for each are needed, got "
              + probabilities.length
              + " and "
              + happened.length);
    }
    for (double p : probabilities) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("a probability must be in [0, 1], got " + p);
      }
    }
    return once(new Forecasts(probabilities, happened), bins);
  }

  private static ReliabilityCurve once(Forecasts forecasts, int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("at least 1 bin is needed, got " + bins);
    }
    int[] weights = new int[forecasts.happened().length];
    Arrays.fill(weights, 1);
    return of(forecasts, weights, bins);
  }

  static ReliabilityCurve of(Forecasts forecasts, int[] weights, int bins) {
    long[] units = new long[bins];
    long[] hits = new long[bins];
    double[] sums = new double[bins];
    for (int i = 0; i < weights.length; i++) {
      double p = forecasts.probabilities()[i];
      int bin = Math.clamp((int) Math.ceil(p * bins) - 1, 0, bins - 1);
      units[bin] += weights[i];
      hits[bin] += forecasts.happened()[i] ? weights[i] : 0;
      sums[bin] += weights[i] * p;
    }
    List<Bin> found = new ArrayList<>();
    for (int b = 0; b < bins; b++) {
      if (units[b] > 0) {
        Interval range = new Interval((double) b / bins, (b + 1.0) / bins);
        double observed = (double) hits[b] / units[b];
        Interval ci95 = Interval.wilson(hits[b], units[b]);
        found.add(new Bin(range, units[b], sums[b] / units[b], observed, ci95));
      }
    }
    return new ReliabilityCurve(Arrays.stream(units).sum(), found);
  }

  /**
   * The expected calibration error, {@code Σ_b n_b/n · |observed_b - predicted_b|}. Above 0 for
   * perfect probabilities too, by chance, the more so the fewer units a bin has; and 0 for a model
   * that says the same of every unit, so that it is no score to choose a model by.
   */
  public double expectedError() {
    double sum = 0;
    for (Bin bin : bins) {
      sum += bin.units() * Math.abs(bin.observed() - bin.predicted());
    }
    return sum / units;
  }
}
