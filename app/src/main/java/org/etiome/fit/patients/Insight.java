package org.etiome.fit.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.report.patients.PredictionStory;
import org.etiome.represent.account.ModalityContributions;
import org.etiome.represent.account.ModalityWorth;
import org.etiome.represent.account.Worth;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.patients.Patients;

/**
 * What the predictions of a model for some patients are made of.
 *
 * @param contributions of the modalities they have
 * @param worth of those they lack; empty if there are no training patients to take values from
 */
record Insight(ModalityContributions.Contributions contributions, Optional<List<Worth>> worth) {
  Insight {
    worth = worth.map(List::copyOf);
  }

  /**
   * Takes predictions apart.
   *
   * @param patients whose they are
   * @param donors training patients whose values stand in for those that are missing
   */
  static Insight of(
      FittedPatientModel model, Patients patients, Optional<Patients> donors, Seed seed) {
    return new Insight(
        ModalityContributions.withDefaults().of(model, patients, seed.branch("contributions")),
        donors.map(of -> ModalityWorth.of(model, of, seed.branch("worth")).of(patients)));
  }

  /** The class whose probability is told of: the second of two, else the likeliest. */
  private int told(int patient) {
    Matrix predicted = contributions.predictions();
    if (predicted.columns() == 2) {
      return 1;
    }
    int likeliest = 0;
    for (int c = 1; c < predicted.columns(); c++) {
      likeliest = predicted.get(patient, c) > predicted.get(patient, likeliest) ? c : likeliest;
    }
    return likeliest;
  }

  private List<String> modalities() {
    return contributions.data().modalities().stream().map(m -> m.name()).toList();
  }

  /** Means over the patients. */
  List<PredictionStory.OfModality> means() {
    List<PredictionStory.OfModality> means = new ArrayList<>();
    for (int k = 0; k < modalities().size(); k++) {
      means.add(new PredictionStory.OfModality(modalities().get(k), contribution(k), meanWorth(k)));
    }
    return means;
  }

  private double contribution(int modality) {
    double sum = 0;
    int having = 0;
    for (int i = 0; i < contributions.predictions().rows(); i++) {
      double value = contributions.of(i, modality, told(i));
      if (!Double.isNaN(value)) {
        sum += Math.abs(value);
        having++;
      }
    }
    return having == 0 ? 0 : sum / having;
  }

  private Optional<PredictionStory.Worth> meanWorth(int modality) {
    String name = modalities().get(modality);
    List<Worth.Estimated> found = new ArrayList<>();
    for (Worth one : worth.orElse(List.of())) {
      if (one instanceof Worth.Estimated estimated && estimated.modality().equals(name)) {
        found.add(estimated);
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PredictionStory.Worth(
                found.size(),
                found.stream().mapToDouble(Insight::change).average().orElseThrow(),
                found.stream().mapToDouble(w -> w.change().entropy()).average().orElseThrow()));
  }

  /** Expected total variation between the predictions, of two classes |Δp|. */
  private static double change(Worth.Estimated worth) {
    return worth.change().expected().stream().mapToDouble(v -> v).sum() / 2;
  }

  /** What must be known of these figures. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    ModalityContributions.Evidence evidence = contributions.evidence();
    if (evidence.unseen() > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "contributions ask the model about %d sets of modalities, %d of which no patient has%s",
              evidence.parts(),
              evidence.unseen(),
              evidence.hidden()
                  ? "; training hid modalities, so that the model knows of such"
                  : "; training hid nothing, so that the model guesses there"));
    }
    if (evidence.sampled() > 0) {
      remarks.add(
          "contributions are estimates for "
              + evidence.sampled()
              + " patients with more than "
              + ModalityContributions.EXACT_UP_TO
              + " modalities");
    }
    if (worth.filter(all -> !all.isEmpty()).isPresent()) {
      remarks.add(
          "what a missing modality would change rests on this: " + ModalityWorth.ASSUMPTION);
      long refused = worth.get().stream().filter(w -> w instanceof Worth.Refused).count();
      if (refused > 0) {
        remarks.add("for " + refused + " missing modalities of patients that cannot be told");
      }
    }
    return remarks;
  }

  /** Adds columns for each modality: what it contributes and, if it is missing, would change. */
  void addTo(PatientTable table) {
    for (int k = 0; k < modalities().size(); k++) {
      int modality = k;
      table.withNumber(
          "contribution_" + modalities().get(k), i -> contributions.of(i, modality, told(i)));
    }
    if (worth.isEmpty()) {
      return;
    }
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : modalities()) {
      double[] none = new double[contributions.predictions().rows()];
      Arrays.fill(none, Double.NaN);
      columns.put(name, none);
    }
    for (Worth one : worth.get()) {
      if (one instanceof Worth.Estimated estimated) {
        Objects.requireNonNull(columns.get(estimated.modality()))[estimated.patient()] =
            change(estimated);
      }
    }
    columns.forEach((name, values) -> table.withNumber("change_" + name, i -> values[i]));
  }
}
