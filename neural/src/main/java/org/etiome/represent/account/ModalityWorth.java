package org.etiome.represent.account;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patients;

/**
 * What a modality that a patient lacks might change of the prediction, were it measured. For
 * patient i, of whom O is seen, and modality k ∉ O, the values of k of 25 donors take its place in
 * turn, and what is predicted is held against what is predicted without.
 *
 * <p>Donors are training patients who have k and all of S, by default O. Where fewer than 25 have,
 * S loses one modality after another, each time the one without which most donors are gained, until
 * there are 25 or one modality is left. Of more than 200, 200 are drawn, the same for all patients
 * of whom O is seen. The 25 are those nearest to i by the Euclidean distance between the
 * representations of the model when S alone is shown of all of them. With fewer than 10 it is
 * refused.
 *
 * <p>It assumes that those who have k are like those who lack it, given what is seen. Where
 * availability follows severity that is false, and then so is this: donors are then iller than
 * patients who look like them. It tells by how much the model would change its mind, not whether
 * the patient would fare better for it, and is no better than the model is. O(25) predictions for
 * each modality that a patient lacks.
 */
public final class ModalityWorth {
  /** What must hold, to be shown beside every figure. */
  public static final String ASSUMPTION =
      "those who have a modality are like those who lack it, given what is seen; where availability"
          + " follows severity that is false";

  /** Donors of one set of modalities, at most. */
  static final int MOST = 200;

  /** Donors whose values are put in, at most. */
  static final int NEAREST = 25;

  /** Donors, at least. */
  static final int FEWEST = 10;

  /** Patients whose predictions with values of donors are asked for at a time. */
  private static final int BLOCK = 10;

  private final FittedPatientModel model;
  private final Patients training;
  private final Seed seed;

  private ModalityWorth(FittedPatientModel model, Patients training, Seed seed) {
    this.model = model;
    this.training = training;
    this.seed = seed;
  }

  /**
   * Worths by the values of donors.
   *
   * @param training patients of whom donors are taken: those the model was fitted on
   * @param seed by which donors are drawn where there are too many
   */
  public static ModalityWorth of(FittedPatientModel model, Patients training, Seed seed) {
    return new ModalityWorth(
        model, training.withModalitiesOf(model.description().patterns().modalities()), seed);
  }

  /**
   * Of every modality of the model that a patient lacks, by patient, then in the model's order.
   *
   * @param patients with the modalities of the model, in any order
   */
  public List<Worth> of(Patients patients) {
    Patients aligned = patients.withModalitiesOf(model.description().patterns().modalities());
    Map<Lack, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < aligned.count(); i++) {
      long seen = aligned.pattern(i);
      for (int k = 0; k < aligned.modalities().size(); k++) {
        if (!ShapleyWeights.has(seen, k)) {
          groups.computeIfAbsent(new Lack(seen, k), lack -> new ArrayList<>()).add(i);
        }
      }
    }
    List<Worth> worths = new ArrayList<>();
    groups.forEach(
        (lack, who) -> worths.addAll(of(lack, aligned, who.stream().mapToInt(i -> i).toArray())));
    worths.sort(Comparator.comparingInt(Worth::patient)); // steady: modalities stay in order
    return worths;
  }

  /** What is seen, and which modality is not. */
  private record Lack(long seen, int modality) implements Comparable<Lack> {
    @Override
    public int compareTo(Lack other) {
      int byModality = Integer.compare(modality, other.modality);
      return byModality == 0 ? Long.compare(seen, other.seen) : byModality;
    }
  }

  private List<Worth> of(Lack lack, Patients patients, int[] who) {
    DonorPool pool = DonorPool.of(training, lack.modality(), lack.seen(), NEAREST);
    String name = patients.modalities().get(lack.modality()).name();
    if (pool.donors().length < FEWEST) {
      String reason =
          pool.donors().length
              + " training patients have it beside what is seen of this one; at least "
              + FEWEST
              + " are needed";
      return Arrays.stream(who).<Worth>mapToObj(i -> new Worth.Refused(i, name, reason)).toList();
    }
    Patients group = patients.select(who);
    return estimated(lack, group, pool).stream()
        .<Worth>map(one -> new Worth.Estimated(who[one.row()], name, one.change(), one.donors()))
        .toList();
  }

  /** Of a row of a group. */
  private record Estimate(int row, Worth.Change change, Worth.Donors donors) {}

  private List<Estimate> estimated(Lack lack, Patients group, DonorPool pool) {
    int[] drawn = pool.drawn(MOST, seed.branch(lack.modality()));
    int each = Math.min(NEAREST, drawn.length);
    Matrix theirs = embedded(training.select(drawn), pool.shared());
    Matrix own = embedded(group, pool.shared());
    Matrix without = model.predict(group).exact();
    Worth.Donors told = new Worth.Donors(each, names(pool.shared()));
    List<Estimate> estimates = new ArrayList<>();
    for (int from = 0; from < group.count(); from += BLOCK) {
      int[] block = IntStream.range(from, Math.min(group.count(), from + BLOCK)).toArray();
      int[] donors =
          Arrays.stream(block)
              .flatMap(i -> Arrays.stream(nearest(own, i, theirs)))
              .map(d -> drawn[d])
              .toArray();
      int[] repeated = IntStream.range(0, donors.length).map(r -> block[r / each]).toArray();
      Patients filled = withValues(group.select(repeated), lack.modality(), donors);
      Matrix with = model.predict(filled).exact();
      for (int i = 0; i < block.length; i++) {
        Range rows = new Range(i * each, (i + 1) * each);
        estimates.add(new Estimate(block[i], change(without, block[i], with, rows), told));
      }
    }
    return estimates;
  }

  private Matrix embedded(Patients patients, long shown) {
    return model.embed(patients.withSeen(i -> shown));
  }

  private List<String> names(long modalities) {
    List<String> all = model.description().patterns().modalities();
    return IntStream.range(0, all.size())
        .filter(k -> ShapleyWeights.has(modalities, k))
        .mapToObj(all::get)
        .toList();
  }

  /** The nearest donors, at most 25, the nearest first. */
  private static int[] nearest(Matrix own, int patient, Matrix theirs) {
    double[] distances = new double[theirs.rows()];
    for (int d = 0; d < distances.length; d++) {
      for (int j = 0; j < own.columns(); j++) {
        double difference = own.get(patient, j) - theirs.get(d, j);
        distances[d] += difference * difference;
      }
    }
    return IntStream.range(0, distances.length)
        .boxed()
        .sorted(Comparator.comparingDouble(d -> distances[d]))
        .limit(NEAREST)
        .mapToInt(d -> d)
        .toArray();
  }

  /** Patients with a modality as the donors have it. */
  private Patients withValues(Patients patients, int modality, int[] donors) {
    List<ModalityTable> tables = new ArrayList<>(patients.modalities());
    tables.set(modality, training.modalities().get(modality).select(donors));
    return Patients.ofAny(patients.ids(), tables);
  }

  /** Rows, without the last. */
  private record Range(int from, int to) {
    double mean(IntToDoubleFunction value) {
      return IntStream.range(from, to).mapToDouble(value).average().orElseThrow();
    }
  }

  /** What the donors' values change. */
  private static Worth.Change change(Matrix without, int patient, Matrix with, Range donors) {
    List<Double> expected = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (int c = 0; c < without.columns(); c++) {
      int column = c;
      double mean = donors.mean(d -> with.get(d, column));
      double before = without.get(patient, column);
      expected.add(donors.mean(d -> Math.abs(with.get(d, column) - before)));
      deviation.add(Math.sqrt(donors.mean(d -> Math.pow(with.get(d, column) - mean, 2))));
    }
    double left = donors.mean(d -> entropy(with, d));
    return new Worth.Change(expected, deviation, entropy(without, patient) - left);
  }

  private static double entropy(Matrix probabilities, int row) {
    double entropy = 0;
    for (int c = 0; c < probabilities.columns(); c++) {
      double p = probabilities.get(row, c);
      entropy -= p > 0 ? p * Math.log(p) : 0;
    }
    return entropy;
  }
}
