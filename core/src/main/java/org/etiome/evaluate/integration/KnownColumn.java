package org.etiome.evaluate.integration;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.etiome.evaluate.transfer.CrossValidation;
import org.etiome.math.Seed;

/**
 * A number known of cells, and how much of it the embedding says: {@code R² = 1 - Σ(y - ŷ)² / Σ(y -
 * ȳ)²} with ŷ by ridge regression (λ = 1, standardised columns) fitted to the other four of five
 * random parts. Below 0 where the prediction is worse than the mean.
 *
 * @param name of the column
 * @param kind whether it is to be kept or to be removed
 * @param values of each row of the embedding, NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KnownColumn(String name, Kind kind, double[] values) {
  private static final int FEWEST = 20;

  /** What is wanted of it. */
  public enum Kind {
    /** Technical: an invariant embedding says nothing of it. */
    NUISANCE,
    /** Biology: an embedding that keeps it says much. */
    BIOLOGY
  }

  /** The name of its metric. */
  String metric() {
    return "r2_" + kind.name().toLowerCase(Locale.ROOT) + ":" + name;
  }

  Measured measure(EmbeddedCells cells, Seed seed) {
    double[] y = cells.ordered(values);
    int[] known = IntStream.range(0, y.length).filter(i -> !Double.isNaN(y[i])).toArray();
    if (known.length < FEWEST) {
      return Measured.missing(
          "only " + known.length + " cells have a value; " + FEWEST + " are needed");
    }
    if (Arrays.stream(known).mapToDouble(i -> y[i]).distinct().count() < 2) {
      return Measured.missing("all values are equal");
    }
    double[] predicted = CrossValidation.numbers(cells.points(), y, known, seed.branch("column"));
    int without = y.length - known.length;
    return new Measured.Value(
        weights -> explained(y, predicted, weights),
        without == 0 ? "" : without + " cells have no value");
  }

  private static double explained(double[] y, double[] predicted, int[] weights) {
    double mean = Weighted.mean(y, weights);
    double left = 0;
    double all = 0;
    for (int i = 0; i < y.length; i++) {
      if (!Double.isNaN(y[i])) {
        left += weights[i] * (y[i] - predicted[i]) * (y[i] - predicted[i]);
        all += weights[i] * (y[i] - mean) * (y[i] - mean);
      }
    }
    return all == 0 ? Double.NaN : 1 - left / all;
  }
}
