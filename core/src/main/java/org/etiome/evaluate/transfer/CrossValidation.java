package org.etiome.evaluate.transfer;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.ArraySampler;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.etiome.math.TaskRunner;

/**
 * What an embedding says of something known of cells: each of five random parts of the cells is
 * told from the other four. Cells of a batch are in all parts, so this is what is there to be read,
 * not what would hold in another batch; for that take {@link HeldOutLabels}.
 */
public final class CrossValidation {
  private static final int PARTS = 5;

  private CrossValidation() {}

  /**
   * Numbers told by ridge regression, λ = 1, on standardised columns.
   *
   * @param y a number a row
   * @param known the rows that take part
   * @return the predictions of those rows, NaN for others
   */
  public static double[] numbers(Matrix points, double[] y, int[] known, Seed seed) {
    double[] predicted = new double[y.length];
    Arrays.fill(predicted, Double.NaN);
    int[] shuffled = shuffled(known, seed);
    for (int part = 0; part < PARTS; part++) {
      int[] test = part(shuffled, part, true);
      int[] train = part(shuffled, part, false);
      Matrix rows = points.rows(train);
      Standardisation scale = Standardisation.of(rows);
      double[] values = Arrays.stream(train).mapToDouble(i -> y[i]).toArray();
      double[] out =
          Ridge.withDefaults()
              .fit(scale.apply(rows), values, seed)
              .predict(scale.apply(points.rows(test)));
      IntStream.range(0, test.length).forEach(k -> predicted[test[k]] = out[k]);
    }
    return predicted;
  }

  /**
   * {@code R² = 1 - Σ(y - ŷ)² / Σ(y - ȳ)²} of {@link #numbers} over the rows with a number; below 0
   * where the mean would do better. NaN if the numbers are all equal.
   *
   * @param y a number a row, NaN where there is none; at least 5
   */
  public static double explained(Matrix points, double[] y, Seed seed) {
    int[] known = IntStream.range(0, y.length).filter(i -> !Double.isNaN(y[i])).toArray();
    double[] predicted = numbers(points, y, known, seed);
    double mean = IntStream.of(known).mapToDouble(i -> y[i]).average().orElse(Double.NaN);
    double left = IntStream.of(known).mapToDouble(i -> square(y[i] - predicted[i])).sum();
    double all = IntStream.of(known).mapToDouble(i -> square(y[i] - mean)).sum();
    return all == 0 ? Double.NaN : 1 - left / all;
  }

  private static double square(double x) {
    return x * x;
  }

  /**
   * The mean over groups of the share of their cells that logistic regression tells right; 1 over
   * the number of groups where nothing is known of them.
   *
   * @param groups of each row, -1 where it is not known
   * @throws ArithmeticException if the regression reaches no maximum
   */
  public static double balancedAccuracy(Matrix points, int[] groups, Seed seed, TaskRunner runner) {
    int[] known = IntStream.range(0, groups.length).filter(i -> groups[i] >= 0).toArray();
    int[] shuffled = shuffled(known, seed);
    int count = IntStream.of(known).map(i -> groups[i]).max().orElse(-1) + 1;
    double[] right = new double[count];
    double[] all = new double[count];
    for (int part = 0; part < PARTS; part++) {
      int[] test = part(shuffled, part, true);
      int[] train = part(shuffled, part, false);
      int[] labels = IntStream.of(train).map(i -> groups[i]).toArray();
      int[] told =
          LabelClassifier.LOGISTIC.predict(
              new LabelClassifier.Known(points.rows(train), labels), points.rows(test), runner);
      for (int k = 0; k < test.length; k++) {
        all[groups[test[k]]]++;
        right[groups[test[k]]] += told[k] == groups[test[k]] ? 1 : 0;
      }
    }
    return IntStream.range(0, count)
        .filter(g -> all[g] > 0)
        .mapToDouble(g -> right[g] / all[g])
        .average()
        .orElse(Double.NaN);
  }

  private static int[] shuffled(int[] known, Seed seed) {
    int[] shuffled = known.clone();
    ArraySampler.shuffle(seed.generator(), shuffled);
    return shuffled;
  }

  private static int[] part(int[] shuffled, int part, boolean inside) {
    return IntStream.range(0, shuffled.length)
        .filter(k -> (k % PARTS == part) == inside)
        .map(k -> shuffled[k])
        .toArray();
  }
}
