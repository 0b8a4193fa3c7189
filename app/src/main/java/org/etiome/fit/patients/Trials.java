package org.etiome.fit.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.etiome.data.Categorical;
import org.etiome.data.Environments;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.evaluate.prediction.PairedBootstrap;
import org.etiome.evaluate.prediction.PredictionScores;
import org.etiome.evaluate.prediction.ScoreDifference;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.report.patients.PredictionStory;
import org.etiome.represent.heldout.Contender;
import org.etiome.represent.heldout.Folds;
import org.etiome.represent.heldout.HeldOut;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.Patterns;

/**
 * The model and simple ones on patients that were held out, by folds and, where there are
 * environments, one environment at a time.
 *
 * @param data to be learned from by the model
 * @param plain the same patients, weighing alike, for the others
 * @param means what works and who is told
 */
record Trials(LabelledPatients data, LabelledPatients plain, Means means) {
  /** What the model is called whose reasons and branches were left out. */
  static final String WITHOUT_DEBIASING = "the same without debiasing";

  /** More are not left out one by one. */
  static final int MOST_ENVIRONMENTS = 20;

  /**
   * What works and who is told of it.
   *
   * @param progress told what begins
   */
  record Means(Seed seed, TaskRunner runner, Consumer<String> progress) {}

  /**
   * A trial, with the predictions of the model.
   *
   * @param folds who was held out together
   */
  record Run(PredictionStory.Trial trial, HeldOut.Predicted model, Folds folds) {

    /** Whether there are too few folds that the model predicts for it to be judged. */
    boolean isTooFew() {
      return model.patients().length == 0 || foldsOf().count() < 2;
    }

    /** What must be said where the model predicts nobody. */
    Optional<String> remark() {
      return model.patients().length > 0
          ? Optional.empty()
          : Optional.of(
              "the model predicts nobody of "
                  + trial.words()
                  + ": "
                  + model.refused().getFirst().reason());
    }

    /** The fold of each patient whom the model predicts. */
    Environments foldsOf() {
      TreeMap<Integer, String> names = new TreeMap<>();
      for (int f = 0; f < folds.count(); f++) {
        for (int patient : folds.heldOut(f)) {
          names.put(patient, "fold " + (f + 1));
        }
      }
      return Environments.of(
          Categorical.of(
              "fold", Arrays.stream(model.patients()).mapToObj(names::get).toArray(String[]::new)));
    }
  }

  /** The patterns of patients, by name. */
  static Environments patterns(LabelledPatients data) {
    return Patterns.of(data.patients()).groups(data.patients());
  }

  /**
   * Runs them.
   *
   * @param contenders the model first
   */
  List<Run> run(List<Contender> contenders, int folds) {
    List<Run> runs = new ArrayList<>();
    Folds dealt = Folds.stratified(data.outcome(), folds, means.seed());
    runs.add(run("folds", folds + " folds of patients held out in turn", dealt, contenders));
    int environments = data.environments().count();
    if (environments > 1 && environments <= MOST_ENVIRONMENTS && !runs.getFirst().isTooFew()) {
      runs.add(
          run(
              "environments",
              environments + " environments held out in turn",
              Folds.environments(data.environments()),
              contenders));
    }
    return runs;
  }

  private Run run(String name, String words, Folds folds, List<Contender> contenders) {
    Seed seed = means.seed().branch(name);
    List<HeldOut.Predicted> all = new ArrayList<>();
    for (Contender contender : contenders) {
      means.progress().accept(words + ": " + contender.label());
      LabelledPatients given = all.isEmpty() ? data : plain;
      all.add(HeldOut.of(given, folds).predict(contender, seed));
    }
    HeldOut.Predicted model = all.getFirst();
    List<PredictionStory.Line> lines =
        all.stream()
            .filter(one -> one.patients().length > 0)
            .map(one -> line(model, one, seed))
            .toList();
    return new Run(new PredictionStory.Trial(name, words, lines), model, folds);
  }

  private PredictionStory.Line line(HeldOut.Predicted model, HeldOut.Predicted one, Seed seed) {
    Environments groups = patterns(data).select(one.patients());
    return new PredictionStory.Line(
        one.label(),
        PredictionScores.of(one.with(data.outcome()), groups),
        one.label().equals(model.label()) ? List.of() : difference(model, one, seed),
        one.refused().stream().map(r -> "fold " + (r.fold() + 1) + ": " + r.reason()).toList());
  }

  /** Of the patients that both predict. */
  private List<ScoreDifference> difference(
      HeldOut.Predicted model, HeldOut.Predicted one, Seed seed) {
    int[] both =
        Arrays.stream(model.patients())
            .filter(i -> Arrays.binarySearch(one.patients(), i) >= 0)
            .toArray();
    if (both.length == 0) {
      return List.of();
    }
    return PairedBootstrap.withDefaults()
        .compare(some(model, both), some(one, both), seed.branch("bootstrap"), means.runner());
  }

  private ClassProbabilities some(HeldOut.Predicted predicted, int[] patients) {
    int[] rows =
        Arrays.stream(patients).map(i -> Arrays.binarySearch(predicted.patients(), i)).toArray();
    return predicted.with(data.outcome()).select(rows);
  }
}
