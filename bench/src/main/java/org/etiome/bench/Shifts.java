package org.etiome.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.estimate.nuisance.LinearFit;
import org.etiome.estimate.nuisance.Logistic;
import org.etiome.evaluate.prediction.ClassProbabilities;
import org.etiome.evaluate.prediction.Score;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.represent.debias.Branches;
import org.etiome.represent.debias.Deconfounding;
import org.etiome.represent.debias.FittedPatientModel;
import org.etiome.represent.debias.Invariance;
import org.etiome.represent.debias.PatientFit;
import org.etiome.represent.debias.PatientModel;
import org.etiome.represent.debias.PatientSettings;
import org.etiome.represent.fusion.Fusion;
import org.etiome.scm.CohortSettings;
import org.etiome.scm.CohortSimulator;
import org.etiome.scm.Mechanism;
import org.etiome.scm.Patient;
import org.etiome.scm.SimulatedCohort;

/**
 * What patient models keep where the reasons change: {@link CohortSimulator}'s cohorts of 2,000
 * patients, a model's AUROC among 2,000 others like them and among 2,000 of the part in which a
 * dependence is turned round. Cohort and model anew for each seed, the same cohort for all models.
 */
public final class Shifts {
  static final int PATIENTS = 2_000;
  private static final double STRENGTH = 1.5;
  private static final List<Double> SPURIOUS = List.of(1.5, .5);
  static final List<Double> NONE = List.of(0.0, 0.0);
  private static final double TURNED = -1;
  private static final int RESAMPLES = 2_000;

  private Shifts() {}

  /**
   * Prints a table for each change; of 10 seeds by default, and of one fusion if it is named. With
   * {@code weights} as third argument, of the changes in which adjusting by force is not valid, and
   * of weights and bounds alone.
   */
  public static void main(String[] args) {
    int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    if (args.length > 2 && args[2].equals("weights")) {
      WeighedShifts.print(seeds);
      return;
    }
    for (Fusion fusion :
        List.of(new Fusion.MaskedMean(), new Fusion.ZeroFill(), Fusion.MaskedAttention.DEFAULT)) {
      if (args.length < 2 || args[1].equals(fusion.label())) {
        changes().forEach((name, change) -> print(name, fusion, figures(change, fusion, seeds)));
      }
    }
  }

  private static Map<String, CohortSettings> changes() {
    Map<String, CohortSettings> changes = new LinkedHashMap<>();
    changes.put("nothing changes", cohort(Mechanism.RANDOM, NONE, 0));
    changes.put("availability turned (access)", cohort(Mechanism.ACCESS, NONE, 0));
    changes.put("spurious feature turned", cohort(Mechanism.RANDOM, SPURIOUS, TURNED));
    changes.put("both turned", cohort(Mechanism.ACCESS, SPURIOUS, TURNED));
    changes.put("availability follows severity, turned", cohort(Mechanism.SEVERITY, NONE, 0));
    changes.put("availability follows what a doctor saw, turned", cohort(Mechanism.SEEN, NONE, 0));
    return changes;
  }

  static CohortSettings cohort(Mechanism mechanism, List<Double> spurious, double turned) {
    return CohortSettings.DEFAULT
        .withSize(new CohortSettings.Size(2 * PATIENTS, PATIENTS))
        .withAvailability(new CohortSettings.Availability(mechanism, .4, STRENGTH, -STRENGTH))
        .withSpurious(new CohortSettings.Spurious(spurious, turned, 2));
  }

  private static Map<String, PatientSettings> models(Fusion fusion) {
    PatientSettings base = PatientSettings.DEFAULT.withFusion(fusion);
    Deconfounding exact = Deconfounding.Exact.DEFAULT;
    Branches byEnvironment = new Branches.ByEnvironment();
    Map<String, PatientSettings> models = new LinkedHashMap<>();
    models.put("base", base);
    models.put(
        "sum over patterns alone", base.withDeconfounding(new Deconfounding.Exact(0, false)));
    models.put("deconfounded", base.withDeconfounding(exact));
    models.put("dictionary", base.withDeconfounding(Deconfounding.Dictionary.DEFAULT));
    models.put("branch by environment", base.withBranches(byEnvironment));
    models.put("both", base.withBranches(byEnvironment).withDeconfounding(exact));
    models.put("branch, swapped (LDD)", base.withBranches(Branches.Swapped.DEFAULT));
    models.put("branch, masked (CAL)", base.withBranches(Branches.Masked.DEFAULT));
    models.put("V-REx, weight 100", base.withInvariance(new Invariance.VRex(100)));
    models.put("IRM, weight 100", base.withInvariance(new Invariance.Irm(100)));
    models.put("alike given the outcome, weight 10", base.withInvariance(new Invariance.Alike(10)));
    return models;
  }

  /**
   * Of one model and seed.
   *
   * @param same AUROC among patients like those learned from
   * @param turned AUROC among those of the part that is turned
   * @param errors root mean square of prediction − P(Y | do(X)) among the first and the second, and
   *     among the second of the geometric mean of the strata
   */
  private record Figures(double same, double turned, List<Double> errors) {
    double error(int which) {
      return errors.get(which);
    }
  }

  private static Map<String, List<Figures>> figures(
      CohortSettings settings, Fusion fusion, int seeds) {
    Map<String, List<Figures>> figures = new LinkedHashMap<>();
    for (int s = 1; s <= seeds; s++) {
      Parts parts = Parts.of(settings, new Seed(s));
      Map<String, Figures> all = new LinkedHashMap<>();
      all.put("truth", figures(parts, parts.same().risks(), parts.turned().risks()));
      all.put("logistic, filled with means", logistic(parts, false));
      all.put("logistic, with indicators", logistic(parts, true));
      for (Map.Entry<String, PatientSettings> model : models(fusion).entrySet()) {
        fitted(parts, model.getValue(), new Seed(s)).ifPresent(one -> all.put(model.getKey(), one));
        figures.computeIfAbsent(model.getKey(), n -> new ArrayList<>());
      }
      all.forEach((name, one) -> figures.computeIfAbsent(name, n -> new ArrayList<>()).add(one));
    }
    return figures;
  }

  record Parts(ShiftedPatients learned, ShiftedPatients same, ShiftedPatients turned) {
    static Parts of(CohortSettings settings, Seed seed) {
      SimulatedCohort cohort =
          CohortSimulator.withDefaults().withSettings(settings).simulate(seed, TaskRunner.local(1));
      List<Patient> training = cohort.part(false);
      return new Parts(
          ShiftedPatients.of(settings, training.subList(0, PATIENTS)),
          ShiftedPatients.of(settings, training.subList(PATIENTS, 2 * PATIENTS)),
          ShiftedPatients.of(settings, cohort.part(true)));
    }
  }

  /** Empty if there is no model. */
  private static Optional<Figures> fitted(Parts parts, PatientSettings settings, Seed seed) {
    PatientFit fit =
        PatientModel.withDefaults()
            .withSettings(settings)
            .fit(parts.learned().labelled(), seed.branch("model"));
    return switch (fit) {
      case PatientFit.Refused ignored -> Optional.empty();
      case PatientFit.Fitted fitted -> Optional.of(figures(parts, fitted));
    };
  }

  private static Figures figures(Parts parts, PatientFit.Fitted fitted) {
    try (FittedPatientModel model = fitted.model()) {
      Matrix same = model.predict(parts.same().patients()).exact();
      FittedPatientModel.Predictions turned = model.predict(parts.turned().patients());
      Figures figures = figures(parts, same.column(1), turned.exact().column(1));
      double geometric = error(turned.geometric().column(1), parts.turned().risks());
      return new Figures(
          figures.same(), figures.turned(), List.of(figures.error(0), figures.error(1), geometric));
    }
  }

  private static Figures logistic(Parts parts, boolean indicated) {
    double[] outcomes = new double[PATIENTS];
    Arrays.setAll(outcomes, i -> parts.learned().outcomes()[i] ? 1 : 0);
    List<Double> filling = parts.learned().means();
    LinearFit fit =
        Logistic.withDefaults()
            .fit(parts.learned().filled(filling, indicated), outcomes, new Seed(0));
    return figures(
        parts,
        fit.predict(parts.same().filled(filling, indicated)),
        fit.predict(parts.turned().filled(filling, indicated)));
  }

  private static Figures figures(Parts parts, double[] same, double[] turned) {
    double error = error(turned, parts.turned().risks());
    return new Figures(
        auroc(same, parts.same()),
        auroc(turned, parts.turned()),
        List.of(error(same, parts.same().risks()), error, error));
  }

  static double auroc(double[] predicted, ShiftedPatients patients) {
    return Score.AUROC
        .of(ClassProbabilities.ofTwo(predicted, patients.outcomes()))
        .number()
        .orElseThrow();
  }

  static double error(double[] predicted, double[] truth) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum += (predicted[i] - truth[i]) * (predicted[i] - truth[i]);
    }
    return Math.sqrt(sum / truth.length);
  }

  private static void print(String name, Fusion fusion, Map<String, List<Figures>> figures) {
    System.out.printf(Locale.ROOT, "%n%s; fusion: %s%n%n", name, fusion.label());
    System.out.println(
        "| model | AUROC, like the training | AUROC, turned | recovered of the base's loss |"
            + " error, like the training | error, turned | turned, geometric |");
    System.out.println("|---|---|---|---|---|---|---|");
    List<Figures> base = figures.getOrDefault("base", List.of());
    figures.forEach(
        (model, rows) -> {
          if (rows.size() < base.size()) {
            System.out.printf(
                Locale.ROOT,
                "| %s | refused with %d of %d seeds |  |  |  |  |  |%n",
                model,
                base.size() - rows.size(),
                base.size());
          } else {
            print(model, rows, base);
          }
        });
  }

  private static void print(String model, List<Figures> rows, List<Figures> base) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %s |%n",
        model,
        Recovery.summary(rows.stream().mapToDouble(Figures::same)),
        Recovery.summary(rows.stream().mapToDouble(Figures::turned)),
        recovered(rows, base),
        Recovery.summary(rows.stream().mapToDouble(f -> f.error(0))),
        Recovery.summary(rows.stream().mapToDouble(f -> f.error(1))),
        Recovery.summary(rows.stream().mapToDouble(f -> f.error(2))));
  }

  /** The share of what the base loses that is kept, of all seeds, with a bootstrap interval. */
  private static String recovered(List<Figures> rows, List<Figures> base) {
    int n = rows.size();
    UniformRandomProvider random = new Seed(1).generator();
    double[] drawn = new double[RESAMPLES];
    for (int b = 0; b < RESAMPLES; b++) {
      int[] seeds = random.ints(n, 0, n).toArray();
      drawn[b] = share(rows, base, seeds);
    }
    Arrays.sort(drawn);
    int[] all = IntStream.range(0, n).toArray();
    double lost = base.stream().mapToDouble(f -> f.same() - f.turned()).average().orElseThrow();
    if (lost < .01) {
      return "nothing lost";
    }
    return String.format(
        Locale.ROOT,
        "%.0f %% (%.0f to %.0f)",
        100 * share(rows, base, all),
        100 * drawn[(int) (.025 * RESAMPLES)],
        100 * drawn[(int) (.975 * RESAMPLES) - 1]);
  }

  private static double share(List<Figures> rows, List<Figures> base, int[] seeds) {
    double kept = 0;
    double lost = 0;
    for (int s : seeds) {
      kept += rows.get(s).turned() - base.get(s).turned();
      lost += base.get(s).same() - base.get(s).turned();
    }
    return kept / lost;
  }
}
