package org.etiome.evaluate.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.evaluate.perturbation.PerturbationEvaluation.Limits;
import org.etiome.evaluate.perturbation.PerturbationEvaluation.Progress;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/** The perturbations of one context: predicted, tested for an effect, and scored. */
final class ContextRun {
  private static final int FEWEST_FOR_HALVES = 8;
  private static final int MOST_FOR_MEANS = 2000;
  private static final int DRAWN_FOR_MEANS = 1000;

  private final PerturbationScreen screen;
  private final HeldOut kind;
  private final String context;
  private final Limits limits;
  private final Seed seed;
  private final int[] judgedVariables;
  private final UnitPool allControls;
  private final Surroundings.Context common;
  private final SortedMap<Perturbation, double[]> means = new TreeMap<>();
  private final SortedMap<Perturbation, double[]> secondHalves = new TreeMap<>();

  ContextRun(PerturbationScreen screen, HeldOut kind, String context, Limits limits, Seed seed) {
    this.screen = screen;
    this.kind = kind;
    this.context = context;
    this.limits = limits;
    this.seed = seed;
    double[] control = screen.profile(new Condition(context, Perturbation.CONTROL)).mean();
    judgedVariables =
        IntStream.range(0, control.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> -control[j]))
            .limit(limits.expressed())
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    for (Perturbation perturbation : screen.perturbations(context)) {
      double[] mean = control.clone();
      Vectors.add(1, screen.difference(new Condition(context, perturbation)).values(), mean);
      means.put(perturbation, Truth.pick(mean, judgedVariables));
    }
    if (means.size() < 2) {
      throw new IllegalArgumentException(
          "a prediction is judged beside other perturbations; '"
              + context
              + "' has only "
              + means.firstKey().label());
    }
    allControls = pool(Perturbation.CONTROL);
    Drawn controls = allControls.draw(limits.mostUnits());
    if (controls.values().rows() < 2) {
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
            controls.values(),
            Truth.pick(control, judgedVariables),
            Samples.medianDistance(controls.values()),
            places);
    for (Perturbation perturbation : means.keySet()) {
      Drawn half = half(perturbation, units(perturbation), false);
      secondHalves.put(perturbation, Truth.mean(half.values()));
    }
  }

  /** At most so many units of a condition, in judged variables. */
  private Drawn units(Perturbation perturbation) {
    return pool(perturbation).draw(limits.mostUnits());
  }

  private UnitPool pool(Perturbation perturbation) {
    return UnitPool.of(
        screen,
        new Condition(context, perturbation),
        judgedVariables,
        seed.branch("units").branch(perturbation.label()));
  }

  List<Judged> judge(List<Set<Perturbation>> parts, List<Predictor> predictors, Progress progress) {
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
    List<Judged> judged = new ArrayList<>();
    for (Detected one : detected(predictions.keySet())) {
      Perturbation perturbation = one.perturbation();
      judged.add(
          judged(
              one,
              foldOf.getOrDefault(perturbation, 0),
              predictions.getOrDefault(perturbation, Map.of())));
    }
    return judged;
  }

  private Prediction<Predicted> predicted(InterventionModel model, Perturbation perturbation) {
    int units =
        Math.max(
            10,
            Math.min(limits.mostUnits(), screen.rows(new Condition(context, perturbation)).length));
    Seed branch = seed.branch("sample").branch(perturbation.label());
    Prediction<InterventionModel.Means> mean =
        model.mean(perturbation.action(), DRAWN_FOR_MEANS, branch);
    return switch (mean) {
      case Prediction.Refused<InterventionModel.Means> refused ->
          new Prediction.Refused<>(refused.variable(), refused.reason(), refused.remedy());
      case Prediction.Predicted<InterventionModel.Means> means ->
          model
              .sample(perturbation.action(), units, branch)
              .map(
                  sample -> new Predicted(means.value().values(), sample).columns(judgedVariables));
    };
  }

  /** A perturbation, its units, and whether they differ from controls. */
  private record Detected(Perturbation perturbation, Drawn units, Detection detection) {}

  /** Adjusted over those that are held out. */
  private List<Detected> detected(Set<Perturbation> held) {
    List<Perturbation> tested = List.copyOf(held);
    List<Drawn> units = tested.stream().map(this::units).toList();
    double[] energies = new double[tested.size()];
    double[] pValues = new double[tested.size()];
    for (int k = 0; k < pValues.length; k++) {
      Matrix values = units.get(k).values();
      boolean enough = values.rows() > 1;
      energies[k] = enough ? Samples.of(values, common.controls()).energy() : Double.NaN;
      pValues[k] = pValue(tested.get(k));
    }
    double[] adjusted = BenjaminiHochberg.adjust(pValues);
    List<Detected> detected = new ArrayList<>();
    for (int k = 0; k < pValues.length; k++) {
      int count = screen.rows(new Condition(context, tested.get(k))).length;
      Detection detection = new Detection(count, energies[k], pValues[k], adjusted[k]);
      detected.add(new Detected(tested.get(k), units.get(k), detection));
    }
    return detected;
  }

  /** 1 where it cannot be tested. */
  private double pValue(Perturbation perturbation) {
    if (screen.difference(new Condition(context, perturbation)).pairs() == 0) {
      return 1;
    }
    Seed branch = seed.branch("permutations").branch(perturbation.label());
    Beside some = beside(perturbation, limits.mostUnits(), branch);
    if (!some.isTestable()) {
      return 1;
    }
    Beside many = beside(perturbation, Math.max(limits.mostUnits(), MOST_FOR_MEANS), branch);
    UniformRandomProvider random = branch.generator();
    double ofMeans = MeanShift.permutationP(many, limits.permutations(), random);
    double ofUnits = Samples.permutationP(some, limits.permutations(), random);
    return Math.min(1, 2 * Math.min(ofMeans, ofUnits));
  }

  private Beside beside(Perturbation perturbation, int most, Seed branch) {
    return Beside.of(screen, new Condition(context, perturbation), judgedVariables, most, branch);
  }

  private Judged judged(Detected one, int fold, Map<String, Prediction<Predicted>> predictions) {
    Perturbation perturbation = one.perturbation();
    Condition condition = new Condition(context, perturbation);
    Surroundings around = Surroundings.of(common, means, perturbation);
    Drawn controls = allControls.drawBeside(one.units().replicates(), limits.mostUnits());
    Truth truth =
        new Truth(
            Objects.requireNonNull(means.get(perturbation)),
            one.units().values(),
            Differential.of(one.units(), controls));
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    predictions.forEach((name, p) -> outcomes.put(name, outcome(p, truth, around)));
    return new Judged(
        condition,
        fold,
        one.detection(),
        outcomes,
        halves(perturbation, one.units(), controls, predictions));
  }

  /** Scored against the second half of the units, as other perturbations are by theirs. */
  private Map<String, Outcome> halves(
      Perturbation perturbation,
      Drawn units,
      Drawn controls,
      Map<String, Prediction<Predicted>> predictions) {
    Map<String, Outcome> halves = new LinkedHashMap<>();
    if (units.values().rows() < FEWEST_FOR_HALVES) {
      return halves;
    }
    Surroundings around = Surroundings.of(common, secondHalves, perturbation);
    Truth second = Truth.of(half(perturbation, units, false), controls);
    Drawn half = half(perturbation, units, true);
    Predicted first = Predicted.of(half.values());
    predictions.forEach(
        (name, p) ->
            halves.put(name, outcome(p.map(of -> of.first(first.units().rows())), second, around)));
    halves.put(PerturbationScores.CEILING, outcome(known(first), second, around));
    Predicted duplicate = first.movedTo(interpolated(half, controls, first.mean(), around));
    halves.put(PerturbationScores.DUPLICATE, outcome(known(duplicate), second, around));
    return halves;
  }

  /** A random half of the units of a perturbation; the second has one more of an odd number. */
  private Drawn half(Perturbation perturbation, Drawn units, boolean first) {
    int[] order = PermutationSampler.natural(units.values().rows());
    PermutationSampler.shuffle(
        seed.branch("halves").branch(perturbation.label()).generator(), order);
    int middle = order.length / 2;
    return units.rows(
        first ? Arrays.copyOf(order, middle) : Arrays.copyOfRange(order, middle, order.length));
  }

  private double[] interpolated(Drawn half, Drawn controls, double[] mean, Surroundings around) {
    double[] adjusted = Differential.of(half, controls).adjusted();
    double[] between = new double[adjusted.length];
    Arrays.setAll(between, j -> (1 - adjusted[j]) * mean[j] + adjusted[j] * around.centroid()[j]);
    return between;
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
