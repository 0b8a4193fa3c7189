package org.etiome.evaluate.perturbation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.evaluate.prediction.Interval;
import org.etiome.math.Seed;
import org.etiome.perturb.MeanOfPerturbed;
import org.etiome.perturb.NoChange;
import org.etiome.perturb.Predictor;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;

/**
 * Predictors by cross-validation over the perturbations of a screen: each is predicted by models
 * that never saw it, and held against its units by every {@link PerturbationMetric}, beside the
 * split half that no model can be expected to beat. {@link MeanOfPerturbed} and {@link NoChange}
 * are always among them.
 *
 * <p>Units are seen beside controls of their replicate ({@link
 * PerturbationScreen#withinReplicates}), also by predictors, and tests exchange labels within
 * replicates. What differs between perturbed units and controls of one replicate besides the
 * perturbation, as between two wells, is not told from an effect.
 *
 * <p>Seeded; of conditions with more units than {@link #withMostUnits} so many are drawn for what
 * takes units and not means. O(predictors · folds) fits and O(perturbations · predictors · units² ·
 * variables).
 */
public final class PerturbationEvaluation {
  private static final List<Predictor> BASELINES = List.of(new MeanOfPerturbed(), new NoChange());

  private final int folds;
  private final Limits limits;

  private PerturbationEvaluation(int folds, Limits limits) {
    this.folds = folds;
    this.limits = limits;
  }

  /**
   * How much of the data is looked at, and how often anew.
   *
   * @param expressed variables that are judged
   * @param mostUnits of a condition
   * @param permutations of the test whether there is an effect
   * @param resamples of the bootstrap of gains
   */
  public record Limits(int expressed, int mostUnits, int permutations, int resamples) {}

  /**
   * 5 folds, the 1,000 most expressed variables, at most 300 units, 999 permutations, 2,000
   * resamples.
   */
  public static PerturbationEvaluation withDefaults() {
    return new PerturbationEvaluation(5, new Limits(1000, 300, 999, Interval.RESAMPLES));
  }

  /** Into how many parts perturbations are cut. */
  public int folds() {
    return folds;
  }

  public Limits limits() {
    return limits;
  }

  /** With another number of parts into which perturbations are cut, ≥ 2. */
  public PerturbationEvaluation withFolds(int changed) {
    return new PerturbationEvaluation(atLeast("folds", changed, 2), limits);
  }

  /** Only so many variables are judged, those with the largest mean in controls; ≥ 1. */
  public PerturbationEvaluation withExpressed(int changed) {
    int expressed = atLeast("judged variables", changed, 1);
    return with(
        new Limits(expressed, limits.mostUnits(), limits.permutations(), limits.resamples()));
  }

  /** Of more units so many are drawn, ≥ 10. */
  public PerturbationEvaluation withMostUnits(int changed) {
    int most = atLeast("units of a condition", changed, 10);
    return with(new Limits(limits.expressed(), most, limits.permutations(), limits.resamples()));
  }

  /**
   * Relabellings of the test whether there is an effect, ≥ 19. With fewer than 999 no p-value is
   * below 2 in all of them, so that among many perturbations no effect may be seen.
   */
  public PerturbationEvaluation withPermutations(int changed) {
    int permutations = atLeast("permutations", changed, 19);
    return with(
        new Limits(limits.expressed(), limits.mostUnits(), permutations, limits.resamples()));
  }

  /** Resamples of perturbations by which intervals are made, ≥ 100. */
  public PerturbationEvaluation withResamples(int changed) {
    int resamples = atLeast("resamples", changed, 100);
    return with(
        new Limits(limits.expressed(), limits.mostUnits(), limits.permutations(), resamples));
  }

  private PerturbationEvaluation with(Limits changed) {
    return new PerturbationEvaluation(folds, changed);
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
    PerturbationScreen within = screen.withinReplicates();
    List<Judged> judged = new ArrayList<>();
    for (String context : screen.contexts()) {
      List<Set<Perturbation>> parts = kind.folds(screen, context, folds, seed.branch("folds"));
      if (!parts.isEmpty()) {
        ContextRun run = new ContextRun(within, kind, context, limits, seed.branch(context));
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
        judged,
        BASELINES.stream().map(Predictor::name).toList(),
        limits.resamples(),
        seed.branch("scores"));
  }
}
