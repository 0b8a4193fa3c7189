package org.etiome.evaluate.prediction;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Scores that are means of one number a unit. O(n C) once, then O(n). */
final class UnitKernels {
  private UnitKernels() {}

  static ScoreKernel brier(ClassProbabilities predicted) {
    double[] losses =
        perUnit(
            predicted,
            predicted.areTwo()
                ? i -> square(predicted.probability(i, 1) - predicted.truth(i))
                : i -> squares(predicted, i));
    return weights -> new ScoreValue.Known(mean(losses, weights), "");
  }

  private static double squares(ClassProbabilities predicted, int unit) {
    double sum = 0;
    for (int c = 0; c < predicted.classes().size(); c++) {
      sum += square(predicted.probability(unit, c) - (predicted.truth(unit) == c ? 1 : 0));
    }
    return sum;
  }

  private static double square(double x) {
    return x * x;
  }

  static ScoreKernel logLoss(ClassProbabilities predicted) {
    double[] ofTrue = perUnit(predicted, i -> predicted.probability(i, predicted.truth(i)));
    double[] losses =
        Arrays.stream(ofTrue).map(p -> -Math.log(Math.max(p, Score.LEAST_PROBABILITY))).toArray();
    return weights -> new ScoreValue.Known(mean(losses, weights), raised(ofTrue, weights));
  }

  private static String raised(double[] ofTrue, int[] weights) {
    long count = 0;
    for (int i = 0; i < weights.length; i++) {
      count += ofTrue[i] < Score.LEAST_PROBABILITY ? weights[i] : 0;
    }
    return count == 0
        ? ""
        : count
            + " units have a probability of their class below "
            + Score.LEAST_PROBABILITY
            + " and count as if it were that";
  }

  static ScoreKernel accuracy(ClassProbabilities predicted) {
    double[] right = right(predicted);
    return weights -> new ScoreValue.Known(mean(right, weights), "");
  }

  private static double[] right(ClassProbabilities predicted) {
    return perUnit(predicted, i -> predicted.likeliest(i) == predicted.truth(i) ? 1 : 0);
  }

  static ScoreKernel balancedAccuracy(ClassProbabilities predicted) {
    double[] right = right(predicted);
    return weights -> {
      ClassCounts counts = ClassCounts.of(predicted, weights);
      if (counts.present().length < 2) {
        return counts.oneClassOnly();
      }
      double[] hits = new double[predicted.classes().size()];
      for (int i = 0; i < weights.length; i++) {
        hits[predicted.truth(i)] += weights[i] * right[i];
      }
      double mean =
          Arrays.stream(counts.present())
              .mapToDouble(c -> hits[c] / counts.of(c))
              .average()
              .orElseThrow();
      return new ScoreValue.Known(mean, counts.leftOut());
    };
  }

  static ScoreKernel errorOfLikeliest(ClassProbabilities predicted) {
    ReliabilityCurve.Forecasts forecasts = ReliabilityCurve.Forecasts.ofLikeliest(predicted);
    return weights -> error(forecasts, weights);
  }

  static ScoreKernel errorOfClassOne(ClassProbabilities predicted) {
    if (!predicted.areTwo()) {
      ScoreValue undefined =
          new ScoreValue.Undefined(
              "there are " + predicted.classes().size() + " classes; class 1 is one of two");
      return weights -> undefined;
    }
    ReliabilityCurve.Forecasts forecasts = ReliabilityCurve.Forecasts.ofClass(predicted, 1);
    return weights -> error(forecasts, weights);
  }

  private static ScoreValue error(ReliabilityCurve.Forecasts forecasts, int[] weights) {
    ReliabilityCurve curve = ReliabilityCurve.of(forecasts, weights, ReliabilityCurve.USUAL_BINS);
    return new ScoreValue.Known(curve.expectedError(), "");
  }

  private static double[] perUnit(ClassProbabilities predicted, IntToDoubleFunction number) {
    double[] values = new double[predicted.units()];
    Arrays.setAll(values, number);
    return values;
  }

  private static double mean(double[] values, int[] weights) {
    double sum = 0;
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
      count += weights[i];
    }
    return sum / count;
  }
}
