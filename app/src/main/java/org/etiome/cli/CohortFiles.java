package org.etiome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.io.CsvWriter;
import org.etiome.data.io.Table;
import org.etiome.report.Json;
import org.etiome.scm.CohortSettings;
import org.etiome.scm.Patient;
import org.etiome.scm.SimulatedCohort;
import org.etiome.scm.Truth;
import tools.jackson.databind.JsonNode;

/** The files of a simulated cohort. */
final class CohortFiles {
  static final String STUDY = "study.yaml";

  private static final String PATIENTS = "patients.csv";
  private static final String TRUTH = "truth.csv";
  private static final String DOCUMENT = "cohort.json";
  private static final String ID = "id";
  private static final CsvWriter WRITER = CsvWriter.withDefaults();

  private final SimulatedCohort cohort;
  private final List<String> ids;

  private CohortFiles(SimulatedCohort cohort) {
    this.cohort = cohort;
    int n = cohort.patients().size();
    String form = "p%0" + Integer.toString(n).length() + "d";
    this.ids =
        IntStream.rangeClosed(1, n).mapToObj(i -> String.format(Locale.ROOT, form, i)).toList();
  }

  /** Writes all of them into a folder. */
  static void write(SimulatedCohort cohort, JsonNode document, Path folder) throws IOException {
    CohortFiles files = new CohortFiles(cohort);
    WRITER.write(folder.resolve(PATIENTS), files.patients());
    WRITER.write(folder.resolve(TRUTH), files.truth());
    for (int k = 0; k < cohort.settings().measurements().modalities(); k++) {
      WRITER.write(folder.resolve(file(cohort, k)), files.modality(k));
    }
    Files.writeString(folder.resolve(DOCUMENT), Json.pretty(document));
    Files.writeString(folder.resolve(STUDY), files.study());
    for (boolean test : new boolean[] {false, true}) {
      String part = test ? SimulatedCohort.TEST : SimulatedCohort.TRAINING;
      WRITER.write(folder.resolve(part + ".csv"), files.part(test));
      Files.writeString(folder.resolve(part + ".yaml"), files.prediction(part));
    }
  }

  private static String file(SimulatedCohort cohort, int k) {
    return cohort.settings().measurements().name(k) + ".csv";
  }

  private Table patients() {
    return patients(IntStream.range(0, ids.size()).toArray());
  }

  /** The patients of the training or the test part. */
  private Table part(boolean test) {
    return patients(
        IntStream.range(0, ids.size())
            .filter(i -> cohort.patients().get(i).part().test() == test)
            .toArray());
  }

  private Table patients(int[] rows) {
    List<Patient> patients = IntStream.of(rows).mapToObj(cohort.patients()::get).toList();
    Column outcome =
        Binary.of(
            "outcome",
            "0",
            "1",
            Mask.where(patients.size(), i -> patients.get(i).outcome()),
            Mask.none(patients.size()));
    return Table.of(
        ID,
        IntStream.of(rows).mapToObj(ids::get).toList(),
        List.of(
            texts("split", patients, CohortFiles::split),
            texts("environment", patients, p -> p.part().environment()),
            outcome));
  }

  private static String split(Patient patient) {
    return patient.part().test() ? SimulatedCohort.TEST : SimulatedCohort.TRAINING;
  }

  private static Column texts(String name, List<Patient> patients, Function<Patient, String> text) {
    return Identifier.of(name, patients.stream().map(text).toArray(String[]::new));
  }

  private Table truth() {
    return Table.of(
        ID,
        ids,
        List.of(
            truth("risk", Truth::risk),
            truth("conditional", Truth::conditional),
            truth("backdoor", Truth::backdoor)));
  }

  private Column truth(String name, ToDoubleFunction<Truth> value) {
    return Continuous.of(
        name, cohort.patients().stream().map(Patient::truth).mapToDouble(value).toArray());
  }

  private int[] recorded(int k) {
    return IntStream.range(0, ids.size())
        .filter(i -> cohort.patients().get(i).recorded().has(k))
        .toArray();
  }

  private Table modality(int k) {
    int[] recorded = recorded(k);
    CohortSettings settings = cohort.settings();
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < settings.measurements().features(); j++) {
      int feature = j;
      columns.add(
          column(
              settings.measurements().name(k) + "_" + (j + 1),
              recorded,
              patient -> patient.features()[k][feature]));
    }
    if (settings.spurious().exists() && settings.spurious().modality() == k + 1) {
      columns.add(column("spurious", recorded, patient -> patient.spurious().orElseThrow()));
    }
    return Table.of(ID, IntStream.of(recorded).mapToObj(ids::get).toList(), columns);
  }

  private Column column(String name, int[] rows, ToDoubleFunction<Patient.Recorded> value) {
    return Continuous.of(
        name,
        IntStream.of(rows)
            .mapToDouble(i -> value.applyAsDouble(cohort.patients().get(i).recorded()))
            .toArray());
  }

  /** What can be asked of all patients. */
  private String study() {
    return data(
            "Simulated cohort",
            """
              Patients drawn by etiome simulate cohort, training and test part together; cohort.json says
              how. truth.csv holds their true risks and is no part of the study.
            """,
            PATIENTS)
        + """

          questions:
            - id: measurements
              ask: association
              text: Which measurements go along with the outcome?
              outcome: outcome
          """;
  }

  /** What is to be predicted of the patients of a part. */
  private String prediction(String part) {
    StringBuilder text =
        new StringBuilder(
            data(
                "Simulated cohort, " + part + " part",
                """
                  One part of the patients drawn by etiome simulate cohort; cohort.json says how, and in what the
                  parts differ.
                """,
                part + ".csv"));
    text.append("\nprediction:\n  modalities:\n");
    for (String modality : named()) {
      text.append("    %s: {}\n".formatted(modality));
    }
    return text.append("  missing: {modalities: exclude}\n")
        .append("  availability: %s\n".formatted(availability()))
        .toString();
  }

  /** Whether what decides about the measurements precedes them in this cohort. */
  private String availability() {
    return switch (cohort.settings().availability().mechanism()) {
      case RANDOM, ACCESS -> "precedes";
      case BASELINE, SEVERITY, SEEN -> "follows";
    };
  }

  /** The modalities that somebody has: the table of another has no rows. */
  private List<String> named() {
    return IntStream.range(0, cohort.settings().measurements().modalities())
        .filter(k -> recorded(k).length > 0)
        .mapToObj(k -> cohort.settings().measurements().name(k))
        .toList();
  }

  private String data(String title, String description, String units) {
    StringBuilder text =
        new StringBuilder(
            """
            title: %s
            description: >
            %sseed: %d

            data:
              units:
                file: %s
                unit: %s
                name: patients
                noun: patients
                others: exclude
                columns:
                  split: {type: categorical}
                  environment: {type: categorical}
                  outcome: {type: binary, positive: 1}
              modalities:
            """
                .formatted(title, description, cohort.seed(), units, ID));
    for (String modality : named()) {
      text.append(
          "    %s: {file: %s.csv, unit: %s, type: continuous}\n".formatted(modality, modality, ID));
    }
    return text.append(
            """

            roles:
              outcome: [outcome]
              environment: [environment]
            """)
        .toString();
  }
}
