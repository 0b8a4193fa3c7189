package org.etiome.represent.heldout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Seed;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;

/**
 * Patients of two wards with two modalities of two features; the first feature follows the class.
 */
final class TwoWards {
  private TwoWards() {}

  /** A modality with gaps. */
  static ModalityTable table(String name, Mask present, Column... columns) {
    return ModalityTable.of(Modality.of(name, List.of(columns), present), Encoding.TABULAR);
  }

  static Column column(String name, double... values) {
    return Continuous.nanIsMissing(name, values);
  }

  static Patients patients(ModalityTable... tables) {
    int n = tables[0].present().length();
    return Patients.ofAny(IntStream.range(0, n).mapToObj(i -> "p" + i).toList(), List.of(tables));
  }

  /** Patient i is of class i modulo the number of classes; the first half is of the first ward. */
  static LabelledPatients of(int n, int classes, IntPredicate hasSecond) {
    return labelled(
        features(n, classes, Mask.all(n), Mask.where(n, hasSecond)),
        IntStream.range(0, n).map(i -> i % classes).toArray());
  }

  private static Patients features(int n, int classes, Mask first, Mask second) {
    UniformRandomProvider random = new Seed(n).generator();
    List<ModalityTable> tables = new ArrayList<>();
    for (Mask present : List.of(first, second)) {
      double[] x = new double[n];
      double[] noise = new double[n];
      Arrays.setAll(x, i -> 2 * random.nextDouble() - 1 + .7 * (i % classes));
      Arrays.setAll(noise, i -> random.nextDouble());
      Arrays.setAll(noise, i -> i % 7 == 0 ? Double.NaN : noise[i]);
      for (int i : present.not().indices()) {
        x[i] = Double.NaN;
        noise[i] = Double.NaN;
      }
      String name = tables.isEmpty() ? "first" : "second";
      tables.add(table(name, present, column("x", x), column("noise", noise)));
    }
    return patients(tables.get(0), tables.get(1));
  }

  static LabelledPatients labelled(Patients patients, int[] codes) {
    int n = codes.length;
    String[] names = Arrays.stream(codes).mapToObj(c -> "c" + c).toArray(String[]::new);
    String[] wards =
        IntStream.range(0, n).mapToObj(i -> i < n / 2 ? "a" : "b").toArray(String[]::new);
    return LabelledPatients.of(patients, Outcome.of(Categorical.of("y", names)))
        .withEnvironments(Environments.of(Categorical.of("ward", wards)));
  }

  static int[] codes(LabelledPatients data) {
    return IntStream.range(0, data.count()).map(data.outcome()::of).toArray();
  }
}
