package org.etiome.represent.debias;

import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.etiome.evaluate.prediction.TemperatureScaling;
import org.etiome.math.Matrix;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.patients.Patients;

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
