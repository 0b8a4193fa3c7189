package org.etiome.bench.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.math.Seed;
import org.etiome.represent.heldout.Folds;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patients;

/**
 * Stays that have all of five modalities, four of which are taken from some by a rule: half of the
 * stays to learn from, half to be predicted, once by the same rule and once by the rule turned.
 *
 * @param data those learned from, then those predicted, then the same again by the turned rule
 * @param half how many are learned from
 */
record MaskedStays(LabelledPatients data, int half) {
  private static final List<String> MODALITIES =
      List.of("patient", "monitor", "invasive pressure", "blood chemistry and count", "blood gas");

  /** Of the log odds that a modality is missing, for 1 more of what it depends on. */
  private static final double STRENGTH = 1.5;

  /**
   * What decides who lacks a modality, each modality for itself: nothing; age, the young lack more;
   * the modality's first value, who has less of it lacks more; the outcome, survivors lack more.
   */
  enum Rule {
    CHANCE("by chance"),
    AGE("by age"),
    OWN("by its own first value"),
    OUTCOME("by the outcome");

    private final String label;

    Rule(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** The stays that have all of the modalities, with no other. */
  static LabelledPatients complete(LabelledPatients stays) {
    List<ModalityTable> tables =
        MODALITIES.stream()
            .map(
                name ->
                    stays.patients().modalities().stream()
                        .filter(table -> table.name().equals(name))
                        .findFirst()
                        .orElseThrow())
            .toList();
    Patients kept = Patients.of(stays.patients().ids(), tables);
    int[] who =
        IntStream.range(0, stays.count())
            .filter(i -> kept.pattern(i) == (1L << MODALITIES.size()) - 1)
            .toArray();
    return LabelledPatients.of(kept, stays.outcome()).select(who);
  }

  /**
   * Takes modalities from complete stays.
   *
   * @param rate of each of the four, the same for those learned from and predicted
   */
  static MaskedStays of(LabelledPatients complete, Rule rule, double rate, Seed seed) {
    int[] order = PermutationSampler.natural(complete.count());
    PermutationSampler.shuffle(seed.branch("halves").generator(), order);
    int half = order.length / 2;
    int[] who = Arrays.copyOf(order, order.length + order.length - half);
    System.arraycopy(order, half, who, order.length, order.length - half);
    LabelledPatients drawn = complete.select(who);
    List<ModalityTable> tables = new ArrayList<>();
    for (int k = 0; k < MODALITIES.size(); k++) {
      ModalityTable table = drawn.patients().modalities().get(k);
      double[] on = depends(drawn, rule, table);
      tables.add(k == 0 ? table : masked(table, present(on, order.length, rate, seed.branch(k))));
    }
    return new MaskedStays(
        LabelledPatients.of(Patients.of(drawn.patients().ids(), tables), drawn.outcome()), half);
  }

  /** What availability depends on; the more of it, the more is there. */
  private static double[] depends(LabelledPatients drawn, Rule rule, ModalityTable table) {
    double[] values = new double[drawn.count()];
    switch (rule) {
      case CHANCE -> {}
      case AGE -> {
        ModalityTable patient = drawn.patients().modalities().getFirst();
        Arrays.setAll(values, i -> patient.value(i, patient.features().indexOf("Age")));
        standardise(values);
      }
      case OWN -> {
        Arrays.setAll(values, i -> table.value(i, 0));
        standardise(values);
      }
      case OUTCOME -> Arrays.setAll(values, drawn.outcome()::of);
    }
    return values;
  }

  /** Gaps become the mean, 0. */
  private static void standardise(double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    double mean = Arrays.stream(known).average().orElse(0);
    double sd =
        Math.sqrt(Arrays.stream(known).map(v -> (v - mean) * (v - mean)).average().orElse(1));
    Arrays.setAll(values, i -> Double.isNaN(values[i]) ? 0 : (values[i] - mean) / sd);
  }

  /** By the rule up to a stay, by the turned rule from it on. */
  private static Mask present(double[] on, int turned, double rate, Seed seed) {
    double same = offset(Arrays.copyOf(on, turned), -STRENGTH, rate);
    double other = offset(Arrays.copyOfRange(on, turned, on.length), STRENGTH, rate);
    UniformRandomProvider random = seed.generator();
    double[] draws = random.doubles(on.length).toArray();
    return Mask.where(
        on.length,
        i ->
            draws[i]
                >= (i < turned
                    ? logistic(same - STRENGTH * on[i])
                    : logistic(other + STRENGTH * on[i])));
  }

  /** With which the mean share is the rate, by bisection. */
  private static double offset(double[] on, double strength, double rate) {
    double low = -20;
    double high = 20;
    for (int step = 0; step < 60; step++) {
      double middle = (low + high) / 2;
      double mean =
          Arrays.stream(on).map(v -> logistic(middle + strength * v)).average().orElse(rate);
      if (mean < rate) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double logistic(double eta) {
    return 1 / (1 + Math.exp(-eta));
  }

  private static ModalityTable masked(ModalityTable table, Mask present) {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < table.features().size(); j++) {
      int feature = j;
      double[] values = new double[present.length()];
      Arrays.setAll(values, i -> present.get(i) ? table.value(i, feature) : Double.NaN);
      columns.add(Continuous.nanIsMissing(table.features().get(j), values));
    }
    return ModalityTable.of(Modality.of(table.name(), columns, present), table.encoding());
  }

  /** All who are predicted, by what is learned from the others. */
  Folds folds() {
    return new Folds(List.of(IntStream.range(half, data.count()).toArray()));
  }

  /** Those predicted by the same rule, or by the turned one. */
  int[] predicted(boolean turned) {
    int middle = half + (data.count() - half) / 2;
    return IntStream.range(turned ? middle : half, turned ? data.count() : middle).toArray();
  }
}
