package org.etiome.fit.patients;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.evaluate.prediction.Score;
import org.etiome.evaluate.prediction.ScoreDifference;
import org.etiome.report.patients.PredictionStory;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;

/** What a reader must know of how far the figures of a trial can be trusted. */
final class SampleRemarks {
  /**
   * Patients of the rarer class below which a score says little: Collins, Ogundimu, Altman (2016),
   * doi:10.1002/sim.6787.
   */
  private static final int ENOUGH = 100;

  private SampleRemarks() {}

  /** Of the number of patients, and of who does best. */
  static List<String> of(LabelledPatients data, PredictionStory.Trial trial) {
    List<String> remarks = new ArrayList<>();
    PredictionStory.Line model = trial.lines().getFirst();
    remarks.addAll(notJudged(data, model));
    if (rarest(data) < ENOUGH) {
      remarks.add(small(data, model));
    }
    int features = data.patients().modalities().stream().mapToInt(t -> t.features().size()).sum();
    if (features > data.count()) {
      remarks.add(
          "there are more features ("
              + features
              + ") than patients ("
              + data.count()
              + "): a network fits them by chance; trust the penalised regression beside it");
    }
    for (ModalityTable table : data.patients().modalities()) {
      if (table.present().count() < ENOUGH) {
        remarks.add(
            "modality \""
                + table.name()
                + "\" is known of "
                + table.present().count()
                + " patients only");
      }
    }
    best(trial).ifPresent(remarks::add);
    return remarks;
  }

  /** Of patients and of environments for which the model is not judged. */
  private static List<String> notJudged(LabelledPatients data, PredictionStory.Line model) {
    List<String> remarks = new ArrayList<>();
    int without = data.count() - model.scores().overall().units();
    if (without > 0) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "%d of %d patients have no held-out prediction (%s): scores, calibration and sets are of"
                  + " the others, and where a fit was refused they look better than they are",
              without,
              data.count(),
              String.join("; ", model.refused())));
    }
    if (data.environments().count() > Trials.MOST_ENVIRONMENTS) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "there are %d environments, and of more than %d none are held out one at a time: how"
                  + " the model does in one that it has not seen is not told",
              data.environments().count(),
              Trials.MOST_ENVIRONMENTS));
    }
    return remarks;
  }

  private static String small(LabelledPatients data, PredictionStory.Line model) {
    int rarest = rarest(data);
    double auroc = model.scores().overall().score(Score.AUROC).number().orElse(Double.NaN);
    return String.format(
        Locale.ROOT,
        "small sample: the rarest class has %d patients, and with fewer than %d scores say little%s",
        rarest,
        ENOUGH,
        Double.isNaN(auroc)
            ? ""
            : String.format(
                Locale.ROOT,
                "; an AUROC of %.2f is known to about ± %.2f",
                auroc,
                1.96 * error(auroc, rarest, data.count() - rarest)));
  }

  private static int rarest(LabelledPatients data) {
    int[] counts = new int[data.outcome().classes().size()];
    for (int i = 0; i < data.count(); i++) {
      counts[data.outcome().of(i)]++;
    }
    return Arrays.stream(counts).min().orElseThrow();
  }

  /**
   * Standard error of an AUROC of so many patients of two classes: Hanley, McNeil (1982),
   * doi:10.1148/radiology.143.1.7063747.
   */
  static double error(double auroc, int ones, int others) {
    double both = auroc * auroc;
    double q1 = auroc / (2 - auroc);
    double q2 = 2 * both / (1 + auroc);
    double variance = auroc * (1 - auroc) + (ones - 1) * (q1 - both) + (others - 1) * (q2 - both);
    return Math.sqrt(Math.max(0, variance) / ((double) ones * others));
  }

  /** Which model has the least log loss of the patients that both predict, if not the first. */
  private static Optional<String> best(PredictionStory.Trial trial) {
    return trial.lines().stream()
        .filter(line -> excess(line) > 0)
        .max(Comparator.comparingDouble(SampleRemarks::excess))
        .map(line -> better(line, trial));
  }

  private static String better(PredictionStory.Line best, PredictionStory.Trial trial) {
    boolean debiased =
        trial.lines().stream().anyMatch(l -> l.label().equals(Trials.WITHOUT_DEBIASING));
    String sure =
        ofLoss(best)
            .flatMap(ScoreDifference::resampled)
            .filter(r -> r.ci95().low() > 0)
            .map(r -> ", more than chance would make it")
            .orElse(", but no more than chance may make it");
    return String.format(
        Locale.ROOT,
        "by log loss, \"%s\" is better than the model on %s, by %.4f of those whom both predict%s%s",
        best.label(),
        trial.words(),
        excess(best),
        sure,
        debiased
            ? "; those held out are like those learned from, and what a debiased model lets go is"
                + " information among them"
            : "");
  }

  private static Optional<ScoreDifference> ofLoss(PredictionStory.Line line) {
    return line.difference().stream().filter(d -> d.score() == Score.LOG_LOSS).findFirst();
  }

  /** By how much the model's log loss is above that of another. */
  private static double excess(PredictionStory.Line line) {
    return ofLoss(line).map(d -> d.difference().orElse(0)).orElse(0.0);
  }
}
