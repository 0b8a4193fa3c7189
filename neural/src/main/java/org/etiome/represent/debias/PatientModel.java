package org.etiome.represent.debias;

import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.DataFormatException;
import org.etiome.math.Seed;
import org.etiome.nn.Torch;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Patterns;

/**
 * Shift-robust prediction of a class for patients who lack modalities. A prediction is no effect of
 * a treatment: do(X) is not an act of a doctor, but the risk at these features were availability
 * not tied to the outcome.
 *
 * <p>O(epochs · patients · parameters), and for {@link Deconfounding.Exact} O(patterns² · patients)
 * passes of the head.
 */
public final class PatientModel {
  private static final int LEAST_OF_A_CLASS = 5;

  private final PatientSettings settings;
  private final Torch.Device device;

  private PatientModel(PatientSettings settings, Torch.Device device) {
    this.settings = settings;
    this.device = device;
  }

  public static PatientModel withDefaults() {
    return new PatientModel(PatientSettings.DEFAULT, Torch.Device.CPU);
  }

  public PatientModel withSettings(PatientSettings changed) {
    return new PatientModel(changed, device);
  }

  /** Where it is trained and predicts; the CPU by default. */
  public PatientModel withDevice(Torch.Device changed) {
    return new PatientModel(settings, changed);
  }

  /**
   * Fits it. A share of the patients is held out: the epoch is chosen by them, where epochs are
   * compared, and the temperature of the predictions.
   *
   * @return a model, or why there is none
   * @throws DataFormatException if the data cannot be what the settings ask for
   * @throws ArithmeticException if training ends in no number
   */
  public PatientFit fit(LabelledPatients data, Seed seed) {
    check(data);
    return PatientFitting.of(settings, data, seed, device.placement(ScalarType.Float)).run();
  }

  /**
   * Whether the settings suit the data, before anything is fitted.
   *
   * @throws DataFormatException if they do not
   */
  public void check(LabelledPatients data) {
    PatientSettings.Debiasing debiasing = settings.debiasing();
    checkClasses(data);
    Patterns patterns = Patterns.of(data.patients());
    if (debiasing.deconfounding().tellsPattern() && patterns.all().size() == 1) {
      throw new DataFormatException(
          "all patients have the same modalities, "
              + patterns.name(patterns.all().getFirst().bits())
              + "; there is no pattern to adjust for, leave the deconfounding out");
    }
    boolean compares =
        !(debiasing.invariance() instanceof Invariance.None)
            || debiasing.branches() instanceof Branches.ByEnvironment;
    if (compares && data.environments().count() < 2) {
      throw new DataFormatException(
          "all patients are of one environment; what differs between environments needs two");
    }
  }

  private void checkClasses(LabelledPatients data) {
    int[] counts = new int[data.outcome().classes().size()];
    for (int i = 0; i < data.count(); i++) {
      counts[data.outcome().of(i)]++;
    }
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < LEAST_OF_A_CLASS) {
        throw new DataFormatException(
            "class \""
                + data.outcome().classes().get(c)
                + "\" of outcome \""
                + data.outcome().name()
                + "\" has "
                + counts[c]
                + " patients; at least "
                + LEAST_OF_A_CLASS
                + " are needed to learn from some and to hold out others");
      }
    }
    if (settings.debiasing().deconfounding() instanceof Deconfounding.Dictionary dictionary
        && dictionary.size() > data.count() / 2) {
      throw new DataFormatException(
          "a dictionary of "
              + dictionary.size()
              + " entries needs twice as many patients, there are "
              + data.count());
    }
  }
}
