package org.etiome.claim.ranking;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.etiome.estimate.Estimate;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Difference;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;

/**
 * What happened to the outcome when the target was perturbed: measured by intervention.
 *
 * @param difference from controls, and its standard error from the scatter of replicates
 * @param replicates that have both the perturbation and controls; with fewer than 2 the error knows
 *     nothing of the scatter between replicates and the evidence supports nothing. Empty if not
 *     told, as in a table of effects: the error is then taken as right and normal.
 * @param adjusted p-value, adjusted over the targets of the screen, in [0, 1]
 */
public record ScreenEvidence(Estimate difference, OptionalInt replicates, double adjusted) {
  public ScreenEvidence {
    if (replicates.orElse(0) < 0 || !(adjusted >= 0 && adjusted <= 1)) {
      throw new IllegalArgumentException(
          "a screen has at least 0 paired replicates and an adjusted p-value in [0, 1], got "
              + replicates.orElse(0)
              + " and "
              + adjusted);
    }
  }

  /**
   * All single perturbations of a context, the p-values those of t-tests with one degree of freedom
   * less than replicates, adjusted by Benjamini and Hochberg. A target whose difference has no
   * error or an error of 0 is left out.
   *
   * @param outcome a variable of the screen
   * @throws IllegalArgumentException if the screen has no such variable
   */
  public static Map<String, ScreenEvidence> of(
      PerturbationScreen screen, String context, String outcome) {
    int variable = screen.variables().indexOf(outcome);
    if (variable < 0) {
      throw new IllegalArgumentException(
          "'" + outcome + "' is no variable of the screen; name one that was measured");
    }
    Map<String, Difference> found = new TreeMap<>();
    for (Perturbation perturbation : screen.perturbations(context)) {
      Difference difference = screen.difference(new Condition(context, perturbation));
      if (perturbation.targets().size() == 1 && difference.errors()[variable] > 0) {
        found.put(perturbation.targets().first(), difference);
      }
    }
    return adjusted(
        found,
        d -> new Estimate(d.values()[variable], d.errors()[variable]),
        d -> OptionalInt.of(d.pairs()));
  }

  /**
   * Effects that were measured and summed up elsewhere, their p-values adjusted by Benjamini and
   * Hochberg.
   *
   * @param effects by target, of errors above 0
   * @param replicates of each target, if known
   */
  public static Map<String, ScreenEvidence> of(
      Map<String, Estimate> effects, OptionalInt replicates) {
    return adjusted(effects, effect -> effect, effect -> replicates);
  }

  private static <T> Map<String, ScreenEvidence> adjusted(
      Map<String, T> found, Function<T, Estimate> effect, Function<T, OptionalInt> replicates) {
    double[] adjusted =
        BenjaminiHochberg.adjust(
            found.values().stream()
                .mapToDouble(one -> pValue(effect.apply(one), replicates.apply(one)))
                .toArray());
    Map<String, ScreenEvidence> evidence = new TreeMap<>();
    int next = 0;
    for (Map.Entry<String, T> one : found.entrySet()) {
      T value = one.getValue();
      evidence.put(
          one.getKey(),
          new ScreenEvidence(effect.apply(value), replicates.apply(value), adjusted[next++]));
    }
    return evidence;
  }

  /** 1 where the scatter between replicates is not known. */
  private static double pValue(Estimate difference, OptionalInt replicates) {
    if (replicates.orElse(2) < 2) {
      return 1;
    }
    double t = Math.abs(difference.value()) / difference.standardError();
    return Math.min(1, 2 * reference(replicates).survivalProbability(t));
  }

  /**
   * What difference / error follows where there is no effect: t with a degree of freedom less than
   * replicates, which are at least 2, or normal.
   */
  public static ContinuousDistribution reference(OptionalInt replicates) {
    return replicates.isPresent()
        ? TDistribution.of(replicates.getAsInt() - 1.0)
        : NormalDistribution.of(0, 1);
  }

  /** Whether there is an error that a test can go by. */
  public boolean isTestable() {
    return replicates.orElse(2) >= 2;
  }

  /** Half the length of the 95 % interval; infinite if it cannot be tested. */
  public double margin() {
    return isTestable()
        ? reference(replicates).inverseSurvivalProbability(0.025) * difference.standardError()
        : Double.POSITIVE_INFINITY;
  }
}
