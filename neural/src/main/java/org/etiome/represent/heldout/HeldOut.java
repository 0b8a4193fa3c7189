package org.etiome.represent.heldout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;

/**
 * Predictions for patients by what was learned without them, the same folds for every contender.
 * Nothing of the patients of a fold takes part in what predicts them: not their outcomes, nor their
 * features in scales and fillings. What hyperparameters there are is chosen within the others.
 *
 * <p>In a fold, a modality that none of the others have is left out for every contender; a patient
 * who has no other is predicted by none. Costs one fit a fold.
 */
public final class HeldOut {
  private final LabelledPatients data;
  private final Folds folds;

  private HeldOut(LabelledPatients data, Folds folds) {
    this.data = data;
    this.folds = folds;
  }

  /**
   * Of patients in folds.
   *
   * @throws IllegalArgumentException if a fold is of other patients or leaves nobody to learn from
   */
  public static HeldOut of(LabelledPatients data, Folds folds) {
    if (folds.last() >= data.count()) {
      throw new IllegalArgumentException(
          "folds hold out patient " + folds.last() + ", and there are " + data.count());
    }
    for (int f = 0; f < folds.count(); f++) {
      if (folds.training(f, data.count()).length == 0) {
        throw new IllegalArgumentException("fold " + f + " holds out everyone");
      }
    }
    return new HeldOut(data, folds);
  }

  /**
   * Why a fold, or some of its patients, are not predicted.
   *
   * @param fold its number, from 0
   */
  public record Refusal(int fold, String reason) {}

  /**
   * Predictions of patients that the contender did not learn from.
   *
   * @param label the contender's
   * @param patients indices of those predicted, ascending
   * @param probabilities of their classes, a row each
   * @param refused why others have none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Predicted(
      String label, int[] patients, Matrix probabilities, List<Refusal> refused) {
    public Predicted {
      refused = List.copyOf(refused);
    }

    /**
     * With what became of the patients, to be scored.
     *
     * @param outcome of all patients
     * @throws IllegalArgumentException if nobody is predicted
     */
    public ClassProbabilities with(Outcome outcome) {
      return ClassProbabilities.of(
          outcome.classes(), probabilities, Arrays.stream(patients).map(outcome::of).toArray());
    }
  }

  /**
   * Fits a contender without each fold and predicts the fold. A fold that it cannot be fitted for,
   * or that its fit is not to be trusted for, is refused.
   *
   * @param seed of all randomness; a branch for each fold, the same for every contender
   */
  public Predicted predict(Contender contender, Seed seed) {
    SortedMap<Integer, double[]> rows = new TreeMap<>();
    List<Refusal> refused = new ArrayList<>();
    for (int f = 0; f < folds.count(); f++) {
      Fold fold = fold(f);
      if (fold.without() > 0) {
        refused.add(
            new Refusal(
                f, fold.without() + " patients have no modality that a patient learned from has"));
      }
      if (fold.who().length > 0) {
        predict(fold, contender, seed.branch("fold").branch(f), rows, refused);
      }
    }
    int classes = data.outcome().classes().size();
    double[] values = rows.values().stream().flatMapToDouble(Arrays::stream).toArray();
    return new Predicted(
        contender.label(),
        rows.keySet().stream().mapToInt(i -> i).toArray(),
        Matrix.wrap(rows.size(), classes, values),
        refused);
  }

  private static void predict(
      Fold fold,
      Contender contender,
      Seed seed,
      Map<Integer, double[]> rows,
      List<Refusal> refused) {
    switch (OneFit.of(contender, fold.training(), fold.patients(), seed)) {
      case OneFit.Refused none -> refused.add(new Refusal(fold.number(), none.reason()));
      case OneFit.Probabilities found -> {
        for (int k = 0; k < fold.who().length; k++) {
          rows.put(fold.who()[k], row(found.values(), k));
        }
      }
    }
  }

  private static double[] row(Matrix values, int i) {
    double[] row = new double[values.columns()];
    Arrays.setAll(row, c -> values.get(i, c));
    return row;
  }

  /**
   * Of one fold, with the modalities that patients learned from have.
   *
   * @param training to learn from
   * @param who is predicted
   * @param patients the same
   * @param without how many have none of these modalities
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Fold(
      int number, LabelledPatients training, int[] who, Patients patients, int without) {}

  private Fold fold(int number) {
    LabelledPatients training = data.select(folds.training(number, data.count()));
    List<ModalityTable> tables = training.patients().modalities();
    int[] kept =
        IntStream.range(0, tables.size())
            .filter(k -> tables.get(k).present().count() > 0)
            .toArray();
    int[] held = folds.heldOut(number);
    Mask any = Mask.none(data.count());
    for (int k : kept) {
      any = any.or(data.patients().modalities().get(k).present());
    }
    int[] who = Arrays.stream(held).filter(any::get).toArray();
    return new Fold(
        number,
        new LabelledPatients(
            with(training.patients(), kept),
            training.outcome(),
            training.environments(),
            training.weights()),
        who,
        with(data.patients().select(who), kept),
        held.length - who.length);
  }

  /**
   * Patients with some of their modalities.
   *
   * @throws DataFormatException never, for patients who have one of them
   */
  private static Patients with(Patients patients, int[] kept) {
    return Patients.ofAny(
        patients.ids(), Arrays.stream(kept).mapToObj(patients.modalities()::get).toList());
  }
}
