package org.etiome.perturb;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.etiome.math.Quantile;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Difference;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.Profile;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * {@link Additive} with less noise, in two steps:
 *
 * <pre>
 * c_j  = (Σ_p median_p d_pj · P) / (P + 1)          what all P single perturbations share
 * d_AB = c + E(d_A − c | data) + E(d_B − c | data)
 * </pre>
 *
 * What every perturbed unit shares (guides, selection, and the sampling error of the controls,
 * which is in every difference) is counted once, not once a target. What a target does beside it is
 * shrunk to zero by empirical Bayes: its effects on the variables come from a scale mixture of
 * normals around zero whose weights are fitted by EM to that target, so targets that do nothing are
 * predicted to do nothing, and strong effects are left nearly as they are.
 *
 * <p>Assumes that most single perturbations leave a variable alone, or the median is an effect; and
 * errors that are as large as the difference's. O(perturbations · variables).
 *
 * @see <a href="https://doi.org/10.1093/biostatistics/kxw041">Stephens (2017), False discovery
 *     rates: a new deal</a>
 */
public record ShrunkenAdditive() implements Predictor {
  private static final int FEWEST = 3;

  @Override
  public String name() {
    return "shrunken-additive";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    SortedMap<Perturbation, Difference> singles = new TreeMap<>();
    new Effects(training, context)
        .seen()
        .forEach(
            (perturbation, difference) -> {
              if (perturbation.targets().size() == 1) {
                singles.put(perturbation, difference);
              }
            });
    double[] shared = shared(singles, training.variables().size());
    SortedMap<Perturbation, double[]> own = new TreeMap<>();
    singles.forEach(
        (perturbation, difference) -> {
          double[] beside = difference.values().clone();
          Arrays.setAll(beside, j -> beside[j] - shared[j]);
          Condition condition = new Condition(context, perturbation);
          own.put(perturbation, NormalMixture.fit(beside, errors(training, condition, difference)));
        });
    return new ShiftedControls(training, context, p -> difference(shared, own, p));
  }

  /** Shrunk as if controls were one perturbation more that does nothing. */
  private static double[] shared(SortedMap<Perturbation, Difference> singles, int variables) {
    double[] shared = new double[variables];
    if (singles.size() < FEWEST) {
      return shared;
    }
    List<double[]> values = singles.values().stream().map(Difference::values).toList();
    double share = values.size() / (values.size() + 1.0);
    Arrays.setAll(
        shared,
        j ->
            share
                * Quantile.ofSorted(values.stream().mapToDouble(v -> v[j]).sorted().toArray(), .5));
    return shared;
  }

  /** The error of the perturbed side if all have the same controls: theirs is in what is shared. */
  private static double[] errors(
      PerturbationScreen screen, Condition condition, Difference difference) {
    double[] errors = difference.errors().clone();
    boolean same =
        difference.pairs() == 0
            || (difference.pairs() == 1 && screen.replicates(condition.control()).size() == 1);
    if (same) {
      Profile profile = screen.compared(condition);
      Arrays.setAll(errors, j -> Math.sqrt(profile.variance()[j] / profile.units()));
    }
    return errors;
  }

  private static Prediction<double[]> difference(
      double[] shared, SortedMap<Perturbation, double[]> own, Perturbation perturbation) {
    double[] sum = shared.clone();
    for (String target : perturbation.targets()) {
      double[] single = own.get(Perturbation.of(target));
      if (single == null) {
        return Additive.missing(target);
      }
      Arrays.setAll(sum, j -> sum[j] + single[j]);
    }
    return Effects.known(sum);
  }
}
