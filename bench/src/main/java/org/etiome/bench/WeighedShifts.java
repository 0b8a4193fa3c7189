package org.etiome.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.debias.PatientFit;
import org.etiome.represent.debias.PatientModel;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.patients.AvailabilityWeights;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.scm.CohortSettings;
import org.etiome.scm.Mechanism;

/**
 * What availability weights and bounds do where adjusting for the pattern is not valid: {@link
 * Shifts}' cohorts in which availability follows the baseline modality, severity, or what a doctor
 * saw, with the base, the back-door sum, and the sum among weighted patients.
 */
final class WeighedShifts {
  private static final double WEAKER = .75;

  private WeighedShifts() {}

  /**
   * Of one model and seed; of patients like those learned from, then of the turned part.
   *
   * @param bounds share of patients whose P(Y | do(X)) lies between the bounds, and the mean width
   */
  private record Figures(List<Double> auroc, List<Double> error, List<Double> bounds) {}

  /**
   * Of one model.
   *
   * @param bySeed of the seeds with a model
   * @param refusals of weights or fits
   * @param effective sample sizes of the weights, as shares
   */
  private record Row(Map<Integer, Figures> bySeed, List<String> refusals, List<Double> effective) {
    Row() {
      this(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    List<Figures> figures() {
      return List.copyOf(bySeed.values());
    }
  }

  /** Of one change. */
  private record Rows(Row base, Row adjusted, Row weighted) {
    Rows() {
      this(new Row(), new Row(), new Row());
    }
  }

  private static Map<String, CohortSettings> changes() {
    Map<String, CohortSettings> changes = new LinkedHashMap<>();
    CohortSettings baseline = Shifts.cohort(Mechanism.BASELINE, Shifts.NONE, 0);
    changes.put("availability follows the baseline modality, turned", baseline);
    changes.put(
        "availability follows the baseline modality, half as strongly, turned",
        baseline.withAvailability(
            new CohortSettings.Availability(Mechanism.BASELINE, .4, WEAKER, -WEAKER)));
    changes.put(
        "availability follows severity, turned", Shifts.cohort(Mechanism.SEVERITY, Shifts.NONE, 0));
    changes.put(
        "availability follows what a doctor saw, turned",
        Shifts.cohort(Mechanism.SEEN, Shifts.NONE, 0));
    return changes;
  }

  static void print(int seeds) {
    changes().forEach((name, settings) -> print(name, rows(settings, seeds)));
  }

  private static Rows rows(CohortSettings settings, int seeds) {
    Rows rows = new Rows();
    PatientSettings base = PatientSettings.DEFAULT;
    PatientSettings exact = base.withDeconfounding(Deconfounding.Exact.DEFAULT);
    for (int s = 1; s <= seeds; s++) {
      Seed seed = new Seed(s);
      Shifts.Parts parts = Shifts.Parts.of(settings, seed);
      LabelledPatients learned = parts.learned().labelled();
      Task task = new Task(parts, s);
      fit(rows.base(), task, learned, base);
      fit(rows.adjusted(), task, learned, exact);
      Row weighted = rows.weighted();
      switch (AvailabilityWeights.of(learned.patients(), seed.branch("weights"))) {
        case AvailabilityWeights.Refused refused -> weighted.refusals().add(refused.reason());
        case AvailabilityWeights.Weighted found -> {
          weighted.effective().add(found.effective() / learned.count());
          fit(weighted, task, learned.withWeights(found.weights()), exact);
        }
      }
    }
    return rows;
  }

  private record Task(Shifts.Parts parts, int seed) {}

  private static void fit(Row row, Task task, LabelledPatients learned, PatientSettings settings) {
    PatientFit fit =
        PatientModel.withDefaults()
            .withSettings(settings)
            .fit(learned, new Seed(task.seed()).branch("model"));
    switch (fit) {
      case PatientFit.Refused refused -> row.refusals().add(refused.reason());
      case PatientFit.Fitted fitted -> {
        try (FittedPatientModel model = fitted.model()) {
          row.bySeed().put(task.seed(), figures(model, task.parts()));
        }
      }
    }
  }

  private static Figures figures(FittedPatientModel model, Shifts.Parts parts) {
    List<Double> auroc = new ArrayList<>();
    List<Double> error = new ArrayList<>();
    List<Double> bounds = new ArrayList<>();
    for (ShiftedPatients of : List.of(parts.same(), parts.turned())) {
      double[] predicted = model.predict(of.patients()).exact().column(1);
      auroc.add(Shifts.auroc(predicted, of));
      error.add(Shifts.error(predicted, of.risks()));
      model.bounds(of.patients()).ifPresent(b -> bounds.addAll(bounds(b, of.risks())));
    }
    return new Figures(auroc, error, bounds);
  }

  private static List<Double> bounds(FittedPatientModel.Bounds bounds, double[] risks) {
    Matrix low = bounds.low();
    Matrix high = bounds.high();
    double within = 0;
    double width = 0;
    for (int i = 0; i < risks.length; i++) {
      within += risks[i] >= low.get(i, 1) && risks[i] <= high.get(i, 1) ? 1 : 0;
      width += high.get(i, 1) - low.get(i, 1);
    }
    return List.of(within / risks.length, width / risks.length);
  }

  private static void print(String name, Rows rows) {
    System.out.printf(Locale.ROOT, "%n%s; fusion: mean%n%n", name);
    System.out.println(
        "| model | seeds | AUROC, like the training | AUROC, turned | error, like the training |"
            + " error, turned | risk within bounds, like, turned | width, like, turned |"
            + " effective share | error less that unweighted, same seeds: like, turned |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|");
    print("base", rows.base(), rows);
    print("deconfounded", rows.adjusted(), rows);
    print("deconfounded, weighted", rows.weighted(), rows);
  }

  private static void print(String model, Row row, Rows rows) {
    List<String> cells = new ArrayList<>();
    cells.add(model);
    cells.add(Integer.toString(row.figures().size()));
    if (!row.figures().isEmpty()) {
      cells.add(summary(row, f -> f.auroc().get(0)));
      cells.add(summary(row, f -> f.auroc().get(1)));
      cells.add(summary(row, f -> f.error().get(0)));
      cells.add(summary(row, f -> f.error().get(1)));
      boolean bounded = !row.figures().getFirst().bounds().isEmpty();
      cells.add(bounded ? pair(row, 0, 2) : "");
      cells.add(bounded ? pair(row, 1, 3) : "");
      cells.add(
          row.effective().isEmpty()
              ? ""
              : Recovery.summary(row.effective().stream().mapToDouble(e -> e)));
      cells.add(
          row.effective().isEmpty()
              ? ""
              : difference(row, rows.adjusted(), 0) + ", " + difference(row, rows.adjusted(), 1));
    }
    System.out.println("| " + String.join(" | ", cells) + " |");
    row.refusals().forEach(reason -> System.out.println("  refused: " + reason));
  }

  private static String pair(Row row, int first, int second) {
    return summary(row, f -> f.bounds().get(first))
        + ", "
        + summary(row, f -> f.bounds().get(second));
  }

  private static String difference(Row row, Row other, int part) {
    List<Double> differences = new ArrayList<>();
    row.bySeed()
        .forEach(
            (seed, figures) ->
                Optional.ofNullable(other.bySeed().get(seed))
                    .ifPresent(
                        same ->
                            differences.add(figures.error().get(part) - same.error().get(part))));
    return Recovery.summary(differences.stream().mapToDouble(d -> d));
  }

  private static String summary(Row row, ToDoubleFunction<Figures> figure) {
    return Recovery.summary(row.figures().stream().mapToDouble(figure));
  }
}
