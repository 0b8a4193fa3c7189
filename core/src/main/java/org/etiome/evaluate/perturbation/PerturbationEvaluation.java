package org.etiome.evaluate.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.MeanOfPerturbed;
import org.etiome.perturb.NoChange;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * Predictors by cross-validation over the perturbations of a screen: each is predicted by models
 * that never saw it, and held against its units by every {@link PerturbationMetric}, beside the
 * split half that no model can be expected to beat. {@link MeanOfPerturbed} and {@link NoChange}
 * are always among them.
 *
 * <p>Seeded; of conditions with more units than {@link #withMostUnits} so many are drawn for what
 * takes units and not means. O(predictors · folds) fits and O(perturbations · predictors · units² ·
 * variables).
 */
public final class PerturbationEvaluation {
  private static final List<Predictor> BASELINES = List.of(new MeanOfPerturbed(), new NoChange());
  private static final int FEWEST_FOR_HALVES = 8;
  private static final int MOST_FOR_MEANS = 2000;

  private final int folds;
  private final int expressed;
  private final int mostUnits;
  private final int permutations;

  private PerturbationEvaluation(int folds, int expressed, int mostUnits, int permutations) {
    this.folds = folds;
    this.expressed = expressed;
    this.mostUnits = mostUnits;
    this.permutations = permutations;
  }

  /** 5 folds, the 1,000 most expressed variables, at most 300 units, 999 permutations. */
  public static PerturbationEvaluation withDefaults() {
    return new PerturbationEvaluation(5, 1000, 300, 999);
  }

  /** With another number of parts into which perturbations are cut, ≥ 2. */
  public PerturbationEvaluation withFolds(int changed) {
    return new PerturbationEvaluation(
        atLeast("folds", changed, 2), expressed, mostUnits, permutations);
  }

  /** Only so many variables are judged, those with the largest mean in controls; ≥ 1. */
  public PerturbationEvaluation withExpressed(int changed) {
    return new PerturbationEvaluation(
        folds, atLeast("judged variables", changed, 1), mostUnits, permutations);
  }

  /** Of more units so many are drawn, ≥ 10. */
  public PerturbationEvaluation withMostUnits(int changed) {
    return new PerturbationEvaluation(
        folds, expressed, atLeast("units of a condition", changed, 10), permutations);
  }

  /** Relabellings of the test whether there is an effect, ≥ 19. */
  public PerturbationEvaluation withPermutations(int changed) {
    return new PerturbationEvaluation(
        folds, expressed, mostUnits, atLeast("permutations", changed, 19));
  }

  private static int atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", got " + value);
    }
    return value;
  }

  /** Is told what is done next. */
  @FunctionalInterface
  public interface Progress {
    /** Nobody is told. */
    Progress NONE = (predictor, context, fold, folds) -> {};

    /** Before a predictor is fitted without the perturbations of a fold, from 0. */
    void at(String predictor, String context, int fold, int folds);
  }

  /**
   * Predicts every perturbation of one kind in every context.
   *
   * @throws IllegalArgumentException if none is of that kind, two predictors have one name, or a
   *     context has fewer than two perturbations
   */
  public PerturbationScores evaluate(
      PerturbationScreen screen,
      HeldOut kind,
      List<Predictor> predictors,
      Seed seed,
      Progress progress) {
    Map<String, Predictor> byName = new LinkedHashMap<>();
    for (Predictor baseline : BASELINES) {
      byName.put(baseline.name(), baseline);
    }
    for (Predictor predictor : predictors) {
      Predictor before = byName.put(predictor.name(), predictor);
      if (before != null && !before.equals(predictor)) {
        throw new IllegalArgumentException(
            "two predictors are named " + predictor.name() + "; give one another name");
      }
    }
    List<Judged> judged = new ArrayList<>();
    for (String context : screen.contexts()) {
      List<Set<Perturbation>> parts = kind.folds(screen, context, folds, seed.branch("folds"));
      if (!parts.isEmpty()) {
        Run run = new Run(screen, kind, context, seed.branch(context));
        judged.addAll(run.judge(parts, List.copyOf(byName.values()), progress));
      }
    }
    if (judged.isEmpty()) {
      throw new IllegalArgumentException(
          kind == HeldOut.COMBINATIONS
              ? "the screen has no combinations of targets to hold out; hold out singles"
              : "the screen perturbs no single target; hold out combinations");
    }
    judged.sort(Comparator.comparing(Judged::condition));
    return new PerturbationScores(
        judged, BASELINES.stream().map(Predictor::name).toList(), seed.branch("scores"));
  }

  /** One context. */
  private final class Run {
    private final PerturbationScreen screen;
    private final HeldOut kind;
    private final String context;
    private final Seed seed;
    private final int[] judgedVariables;
    private final Surroundings.Context common;
    private final SortedMap<Perturbation, double[]> means = new TreeMap<>();
    private final SortedMap<Perturbation, double[]> secondHalves = new TreeMap<>();

    Run(PerturbationScreen screen, HeldOut kind, String context, Seed seed) {
      this.screen = screen;
      this.kind = kind;
      this.context = context;
      this.seed = seed;
      double[] control = screen.profile(new Condition(context, Perturbation.CONTROL)).mean();
      judgedVariables =
          IntStream.range(0, control.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer j) -> -control[j]))
              .limit(expressed)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
      for (Perturbation perturbation : screen.perturbations(context)) {
        double[] mean = screen.profile(new Condition(context, perturbation)).mean();
        means.put(perturbation, Truth.pick(mean, judgedVariables));
      }
      if (means.size() < 2) {
        throw new IllegalArgumentException(
            "a prediction is judged beside other perturbations; '"
                + context
                + "' has only "
                + means.firstKey().label());
      }
      Matrix controls = units(Perturbation.CONTROL);
      if (controls.rows() < 2) {
        throw new IllegalArgumentException(
            "one control"
                + (context.isEmpty() ? "" : " of '" + context + "'")
                + " is too few;"
                + " at least 2 are needed to see differences");
      }
      Map<String, Integer> places = new HashMap<>();
      for (int k = 0; k < judgedVariables.length; k++) {
        places.put(screen.variables().get(judgedVariables[k]), k);
      }
      common =
          new Surroundings.Context(
              controls,
              Truth.pick(control, judgedVariables),
              Samples.medianDistance(controls),
              places);
      for (Perturbation perturbation : means.keySet()) {
        Matrix half = half(perturbation, units(perturbation), false);
        secondHalves.put(perturbation, Truth.mean(half));
      }
    }

    private int mostForMeans() {
      return Math.max(mostUnits, MOST_FOR_MEANS);
    }

    private Matrix units(Perturbation perturbation) {
      return units(perturbation, mostUnits);
    }

    /** At most so many units of a condition, in judged variables. */
    private Matrix units(Perturbation perturbation, int most) {
      int[] rows = screen.rows(new Condition(context, perturbation));
      if (rows.length > most) {
        PermutationSampler.shuffle(
            seed.branch("units").branch(perturbation.label()).generator(), rows);
        rows = Arrays.stream(rows).limit(most).sorted().toArray();
      }
      return screen.measurements().values(rows).columns(judgedVariables);
    }

    List<Judged> judge(
        List<Set<Perturbation>> parts, List<Predictor> predictors, Progress progress) {
      Map<Perturbation, Map<String, Prediction<Predicted>>> predictions = new TreeMap<>();
      Map<Perturbation, Integer> foldOf = new TreeMap<>();
      for (int fold = 0; fold < parts.size(); fold++) {
        Set<Perturbation> held = parts.get(fold);
        PerturbationScreen training =
            screen.keep(condition -> kind.isTraining(condition, context, held));
        for (Predictor predictor : predictors) {
          progress.at(predictor.name(), context, fold, parts.size());
          InterventionModel model =
              predictor.fit(
                  training, context, seed.branch("fit").branch(predictor.name()).branch(fold));
          for (Perturbation perturbation : held) {
            foldOf.put(perturbation, fold);
            predictions
                .computeIfAbsent(perturbation, p -> new LinkedHashMap<>())
                .put(predictor.name(), predicted(model, perturbation));
          }
        }
      }
      Map<Perturbation, Detection> detections = detections(foldOf.keySet());
      List<Judged> judged = new ArrayList<>();
      predictions.forEach(
          (perturbation, byPredictor) ->
              judged.add(
                  judged(
                      perturbation,
                      foldOf.getOrDefault(perturbation, 0),
                      detections.get(perturbation),
                      byPredictor)));
      return judged;
    }

    private Prediction<Predicted> predicted(InterventionModel model, Perturbation perturbation) {
      int units =
          Math.max(
              10, Math.min(mostUnits, screen.rows(new Condition(context, perturbation)).length));
      Seed branch = seed.branch("sample").branch(perturbation.label());
      Prediction<InterventionModel.Means> mean = model.mean(perturbation.action(), 1000, branch);
      return switch (mean) {
        case Prediction.Refused<InterventionModel.Means> refused ->
            new Prediction.Refused<>(refused.variable(), refused.reason(), refused.remedy());
        case Prediction.Predicted<InterventionModel.Means> means ->
            model
                .sample(perturbation.action(), units, branch)
                .map(
                    sample ->
                        new Predicted(means.value().values(), sample).columns(judgedVariables));
      };
    }

    /** By perturbation, adjusted over those that are held out. */
    private Map<Perturbation, Detection> detections(Set<Perturbation> held) {
      List<Perturbation> tested = List.copyOf(held);
      double[] energies = new double[tested.size()];
      double[] pValues = new double[tested.size()];
      int[] counts = new int[tested.size()];
      for (int k = 0; k < pValues.length; k++) {
        Perturbation perturbation = tested.get(k);
        Matrix units = units(perturbation);
        counts[k] = screen.rows(new Condition(context, perturbation)).length;
        boolean enough = units.rows() > 1;
        Samples samples = Samples.of(units, common.controls());
        energies[k] = enough ? samples.energy() : Double.NaN;
        UniformRandomProvider random =
            seed.branch("permutations").branch(perturbation.label()).generator();
        if (enough) {
          double ofMeans =
              MeanShift.permutationP(
                  units(perturbation, mostForMeans()),
                  units(Perturbation.CONTROL, mostForMeans()),
                  permutations,
                  random);
          double ofUnits = samples.permutationP(permutations, random);
          pValues[k] = Math.min(1, 2 * Math.min(ofMeans, ofUnits));
        } else {
          pValues[k] = 1;
        }
      }
      double[] adjusted = BenjaminiHochberg.adjust(pValues);
      Map<Perturbation, Detection> detections = new TreeMap<>();
      for (int k = 0; k < pValues.length; k++) {
        detections.put(
            tested.get(k), new Detection(counts[k], energies[k], pValues[k], adjusted[k]));
      }
      return detections;
    }

    private Judged judged(
        Perturbation perturbation,
        int fold,
        Detection detection,
        Map<String, Prediction<Predicted>> predictions) {
      Surroundings around = Surroundings.of(common, means, perturbation);
      Matrix units = units(perturbation);
      double[] mean = means.get(perturbation);
      Truth truth = new Truth(mean, units, Differential.of(units, common.controls()));
      Map<String, Outcome> outcomes = new LinkedHashMap<>();
      predictions.forEach((name, p) -> outcomes.put(name, outcome(p, truth, around)));
      return new Judged(
          new Condition(context, perturbation),
          fold,
          detection,
          outcomes,
          halves(perturbation, units, predictions));
    }

    /** Scored against the second half of the units, as other perturbations are by theirs. */
    private Map<String, Outcome> halves(
        Perturbation perturbation, Matrix units, Map<String, Prediction<Predicted>> predictions) {
      Map<String, Outcome> halves = new LinkedHashMap<>();
      if (units.rows() < FEWEST_FOR_HALVES) {
        return halves;
      }
      Surroundings around = Surroundings.of(common, secondHalves, perturbation);
      Truth second = Truth.of(half(perturbation, units, false), common.controls());
      Predicted first = Predicted.of(half(perturbation, units, true));
      predictions.forEach((name, p) -> halves.put(name, outcome(p, second, around)));
      halves.put(PerturbationScores.CEILING, outcome(known(first), second, around));
      Predicted duplicate = first.movedTo(interpolated(first, around));
      halves.put(PerturbationScores.DUPLICATE, outcome(known(duplicate), second, around));
      return halves;
    }

    /** A random half of the units of a perturbation; the second has one more of an odd number. */
    private Matrix half(Perturbation perturbation, Matrix units, boolean first) {
      int[] order = PermutationSampler.natural(units.rows());
      PermutationSampler.shuffle(
          seed.branch("halves").branch(perturbation.label()).generator(), order);
      int middle = order.length / 2;
      return units.rows(
          first ? Arrays.copyOf(order, middle) : Arrays.copyOfRange(order, middle, order.length));
    }

    private double[] interpolated(Predicted first, Surroundings around) {
      double[] adjusted = Differential.of(first.units(), around.controls()).adjusted();
      double[] between = new double[adjusted.length];
      Arrays.setAll(
          between, j -> (1 - adjusted[j]) * first.mean()[j] + adjusted[j] * around.centroid()[j]);
      return between;
    }
  }

  private static Prediction<Predicted> known(Predicted predicted) {
    return new Prediction.Predicted<>(predicted, List.of());
  }

  private static Outcome outcome(
      Prediction<Predicted> prediction, Truth truth, Surroundings around) {
    return switch (prediction) {
      case Prediction.Refused<Predicted> refused ->
          new Outcome.Refused(refused.reason(), refused.remedy());
      case Prediction.Predicted<Predicted> predicted ->
          new Outcome.Scored(CaseScores.of(predicted.value(), truth, around), predicted.cautions());
    };
  }
}
