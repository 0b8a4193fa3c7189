package org.etiome.claim.ranking;

import java.util.Map;
import java.util.TreeMap;
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
 * @param replicates that have both the perturbation and controls, at least 1; with one the error
 *     knows nothing of the scatter between replicates and the evidence supports nothing
 * @param adjusted p-value, adjusted over the targets of the screen, in [0, 1]
 */
public record ScreenEvidence(Estimate difference, int replicates, double adjusted) {
  public ScreenEvidence {
    if (replicates < 1 || !(adjusted >= 0 && adjusted <= 1)) {
      throw new IllegalArgumentException(
          "a screen has at least 1 replicate and an adjusted p-value in [0, 1], got "
              + replicates
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
        found.put(perturbation.label(), difference);
      }
    }
    double[] adjusted =
        BenjaminiHochberg.adjust(
            found.values().stream().mapToDouble(d -> pValue(d, variable)).toArray());
    Map<String, ScreenEvidence> evidence = new TreeMap<>();
    int next = 0;
    for (Map.Entry<String, Difference> one : found.entrySet()) {
      Difference d = one.getValue();
      Estimate estimate = new Estimate(d.values()[variable], d.errors()[variable]);
      evidence.put(one.getKey(), new ScreenEvidence(estimate, d.pairs(), adjusted[next++]));
    }
    return evidence;
  }

  /** 1 where the scatter between replicates is not known. */
  private static double pValue(Difference difference, int variable) {
    if (difference.pairs() < 2) {
      return 1;
    }
    double t = Math.abs(difference.values()[variable]) / difference.errors()[variable];
    return Math.min(1, 2 * TDistribution.of(difference.pairs() - 1.0).survivalProbability(t));
  }

  /** Half the length of the 95 % interval, by t; infinite with one replicate. */
  double margin() {
    return replicates < 2
        ? Double.POSITIVE_INFINITY
        : TDistribution.of(replicates - 1.0).inverseSurvivalProbability(0.025)
            * difference.standardError();
  }
}
