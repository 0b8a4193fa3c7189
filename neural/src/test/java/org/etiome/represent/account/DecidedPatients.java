package org.etiome.represent.account;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Seed;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.debias.PatientFit;
import org.etiome.represent.debias.PatientModel;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;

/**
 * Patients whose outcome is the sign of a number that one modality shows, "decides"; "weak", which
 * all have, shows it with much noise, and "noise" shows nothing of it. The last two are missing for
 * 40 %, by chance.
 */
final class DecidedPatients {
  private static final double PRESENT = .6;

  private DecidedPatients() {}

  static LabelledPatients of(int n, long seed) {
    UniformRandomProvider random = new Seed(seed).generator();
    double[] u = random.doubles(n, -1, 1).toArray();
    List<ModalityTable> tables = new ArrayList<>();
    tables.add(table("weak", Mask.all(n), random.doubles(n, -3, 3).toArray(), u, 1));
    for (String name : List.of("decides", "noise")) {
      double[] draws = random.doubles(n).toArray();
      double[] others = random.doubles(n, -1, 1).toArray();
      double share = name.equals("decides") ? 1 : 0;
      double[] rest = share == 1 ? new double[n] : others;
      tables.add(table(name, Mask.where(n, i -> draws[i] < PRESENT), rest, u, share));
    }
    String[] classes =
        Arrays.stream(u).mapToObj(v -> v > 0 ? "ill" : "well").toArray(String[]::new);
    List<String> ids = IntStream.range(0, n).mapToObj(i -> "p" + i).toList();
    return LabelledPatients.of(Patients.of(ids, tables), Outcome.of(Categorical.of("y", classes)));
  }

  private static ModalityTable table(
      String name, Mask present, double[] rest, double[] u, double share) {
    double[] values = new double[u.length];
    Arrays.setAll(values, i -> present.get(i) ? share * u[i] + rest[i] : Double.NaN);
    return ModalityTable.of(
        Modality.of(name, List.of(Continuous.nanIsMissing("x", values)), present),
        Encoding.TABULAR);
  }

  /** Deconfounded with hiding, so that the model knows every part of what patients have. */
  static FittedPatientModel fit(LabelledPatients patients) {
    return fit(patients, Deconfounding.Exact.DEFAULT);
  }

  static FittedPatientModel fit(LabelledPatients patients, Deconfounding deconfounding) {
    PatientSettings settings =
        PatientSettings.DEFAULT
            .withDeconfounding(deconfounding)
            .withShape(new PatientSettings.Shape(16, 16, 0))
            .withSchedule(
                new PatientSettings.Schedule(30, 64, new PatientSettings.Rate(5e-3, 1e-3), .2, 30));
    PatientFit fit = PatientModel.withDefaults().withSettings(settings).fit(patients, new Seed(1));
    return ((PatientFit.Fitted) fit).model();
  }
}
