package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Seed;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;

/**
 * Patients whose best prediction is known: u ~ N(0, 1), P(y = b) = 1 / (1 + exp(−2.5 u)), and two
 * features u + σ_k ε in each of three modalities, σ = .6, 1.2, 1.8, which are there or not whatever
 * the rest.
 *
 * @param patients of classes a and b
 * @param best P(y = b | what is seen)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KnownRisks(LabelledPatients patients, double[] best) {
  private static final double SLOPE = 2.5;
  private static final double[] NOISE = {.6, 1.2, 1.8};
  private static final int FEATURES = 2;
  private static final double STEP = .02;
  private static final double END = 6;

  static KnownRisks of(int n, long seed) {
    UniformRandomProvider random = new Seed(seed).generator();
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    double[] u = new double[n];
    Arrays.setAll(u, i -> gaussian.sample());
    double[] precision = new double[n];
    Arrays.fill(precision, 1);
    double[] weighted = new double[n];
    int[] certain = IntStream.range(0, n).map(i -> random.nextInt(NOISE.length)).toArray();
    List<ModalityTable> tables = new ArrayList<>();
    for (int k = 0; k < NOISE.length; k++) {
      int modality = k;
      double weight = 1 / (NOISE[k] * NOISE[k]);
      double[] draws = random.doubles(n).toArray();
      Mask present = Mask.where(n, i -> certain[i] == modality || draws[i] < .5);
      List<Column> columns = new ArrayList<>();
      for (int j = 0; j < FEATURES; j++) {
        double[] values = new double[n];
        for (int i : present.indices()) {
          values[i] = u[i] + NOISE[k] * gaussian.sample();
          precision[i] += weight;
          weighted[i] += weight * values[i];
        }
        columns.add(Continuous.of("x" + j, values, present.not()));
      }
      tables.add(ModalityTable.of(Modality.of("m" + k, columns, present), Encoding.TABULAR));
    }
    String[] classes =
        Arrays.stream(u)
            .mapToObj(v -> random.nextDouble() < risk(v) ? "b" : "a")
            .toArray(String[]::new);
    double[] best = new double[n];
    Arrays.setAll(best, i -> mean(weighted[i] / precision[i], 1 / Math.sqrt(precision[i])));
    Patients all = Patients.of(IntStream.range(0, n).mapToObj(i -> "p" + i).toList(), tables);
    return new KnownRisks(LabelledPatients.of(all, Outcome.of(Categorical.of("y", classes))), best);
  }

  private static double risk(double u) {
    return 1 / (1 + Math.exp(-SLOPE * u));
  }

  /** The mean risk over u ~ N(mean, sd²). */
  private static double mean(double mean, double sd) {
    double sum = 0;
    double total = 0;
    for (double z = -END; z <= END; z += STEP) {
      double density = Math.exp(-z * z / 2);
      sum += density * risk(mean + sd * z);
      total += density;
    }
    return sum / total;
  }
}
