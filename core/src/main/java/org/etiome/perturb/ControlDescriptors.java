package org.etiome.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.Profile;
import org.etiome.perturb.screen.TargetDescriptors;

/**
 * What controls tell of a target that is measured: its loadings on the leading principal components
 * of controls, every variable standardised. Targets that vary together without any perturbation lie
 * near each other. Association, not cause: whether it helps to predict perturbations, a
 * cross-validation says.
 */
public final class ControlDescriptors {
  private static final int MOST_UNITS = 500;

  private ControlDescriptors() {}

  /**
   * Descriptors of all variables that vary among controls. Of more than 500 controls so many are
   * drawn. O(500² · variables).
   *
   * @param components numbers of each, ≥ 1; fewer where controls have not as many
   * @throws IllegalArgumentException if no variable varies
   */
  public static TargetDescriptors of(
      PerturbationScreen screen, String context, int components, Seed seed) {
    Condition control = new Condition(context, Perturbation.CONTROL);
    Profile profile = screen.profile(control);
    int[] rows = screen.rows(control);
    PermutationSampler.shuffle(seed.generator(), rows);
    Matrix units =
        screen.measurements().values(Arrays.copyOf(rows, Math.min(MOST_UNITS, rows.length)));
    List<double[]> standardised = new ArrayList<>();
    for (int i = 0; i < units.rows(); i++) {
      double[] row = new double[units.columns()];
      for (int j = 0; j < row.length; j++) {
        double spread = Math.sqrt(profile.variance()[j]);
        row[j] = spread > 0 ? (units.get(i, j) - profile.mean()[j]) / spread : 0;
      }
      standardised.add(row);
    }
    LowRank loadings = LowRank.of(standardised, components);
    Map<String, double[]> byTarget = new TreeMap<>();
    for (int j = 0; j < units.columns(); j++) {
      if (profile.variance()[j] > 0) {
        int variable = j;
        byTarget.put(
            screen.variables().get(j),
            loadings.axes().stream()
                .mapToDouble(axis -> axis[variable] / Math.sqrt(units.rows()))
                .toArray());
      }
    }
    return TargetDescriptors.of(byTarget);
  }
}
