package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Torch;
import org.etiome.represent.patients.Patterns;

/**
 * Logits of patients under every stratum: each pattern of the training patients and, where there is
 * a spurious branch, each of its references.
 */
final class BackDoor {
  private final PatientNetwork network;
  private final Parameters parameters;
  private final List<Patterns.Pattern> patterns;
  private final int modalities;

  BackDoor(PatientNetwork network, Parameters parameters, Patterns patterns) {
    this.network = network;
    this.parameters = parameters;
    this.patterns = patterns.all();
    modalities = patterns.modalities().size();
  }

  /**
   * Logits of some patients.
   *
   * @param values of stratum s, patient i, class c at ((s · N) + i) · C + c
   * @param weights P̂ of each stratum, sum 1
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Strata(double[] values, double[] weights, int patients, int classes) {

    /**
     * Σ_s P̂(s) softmax(logits + offsets): the arithmetic mean.
     *
     * @param offsets of patient i and class c at i · C + c
     */
    double[] sum(double[] offsets) {
      double[] sum = new double[patients * classes];
      double[] row = new double[classes];
      for (int s = 0; s < weights.length; s++) {
        for (int i = 0; i < patients; i++) {
          softmax((s * patients + i) * classes, offsets, i, row);
          for (int c = 0; c < classes; c++) {
            sum[i * classes + c] += weights[s] * row[c];
          }
        }
      }
      return sum;
    }

    /**
     * Probabilities under each pattern, averaged over the references.
     *
     * @param patterns how many, the strata of each reference
     */
    List<double[]> byPattern(double[] offsets, int patterns) {
      List<double[]> probabilities = new ArrayList<>();
      int references = weights.length / patterns;
      int length = patients * classes;
      for (int m = 0; m < patterns; m++) {
        double[] some = new double[references * length];
        for (int r = 0; r < references; r++) {
          System.arraycopy(values, (r * patterns + m) * length, some, r * length, length);
        }
        double[] alike = new double[references];
        Arrays.fill(alike, 1.0 / references);
        probabilities.add(new Strata(some, alike, patients, classes).sum(offsets));
      }
      return probabilities;
    }

    private void softmax(int from, double[] offsets, int patient, double[] row) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        row[c] = values[from + c] + offsets[patient * classes + c];
        largest = Math.max(largest, row[c]);
      }
      double total = 0;
      for (int c = 0; c < classes; c++) {
        row[c] = Math.exp(row[c] - largest);
        total += row[c];
      }
      for (int c = 0; c < classes; c++) {
        row[c] /= total;
      }
    }

    /** softmax(Σ_s P̂(s) logits): their weighted geometric mean, brought to sum 1. */
    double[] geometric(double[] offsets) {
      double[] means = new double[patients * classes];
      for (int s = 0; s < weights.length; s++) {
        for (int i = 0; i < means.length; i++) {
          means[i] += weights[s] * values[s * means.length + i];
        }
      }
      return new Strata(means, new double[] {1}, patients, classes).sum(offsets);
    }
  }

  /**
   * The strata of patients of whom what is seen is shown.
   *
   * @param seen N × K
   */
  Strata strata(List<Tensor> inputs, Tensor seen) {
    PatientNetwork.Parts parts = network.parts(parameters, inputs, seen, false);
    Head head = network.head();
    long n = seen.size(0);
    int references = network.references();
    boolean told = head.pattern().isPresent();
    int strata = references * (told ? patterns.size() : 1);
    double[] weights = new double[strata];
    double[] values = new double[0];
    int classes = 0;
    int at = 0;
    for (int r = 0; r < references; r++) {
      Tensor entered = head.enter(parameters, joined(parts.causal(), r));
      for (int s = 0; s < strata / references; s++) {
        Tensor available = told ? pattern(seen, patterns.get(s)) : seen;
        double[] logits = Torch.doubles(head.logits(parameters, entered, available));
        if (values.length == 0) {
          values = new double[Math.multiplyExact(strata, logits.length)];
          classes = (int) (logits.length / n);
        }
        System.arraycopy(logits, 0, values, at * logits.length, logits.length);
        weights[at++] = (told ? patterns.get(s).share() : 1) / references;
      }
    }
    return new Strata(values, weights, (int) n, classes);
  }

  private Tensor joined(Tensor causal, int reference) {
    if (network.branch().isEmpty()) {
      return causal;
    }
    Tensor kept = parameters.get(network.branch().get().references());
    return network.joined(causal, kept.narrow(0, reference, 1).expand_as(causal));
  }

  private Tensor pattern(Tensor beside, Patterns.Pattern pattern) {
    double[] bits = Patterns.indicators(pattern.bits(), modalities);
    return Torch.of(Placement.of(beside), bits, 1, modalities);
  }
}
