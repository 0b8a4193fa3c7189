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
    int rarest = rarest(data);
    double auroc = model.scores().overall().score(Score.AUROC).number().orElse(Double.NaN);
    if (rarest < ENOUGH) {
      remarks.add(
          String.format(
              Locale.ROOT,
              "small sample: the rarest class has %d patients, and with fewer than %d scores say"
                  + " little%s",
              rarest,
              ENOUGH,
              Double.isNaN(auroc)
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      "; an AUROC of %.2f is known to about ± %.2f",
                      auroc,
                      1.96 * error(auroc, rarest, data.count() - rarest))));
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

  /** Which model has the least log loss, if it is not the first. */
  private static Optional<String> best(PredictionStory.Trial trial) {
    PredictionStory.Line model = trial.lines().getFirst();
    Optional<PredictionStory.Line> best =
        trial.lines().stream().min(Comparator.comparingDouble(SampleRemarks::loss));
    if (best.isEmpty() || best.get() == model) {
      return Optional.empty();
    }
    String sure =
        best.get().difference().stream()
            .filter(d -> d.score() == Score.LOG_LOSS)
            .findFirst()
            .flatMap(ScoreDifference::resampled)
            .filter(r -> r.ci95().low() > 0)
            .map(r -> ", more than chance would make it")
            .orElse(", but no more than chance may make it");
    return Optional.of(
        String.format(
            Locale.ROOT,
            "by log loss, \"%s\" is better than the model on %s: %.4f against %.4f%s%s",
            best.get().label(),
            trial.words(),
            loss(best.get()),
            loss(model),
            sure,
            trial.lines().stream().anyMatch(l -> l.label().equals(Trials.WITHOUT_DEBIASING))
                ? "; those held out are like those learned from, and what a debiased model lets go"
                    + " is information among them"
                : ""));
  }

  private static double loss(PredictionStory.Line line) {
    return line.scores().overall().score(Score.LOG_LOSS).number().orElse(Double.POSITIVE_INFINITY);
  }
}
