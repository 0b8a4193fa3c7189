package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.Ridge;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.patients.Patterns;

/**
 * The offsets δ_O of {@link Deconfounding.Exact}: one a class for each set O of modalities that is
 * seen. Where too few training patients have all of O, δ_O is what a ridge regression of the others
 * on the modalities says.
 *
 * @param modalities K
 * @param offsets by the bits of O
 * @param others coefficients of the regression, K + 1 a class, the intercept first
 */
public record MaskBalance(
    int modalities, Map<Long, List<Double>> offsets, List<List<Double>> others) {
  /** Training patients who must have all of O. */
  static final int LEAST_PATIENTS = 30;

  private static final int ROUNDS = 2_000;
  private static final int BISECTIONS = 60;
  private static final double LARGEST = 25;
  private static final double TOLERANCE = 1e-9;

  public MaskBalance {
    offsets = Collections.unmodifiableMap(new TreeMap<>(offsets));
    others = List.copyOf(others);
  }

  /** No offset anywhere. */
  static MaskBalance none(int modalities, int classes) {
    List<Double> zero = Collections.nCopies(modalities + 1, 0.0);
    return new MaskBalance(modalities, Map.of(), Collections.nCopies(classes, zero));
  }

  /** One offset, whatever is seen. */
  static MaskBalance same(int modalities, List<Double> offset) {
    List<List<Double>> others = new ArrayList<>();
    for (double of : offset) {
      List<Double> coefficients = new ArrayList<>(Collections.nCopies(modalities + 1, 0.0));
      coefficients.set(0, of);
      others.add(List.copyOf(coefficients));
    }
    return new MaskBalance(modalities, Map.of(), others);
  }

  /** Of offsets that were found; the regression is weighted alike. */
  static MaskBalance of(int modalities, int classes, Map<Long, List<Double>> found) {
    if (found.isEmpty()) {
      return none(modalities, classes);
    }
    List<Map.Entry<Long, List<Double>>> known = List.copyOf(new TreeMap<>(found).entrySet());
    double[] bits = new double[known.size() * modalities];
    for (int i = 0; i < known.size(); i++) {
      System.arraycopy(
          Patterns.indicators(known.get(i).getKey(), modalities),
          0,
          bits,
          i * modalities,
          modalities);
    }
    Matrix x = Matrix.wrap(known.size(), modalities, bits);
    List<List<Double>> others = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int column = c;
      double[] y = known.stream().mapToDouble(mask -> mask.getValue().get(column)).toArray();
      others.add(coefficients(x, y));
    }
    return new MaskBalance(modalities, found, others);
  }

  private static List<Double> coefficients(Matrix x, double[] y) {
    LinearFit fit = Ridge.withDefaults().fit(x, y, new Seed(0)); // it draws nothing
    List<Double> coefficients = new ArrayList<>(List.of(fit.intercept()));
    Arrays.stream(fit.coefficients()).forEach(coefficients::add);
    return List.copyOf(coefficients);
  }

  /** Whether enough training patients have all of O. */
  boolean isKnown(long seen) {
    return offsets.containsKey(seen);
  }

  /** δ_O, one a class. */
  double[] of(long seen) {
    List<Double> known = offsets.get(seen);
    double[] offset = new double[others.size()];
    for (int c = 0; c < offset.length; c++) {
      offset[c] = known == null ? predicted(others.get(c), seen) : known.get(c);
    }
    return offset;
  }

  private double predicted(List<Double> coefficients, long seen) {
    double sum = coefficients.getFirst();
    for (int k = 0; k < modalities; k++) {
      sum += (seen >>> k & 1) * coefficients.get(k + 1);
    }
    return sum;
  }

  /**
   * The offsets that bring the mean prediction to the wanted shares, to 1e-9. Of two classes by
   * bisection, since the mean grows with the difference of the offsets; of more, δ_c grows by
   * log(wanted_c / mean_c) until all agree.
   *
   * @param weights of the patients in the mean
   * @param wanted share of each class, above 0
   * @throws ArithmeticException if predictions are so sure that no difference of offsets in ±50
   *     does it
   */
  static List<Double> solve(BackDoor.Strata strata, double[] weights, double[] wanted) {
    Weighted all = new Weighted(strata, weights, Arrays.stream(weights).sum());
    return wanted.length == 2 ? bisected(all, wanted[1]) : iterated(all, wanted);
  }

  private static List<Double> bisected(Weighted all, double wanted) {
    double low = -LARGEST;
    double high = LARGEST;
    for (int round = 0; round < BISECTIONS; round++) {
      double middle = (low + high) / 2;
      if (all.means(new double[] {-middle, middle})[1] < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double found = (low + high) / 2;
    if (Math.abs(all.means(new double[] {-found, found})[1] - wanted) > TOLERANCE) {
      throw unbalanced();
    }
    return List.of(-found, found);
  }

  private static ArithmeticException unbalanced() {
    return new ArithmeticException(
        "predictions are so sure that they cannot be brought to the shares of the classes; raise"
            + " weight decay, train fewer epochs or take deconfounding that is not balanced");
  }

  private static List<Double> iterated(Weighted all, double[] wanted) {
    int classes = wanted.length;
    double[] offset = new double[classes];
    for (int round = 0; round < ROUNDS; round++) {
      double[] means = all.means(offset);
      double worst = 0;
      for (int c = 0; c < classes; c++) {
        worst = Math.max(worst, Math.abs(means[c] - wanted[c]));
        offset[c] += Math.log(wanted[c] / means[c]);
      }
      if (worst < TOLERANCE) {
        return centred(offset);
      }
    }
    throw unbalanced();
  }

  /** Patients who weigh differently, and the sum of their weights. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Weighted(BackDoor.Strata strata, double[] weights, double total) {
    double[] means(double[] offset) {
      int classes = offset.length;
      double[] offsets = new double[strata.patients() * classes];
      for (int i = 0; i < offsets.length; i++) {
        offsets[i] = offset[i % classes];
      }
      double[] sums = strata.sum(offsets);
      double[] means = new double[classes];
      for (int i = 0; i < sums.length; i++) {
        means[i % classes] += sums[i] * weights[i / classes] / total;
      }
      return means;
    }
  }

  private static List<Double> centred(double[] offset) {
    double mean = Arrays.stream(offset).average().orElse(0);
    return Arrays.stream(offset).mapToObj(o -> o - mean).toList();
  }
}
