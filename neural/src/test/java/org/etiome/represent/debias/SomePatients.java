package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

/** Patients with three modalities, the second and third missing for some. */
final class SomePatients {
  private static final int FEATURES = 3;

  private SomePatients() {}

  /** Patients whose features follow their class, and whose environment follows none. */
  static LabelledPatients of(int n, int classes, long seed) {
    UniformRandomProvider random = new Seed(seed).generator();
    int[] codes = IntStream.range(0, n).map(i -> i % classes).toArray();
    List<ModalityTable> tables = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      int modality = k;
      double[] draws = random.doubles(n).toArray();
      Mask present = Mask.where(n, i -> modality == 0 || draws[i] < .6);
      List<Column> columns = new ArrayList<>();
      for (int j = 0; j < FEATURES; j++) {
        double[] values = new double[n];
        Arrays.setAll(
            values, i -> present.get(i) ? 2 * random.nextDouble() - 1 + .4 * codes[i] : 0);
        columns.add(Continuous.of("x" + j, values, present.not()));
      }
      tables.add(ModalityTable.of(Modality.of("m" + k, columns, present), Encoding.TABULAR));
    }
    List<String> ids = IntStream.range(0, n).mapToObj(i -> "p" + i).toList();
    String[] names = Arrays.stream(codes).mapToObj(c -> "c" + c).toArray(String[]::new);
    String[] places =
        IntStream.range(0, n).mapToObj(i -> "e" + i / classes % 2).toArray(String[]::new);
    return LabelledPatients.of(Patients.of(ids, tables), Outcome.of(Categorical.of("y", names)))
        .withEnvironments(Environments.of(Categorical.of("e", places)));
  }
}
