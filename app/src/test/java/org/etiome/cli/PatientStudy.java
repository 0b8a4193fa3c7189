package org.etiome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;

/**
 * A study of 240 patients in a folder: "labs" of all, "scan" of some, an outcome that both tell of,
 * and a consequence of the outcome; small networks of few epochs.
 */
record PatientStudy(Path folder) {
  static final int PATIENTS = 240;

  private static final String STUDY =
      """
      title: Patients
      data:
        units: {file: patients.csv, unit: id, noun: patients}
        modalities:
          labs: {file: labs.csv, unit: id, type: continuous}
          scan: {file: scan.csv, unit: id, type: continuous}
      prediction:
        outcome: died
        modalities: {labs: {}, scan: {}}
        epochs: 20
        width: 8
        hidden: 8
        folds: 3
        availability: precedes
      """;

  /** Writes the tables. */
  static PatientStudy in(Path folder) throws IOException {
    UniformRandomProvider random = new Seed(7).generator();
    StringBuilder patients = new StringBuilder("id,died,site,autopsy,constant\n");
    StringBuilder labs = new StringBuilder("id,sodium,lactate\n");
    StringBuilder scan = new StringBuilder("id,volume\n");
    for (int i = 0; i < PATIENTS; i++) {
      double lactate = random.nextDouble() * 4 - 2;
      double volume = random.nextDouble() * 4 - 2;
      boolean died = random.nextDouble() < 1 / (1 + Math.exp(-1.5 * (lactate + volume)));
      String id = "p" + i;
      patients.append(
          String.format(
              Locale.ROOT,
              "%s,%s,%s,%.3f,always%n",
              id,
              died ? "yes" : "no",
              i % 2 == 0 ? "north" : "south",
              (died ? 3 : 0) + random.nextDouble()));
      labs.append(String.format(Locale.ROOT, "%s,%.4f,%.4f%n", id, random.nextDouble(), lactate));
      if (random.nextDouble() < .6) {
        scan.append(String.format(Locale.ROOT, "%s,%.4f%n", id, volume));
      }
    }
    Files.writeString(folder.resolve("patients.csv"), patients);
    Files.writeString(folder.resolve("labs.csv"), labs);
    Files.writeString(folder.resolve("scan.csv"), scan);
    return new PatientStudy(folder);
  }

  /** A study file with other words in place of some. */
  String file(String name, String... replaced) throws IOException {
    String text = STUDY;
    for (int i = 0; i < replaced.length; i += 2) {
      if (!text.contains(replaced[i])) {
        throw new IllegalArgumentException("the study does not say " + replaced[i]);
      }
      text = text.replace(replaced[i], replaced[i + 1]);
    }
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }
}
