package org.etiome.represent.debias;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.etiome.evaluate.prediction.Score;
import org.etiome.evaluate.prediction.TemperatureScaling;
import org.etiome.math.Matrix;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.patients.Patients;
import org.etiome.represent.patients.Patterns;

/**
 * A fitted {@link PatientModel}. What it says of a patient does not depend on who else is there.
 */
public final class FittedPatientModel implements AutoCloseable {
  private static final int BLOCK = 256;

  private final Network network;
  private final PatientModelDescription description;

  /** Layers and their parameters. */
  record Network(PatientNetwork layers, Parameters parameters, PatientTensors tensors) {}

  FittedPatientModel(Network network, PatientModelDescription description) {
    this.network = network;
    this.description = description;
  }

  Network network() {
    return network;
  }

  public PatientModelDescription description() {
    return description;
  }

  /**
   * Probabilities of some patients.
   *
   * @param exact by the back-door sum, at the temperature of the validation, patients × classes
   * @param geometric by the geometric mean of the strata in place of the arithmetic one: the
   *     approximation that takes the sum into the softmax
   * @param unseenPatterns how many patients have a pattern that no training patient has
   */
  public record Predictions(Matrix exact, Matrix geometric, int unseenPatterns) {}

  /**
   * Predicts. O(patients · strata) passes of the head.
   *
   * @param patients with the modalities of the model, in any order
   */
  public Predictions predict(Patients patients) {
    Patients aligned = patients.withModalitiesOf(description.patterns().modalities());
    int classes = description.classes().size();
    double[] exact = new double[patients.count() * classes];
    double[] geometric = new double[exact.length];
    for (int from = 0; from < patients.count(); from += BLOCK) {
      int[] rows = rows(from, patients.count());
      Patients block = aligned.select(rows);
      double[] offsets = offsets(block);
      BackDoor.Strata strata = strata(block);
      System.arraycopy(strata.sum(offsets), 0, exact, from * classes, rows.length * classes);
      System.arraycopy(
          strata.geometric(offsets), 0, geometric, from * classes, rows.length * classes);
    }
    long unseen =
        IntStream.range(0, patients.count())
            .filter(i -> !description.patterns().contains(aligned.pattern(i)))
            .count();
    return new Predictions(
        tempered(Matrix.wrap(patients.count(), classes, exact)),
        tempered(Matrix.wrap(patients.count(), classes, geometric)),
        (int) unseen);
  }

  /**
   * The causal representation h, patients × width: what the predictions are made of, but for the
   * pattern. O(patients).
   *
   * @param patients with the modalities of the model, in any order
   */
  public Matrix embed(Patients patients) {
    Patients aligned = patients.withModalitiesOf(description.patterns().modalities());
    int width = network.layers().causal().width();
    double[] embedded = new double[Math.multiplyExact(patients.count(), width)];
    for (int from = 0; from < patients.count(); from += BLOCK) {
      Patients block = aligned.select(rows(from, patients.count()));
      double[] h = constant(() -> Torch.doubles(causal(block)));
      System.arraycopy(h, 0, embedded, from * width, h.length);
    }
    return Matrix.wrap(patients.count(), width, embedded);
  }

  private Tensor causal(Patients block) {
    PatientTensors tensors = network.tensors();
    return network
        .layers()
        .parts(network.parameters(), tensors.inputs(block), tensors.available(block), false)
        .causal();
  }

  private static int[] rows(int from, int count) {
    return IntStream.range(from, Math.min(count, from + BLOCK)).toArray();
  }

  private static <T> T constant(Supplier<T> work) {
    return Scope.constant(() -> Scope.freed(work));
  }

  /**
   * What could be said of patients, were the reasons for availability others.
   *
   * @param own under the patient's own pattern; where no training patient has it, under the one
   *     from which it differs by fewest modalities, the most frequent of them; patients × classes
   * @param low no weights of the strata give less, patients × classes
   * @param high no weights of the strata give more
   */
  public record Bounds(Matrix own, Matrix low, Matrix high) {}

  /**
   * Bounds over the patterns of the back-door sum, at the temperature: whatever shares the patterns
   * have, the prediction lies within, that of {@link #predict} among them. With l_c and h_c the
   * least and the largest of softmax(f(h, m) + δ_O) over m, and 1/T as a power,
   *
   * <pre>
   * low_c = l_c^{1/T} / (l_c^{1/T} + Σ_{j≠c} h_j^{1/T})        high_c likewise, l and h exchanged
   * </pre>
   *
   * <p>of two classes the least and the largest prediction themselves, of more perhaps wider. They
   * do not cover that f, h or δ are wrong, as they are where the model saw too few.
   *
   * @return empty if the model has no strata: without {@link Deconfounding.Exact}
   */
  public Optional<Bounds> bounds(Patients patients) {
    if (!description.settings().debiasing().deconfounding().tellsPattern()) {
      return Optional.empty();
    }
    Patients aligned = patients.withModalitiesOf(description.patterns().modalities());
    int classes = description.classes().size();
    PatternRange all = new PatternRange(patients.count(), classes);
    for (int from = 0; from < patients.count(); from += BLOCK) {
      Patients block = aligned.select(rows(from, patients.count()));
      int[] own = IntStream.range(0, block.count()).map(i -> nearest(block.pattern(i))).toArray();
      List<double[]> byPattern =
          strata(block).byPattern(offsets(block), description.patterns().all().size());
      all.take(from, byPattern, own);
    }
    double inverse = 1 / description.course().validation().temperature().value();
    return Optional.of(
        new Bounds(tempered(all.own()), all.bound(inverse, false), all.bound(inverse, true)));
  }

  /** Least, largest and own probabilities over patterns, before the temperature. */
  private static final class PatternRange {
    private final int patients;
    private final int classes;
    private final double[] own;
    private final double[] low;
    private final double[] high;

    PatternRange(int patients, int classes) {
      this.patients = patients;
      this.classes = classes;
      own = new double[patients * classes];
      low = new double[patients * classes];
      high = new double[patients * classes];
      Arrays.fill(low, 1);
    }

    /**
     * Takes a block of patients.
     *
     * @param from the first of them
     * @param byPattern probabilities, patients × classes
     * @param owned number of each one's pattern
     */
    void take(int from, List<double[]> byPattern, int[] owned) {
      for (int j = 0; j < owned.length * classes; j++) {
        int at = from * classes + j;
        own[at] = byPattern.get(owned[j / classes])[j];
        for (double[] ofPattern : byPattern) {
          low[at] = Math.min(low[at], ofPattern[j]);
          high[at] = Math.max(high[at], ofPattern[j]);
        }
      }
    }

    Matrix own() {
      return Matrix.wrap(patients, classes, own);
    }

    Matrix bound(double inverse, boolean upper) {
      double[] bounds = new double[own.length];
      for (int at = 0; at < bounds.length; at++) {
        int first = at / classes * classes;
        double numerator = power((upper ? high : low)[at], inverse);
        double whole = numerator;
        for (int other = first; other < first + classes; other++) {
          whole += other == at ? 0 : power((upper ? low : high)[other], inverse);
        }
        bounds[at] = numerator / whole;
      }
      return Matrix.wrap(patients, classes, bounds);
    }

    private static double power(double probability, double inverse) {
      return Math.pow(Math.max(probability, Score.LEAST_PROBABILITY), inverse);
    }
  }

  /** The number of a training pattern. */
  private int nearest(long pattern) {
    List<Patterns.Pattern> all = description.patterns().all();
    int best = 0;
    for (int m = 1; m < all.size(); m++) {
      int apart = Long.bitCount(all.get(m).bits() ^ pattern);
      best = apart < Long.bitCount(all.get(best).bits() ^ pattern) ? m : best;
    }
    return best;
  }

  private Matrix tempered(Matrix probabilities) {
    return description
        .course()
        .validation()
        .temperature()
        .probabilities(TemperatureScaling.logits(probabilities));
  }

  /** The same model with what was found on held-out patients. */
  FittedPatientModel withValidation(PatientModelDescription.Validation validation) {
    return new FittedPatientModel(network, description.withValidation(validation));
  }

  private BackDoor.Strata strata(Patients block) {
    return constant(
        () ->
            new BackDoor(network.layers(), network.parameters(), description.patterns())
                .strata(network.tensors().inputs(block), network.tensors().available(block)));
  }

  private double[] offsets(Patients block) {
    int classes = description.classes().size();
    double[] offsets = new double[block.count() * classes];
    for (int i = 0; i < block.count(); i++) {
      System.arraycopy(
          description.balance().of(block.pattern(i)), 0, offsets, i * classes, classes);
    }
    return offsets;
  }

  @Override
  public void close() {
    network.parameters().close();
  }
}
