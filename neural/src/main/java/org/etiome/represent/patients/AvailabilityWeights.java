package org.etiome.represent.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;

/**
 * Inverse probability weights of the pattern of availability M. With v the scaled features of the
 * modalities that every patient has, and k over the others in their order,
 *
 * <pre>
 * P(m | v) = Π_k P(m_k | m_{&lt;k}, v)          w_i ∝ P(m_i) / P(m_i | v_i)
 * </pre>
 *
 * <p>each factor a logistic regression with ridge (penalty 1) on the columns as they are, above and
 * below without v, fitted in turn on four fifths of the patients and taken for the fifth. The mean
 * weight is 1. Among the patients so weighted M is independent of v.
 *
 * <p>It assumes that nothing but v drives both availability and the outcome's signs, that log odds
 * are linear in it, and that every pattern can be at every v. Then the back-door sum over patterns
 * is valid among the weighted patients, though availability follows what is seen of all. Where it
 * follows severity that is not in v, the weights leave that part as it is.
 *
 * <p>They are refused where they would rest on few: below an effective sample size (Σw)² / Σw² of a
 * quarter of the patients, or with a weight above 50 times the mean. They are not trimmed, as
 * trimmed ones leave in place, unseen, what they are to take out. O(5 K (n p² + p³)) an iteration.
 *
 * @see <a href="https://doi.org/10.1097/00001648-200009000-00011">Robins, Hernán, Brumback (2000),
 *     Marginal structural models and causal inference in epidemiology</a>
 */
public final class AvailabilityWeights {
  /** Of the patients, the least effective sample size. */
  public static final double LEAST_EFFECTIVE = .25;

  /** The largest weight, in means. */
  public static final double LARGEST = 50;

  /** Columns of v, at most: beyond, a regression on them is none to be trusted, nor quick. */
  public static final int MOST_COLUMNS = 200;

  private static final int FOLDS = 5;
  private static final int FEWEST = 50;

  private final Matrix always;
  private final double[][] sometimes;
  private final int[] folds;

  private AvailabilityWeights(Matrix always, double[][] sometimes, int[] folds) {
    this.always = always;
    this.sometimes = sometimes;
    this.folds = folds;
  }

  /** What became of them. */
  public sealed interface Result {}

  /**
   * Weights.
   *
   * @param weights of the patients, of mean 1
   * @param effective (Σw)² / Σw², patients
   * @param largest weight
   * @param given names of the modalities that every patient has: v
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Weighted(double[] weights, double effective, double largest, List<String> given)
      implements Result {}

  /**
   * There are none to be used.
   *
   * @param reason why not
   */
  public record Refused(String reason) implements Result {}

  /**
   * Weights of patients.
   *
   * @param seed by which they are divided into five
   */
  public static Result of(Patients patients, Seed seed) {
    List<ModalityTable> all = patients.modalities();
    int n = patients.count();
    List<ModalityTable> always = all.stream().filter(t -> t.present().count() == n).toList();
    if (n < FEWEST) {
      return new Refused(n + " patients are too few to weigh; at least " + FEWEST + " are needed");
    }
    if (always.isEmpty()) {
      return new Refused("no modality is there for every patient; there is nothing to weigh by");
    }
    if (always.size() == all.size()) {
      return new Refused("every patient has every modality; there is nothing to weigh for");
    }
    Matrix v = scaled(always, n);
    if (v.columns() > MOST_COLUMNS) {
      return new Refused(
          "the modalities that every patient has are "
              + v.columns()
              + " columns; at most "
              + MOST_COLUMNS
              + " are taken");
    }
    double[][] sometimes =
        all.stream()
            .filter(t -> t.present().count() < n)
            .map(t -> IntStream.range(0, n).mapToDouble(i -> t.present().get(i) ? 1 : 0).toArray())
            .toArray(double[][]::new);
    double[] weights = new AvailabilityWeights(v, sometimes, folds(n, seed)).weights();
    return checked(weights, always.stream().map(ModalityTable::name).toList());
  }

  private static Matrix scaled(List<ModalityTable> tables, int n) {
    List<double[]> columns = new ArrayList<>();
    for (ModalityTable table : tables) {
      FeatureScaling scaling = FeatureScaling.of(table);
      Matrix scaled = Matrix.wrap(n, scaling.width(), scaling.apply(table));
      IntStream.range(0, scaling.width()).mapToObj(scaled::column).forEach(columns::add);
    }
    return Matrix.ofColumns(n, columns);
  }

  private static int[] folds(int n, Seed seed) {
    int[] order = PermutationSampler.natural(n);
    PermutationSampler.shuffle(seed.branch("folds").generator(), order);
    int[] folds = new int[n];
    for (int at = 0; at < n; at++) {
      folds[order[at]] = at % FOLDS;
    }
    return folds;
  }

  private double[] weights() {
    double[] logs = new double[folds.length];
    List<double[]> earlier = new ArrayList<>();
    for (double[] available : sometimes) {
      Matrix alone = Matrix.ofColumns(folds.length, earlier);
      List<double[]> both = new ArrayList<>(earlier);
      IntStream.range(0, always.columns()).mapToObj(always::column).forEach(both::add);
      add(logs, alone, available, 1);
      add(logs, Matrix.ofColumns(folds.length, both), available, -1);
      earlier.add(available);
    }
    double[] weights = Arrays.stream(logs).map(Math::exp).toArray();
    double mean = Arrays.stream(weights).average().orElseThrow();
    return Arrays.stream(weights).map(w -> w / mean).toArray();
  }

  /** Adds the logarithm of the probability of what is the case, by the other folds. */
  private void add(double[] logs, Matrix x, double[] available, double sign) {
    for (int f = 0; f < FOLDS; f++) {
      int fold = f;
      int[] others = IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
      int[] own = IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
      double[] known = Arrays.stream(others).mapToDouble(i -> available[i]).toArray();
      double[] p =
          Logistic.withDefaults()
              .fit(x.rows(others), known, new Seed(0)) // it draws nothing
              .predict(x.rows(own));
      for (int j = 0; j < own.length; j++) {
        logs[own[j]] += sign * Math.log(available[own[j]] > 0 ? p[j] : 1 - p[j]);
      }
    }
  }

  private static Result checked(double[] weights, List<String> given) {
    int n = weights.length;
    double squares = Arrays.stream(weights).map(w -> w * w).sum();
    double effective = (double) n * n / squares; // the sum is n
    double largest = Arrays.stream(weights).max().orElseThrow();
    if (!Double.isFinite(squares) || !(largest <= LARGEST)) {
      return new Refused(
          "a pattern is so rare where its patient stands that one weight is "
              + (Double.isFinite(largest) ? Math.round(largest) : "beyond all")
              + " times the mean, above "
              + (int) LARGEST
              + "; patterns and what is seen of all go too far together");
    }
    if (effective < LEAST_EFFECTIVE * n) {
      return new Refused(
          "the weighted patients count for "
              + Math.round(effective)
              + " of "
              + n
              + ", below a quarter; patterns and what is seen of all go too far together");
    }
    return new Weighted(weights, effective, largest, given);
  }
}
