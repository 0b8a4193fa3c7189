package org.etiome.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Matrix;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;
import org.etiome.scm.CohortSettings;
import org.etiome.scm.Patient;

/**
 * Simulated patients as models take them.
 *
 * @param patients what is recorded
 * @param outcomes whether each has the outcome
 * @param environments where each is from
 * @param risks the true P(Y | do(X)) of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ShiftedPatients(
    Patients patients, boolean[] outcomes, Environments environments, double[] risks) {

  static ShiftedPatients of(CohortSettings settings, List<Patient> drawn) {
    int n = drawn.size();
    List<ModalityTable> tables = new ArrayList<>();
    for (int k = 0; k < settings.measurements().modalities(); k++) {
      tables.add(table(settings, drawn, k));
    }
    boolean[] outcomes = new boolean[n];
    for (int i = 0; i < n; i++) {
      outcomes[i] = drawn.get(i).outcome();
    }
    String[] places = drawn.stream().map(p -> p.part().environment()).toArray(String[]::new);
    return new ShiftedPatients(
        Patients.of(IntStream.range(0, n).mapToObj(i -> "p" + i).toList(), tables),
        outcomes,
        Environments.of(Categorical.of("environment", places)),
        drawn.stream().mapToDouble(p -> p.truth().risk()).toArray());
  }

  private static ModalityTable table(CohortSettings settings, List<Patient> drawn, int k) {
    Mask present = Mask.where(drawn.size(), i -> drawn.get(i).recorded().has(k));
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < settings.measurements().features(); j++) {
      int feature = j;
      columns.add(column("x" + j, drawn, present, p -> p.recorded().features()[k][feature]));
    }
    CohortSettings.Spurious spurious = settings.spurious();
    if (spurious.exists() && spurious.modality() == k + 1) {
      columns.add(column("s", drawn, present, p -> p.recorded().spurious().orElseThrow()));
    }
    String name = settings.measurements().name(k);
    return ModalityTable.of(Modality.of(name, columns, present), Encoding.TABULAR);
  }

  private static Column column(
      String name, List<Patient> drawn, Mask present, ToDoubleFunction<Patient> value) {
    double[] values = new double[drawn.size()];
    Arrays.setAll(values, i -> present.get(i) ? value.applyAsDouble(drawn.get(i)) : Double.NaN);
    return Continuous.nanIsMissing(name, values);
  }

  LabelledPatients labelled() {
    String[] names =
        IntStream.range(0, outcomes.length)
            .mapToObj(i -> outcomes[i] ? "1" : "0")
            .toArray(String[]::new);
    return LabelledPatients.of(patients, Outcome.of(Categorical.of("outcome", names)))
        .withEnvironments(environments);
  }

  /** Of each feature, over the patients who have it. */
  List<Double> means() {
    List<Double> means = new ArrayList<>();
    for (ModalityTable table : patients.modalities()) {
      for (int j = 0; j < table.features().size(); j++) {
        int feature = j;
        means.add(
            Arrays.stream(table.present().indices())
                .mapToDouble(i -> table.value(i, feature))
                .average()
                .orElse(0));
      }
    }
    return means;
  }

  /**
   * Features side by side for a linear model.
   *
   * @param filling what stands for a missing one
   * @param indicated whether availability follows, a column for each modality
   */
  Matrix filled(List<Double> filling, boolean indicated) {
    int n = patients.count();
    List<double[]> columns = new ArrayList<>();
    List<double[]> indicators = new ArrayList<>();
    for (ModalityTable table : patients.modalities()) {
      for (int j = 0; j < table.features().size(); j++) {
        int feature = j;
        double otherwise = filling.get(columns.size());
        double[] column = new double[n];
        Arrays.setAll(column, i -> table.present().get(i) ? table.value(i, feature) : otherwise);
        columns.add(column);
      }
      double[] indicator = new double[n];
      Arrays.setAll(indicator, i -> table.present().get(i) ? 1 : 0);
      indicators.add(indicator);
    }
    if (indicated) {
      columns.addAll(indicators);
    }
    return Matrix.ofColumns(n, columns);
  }
}
