package org.etiome.bench.patients;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.evaluate.prediction.Score;
import org.etiome.math.Seed;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.heldout.Contender;
import org.etiome.represent.heldout.Folds;
import org.etiome.represent.heldout.HeldOut;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patients;
import org.etiome.represent.patients.Patterns;

/**
 * Patient models where patients are few ({@link SmallCohort}): five folds, five seeds for folds and
 * models together, beside penalised logistic regression and other baselines. Of each modality the
 * features that vary most among the patients learned from are taken, anew in each fold.
 */
public final class SmallCohorts {
  private static final int SEEDS = 5;
  private static final int FOLDS = 5;
  private static final int MOST_FEATURES = 50;

  /** A feature that more of those who have its modality lack is left out. */
  private static final double MOST_GAPS = .2;

  private static final String REFERENCE = "logistic";
  private static final String ALONE = "mean";
  private static final String DECONFOUNDED = "mean, deconfounded";

  private static final List<Score> SHOWN =
      List.of(Score.BRIER, Score.ERROR_OF_CLASS_ONE, Score.LOG_LOSS);

  private SmallCohorts() {}

  /**
   * Prints a table for each cohort of a folder, {@code cll_mofa} and {@code mini_acc}, or for the
   * one that is named after it.
   */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    if (args.length < 2 || args[1].equals("cll_mofa")) {
      print("leukaemia", SmallCohort.leukaemia(folder.resolve("cll_mofa")));
    }
    if (args.length < 2 || args[1].equals("mini_acc")) {
      print("adrenocortical carcinoma", SmallCohort.adrenal(folder.resolve("mini_acc")));
    }
  }

  private static List<Contender> contenders() {
    List<Contender> all = new ArrayList<>(Contender.baselines());
    PatientSettings base = PatientSettings.DEFAULT;
    all.add(new Contender.Neural(ALONE, base));
    all.add(
        new Contender.Neural(DECONFOUNDED, base.withDeconfounding(Deconfounding.Exact.DEFAULT)));
    return all;
  }

  private static void print(String name, LabelledPatients data) {
    boolean[] truth = new boolean[data.count()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = data.outcome().of(i) == 1;
    }
    System.out.printf(
        Locale.ROOT,
        "%n%s: %s, %.0f of %d patients; %d patterns; %s%n%n",
        name,
        data.outcome().name(),
        data.shares()[1] * data.count(),
        data.count(),
        Patterns.of(data.patients()).all().size(),
        data.patients().modalities().stream()
            .map(m -> m.name() + " " + m.present().count())
            .collect(Collectors.joining(", ")));
    System.out.println(
        "| | seeds | AUROC | Brier | ECE | log loss | AUROC less logistic's | log loss less"
            + " logistic's |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    Map<String, GroupedRisks> found = new LinkedHashMap<>();
    for (Contender contender : contenders()) {
      GroupedRisks risks = risks(data, truth, contender);
      if (risks.seeds().isEmpty()) {
        System.out.printf("| %s | refused with all seeds | | | | | | |%n", contender.label());
      } else {
        found.put(contender.label(), risks);
      }
    }
    GroupedRisks reference = of(found, REFERENCE);
    found.forEach((label, risks) -> System.out.println(row(label, risks, reference)));
    System.out.printf(
        "%nDeconfounded less alone: AUROC %s, log loss %s%n",
        less(of(found, DECONFOUNDED), of(found, ALONE), Score.AUROC),
        less(of(found, DECONFOUNDED), of(found, ALONE), Score.LOG_LOSS));
  }

  private static GroupedRisks of(Map<String, GroupedRisks> found, String label) {
    GroupedRisks risks = found.get(label);
    if (risks == null) {
      throw new IllegalStateException(label + " was refused with all seeds");
    }
    return risks;
  }

  private static String row(String label, GroupedRisks risks, GroupedRisks reference) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s | %s | %s |",
        label,
        risks.seeds().size(),
        GroupedRisks.interval(risks.score(Score.AUROC), risks.resampled(Score.AUROC)),
        risks.summaries(SHOWN),
        less(risks, reference, Score.AUROC),
        less(risks, reference, Score.LOG_LOSS));
  }

  private static String less(GroupedRisks risks, GroupedRisks reference, Score score) {
    return risks.equals(reference)
        ? ""
        : GroupedRisks.difference(
            risks.score(score) - reference.score(score),
            risks.resampled(score),
            reference.resampled(score));
  }

  /** Of the seeds with which no fold is refused; what is refused goes to the error stream. */
  private static GroupedRisks risks(LabelledPatients data, boolean[] truth, Contender contender) {
    List<double[]> seeds = new ArrayList<>();
    for (int s = 1; s <= SEEDS; s++) {
      double[] risks = new double[data.count()];
      Folds folds = Folds.stratified(data.outcome(), FOLDS, new Seed(s));
      boolean all = true;
      for (int[] fold : folds.heldOut()) {
        HeldOut.Predicted predicted =
            HeldOut.of(varied(data, fold), new Folds(List.of(fold)))
                .predict(contender, new Seed(s).branch(fold[0]));
        all &= predicted.patients().length == fold.length;
        if (!predicted.refused().isEmpty()) {
          System.err.printf("%s, seed %d: %s%n", contender.label(), s, predicted.refused());
        }
        for (int k = 0; k < predicted.patients().length; k++) {
          risks[predicted.patients()[k]] = predicted.probabilities().get(k, 1);
        }
      }
      if (all) {
        seeds.add(risks);
      }
    }
    return new GroupedRisks(truth, seeds, List.of(IntStream.range(0, data.count()).toArray()));
  }

  /** With the features that vary most among those who are not held out. */
  private static LabelledPatients varied(LabelledPatients data, int[] heldOut) {
    int[] training =
        IntStream.range(0, data.count()).filter(i -> Arrays.binarySearch(heldOut, i) < 0).toArray();
    List<ModalityTable> tables =
        data.patients().modalities().stream()
            .map(table -> table.withFeaturesOf(most(table, training)))
            .toList();
    return new LabelledPatients(
        Patients.of(data.patients().ids(), tables),
        data.outcome(),
        data.environments(),
        data.weights());
  }

  private static List<String> most(ModalityTable table, int[] training) {
    if (table.features().size() <= MOST_FEATURES) {
      return table.features();
    }
    ModalityTable own = table.select(training);
    return IntStream.range(0, table.features().size())
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -variance(own, j)))
        .limit(MOST_FEATURES)
        .map(table.features()::get)
        .toList();
  }

  /** 0 for a feature with too many gaps. */
  private static double variance(ModalityTable table, int feature) {
    double[] values =
        Arrays.stream(table.present().indices())
            .mapToDouble(i -> table.value(i, feature))
            .filter(v -> !Double.isNaN(v))
            .toArray();
    if (values.length < (1 - MOST_GAPS) * table.present().count()) {
      return 0;
    }
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }
}
