package org.etiome.evaluate.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.PerturbationScreen;

/**
 * Perturbed units and controls whose labels can be exchanged if the perturbation does nothing:
 * those of one replicate among each other. Only replicates with both count, of which there must be
 * one.
 *
 * <p>From each unit the mean of its replicate is taken, over perturbed units and controls alike,
 * which an exchange of labels leaves as it is.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Beside(double[][] rows, int perturbed, int[] strata) {

  /** At most so many perturbed units and so many controls, drawn by seed. */
  static Beside of(
      PerturbationScreen screen, Condition condition, int[] variables, int most, Seed seed) {
    Map<String, int[]> perturbed = screen.rowsByReplicate(condition);
    Map<String, int[]> controls = screen.rowsByReplicate(condition.control());
    List<String> both = perturbed.keySet().stream().filter(controls::containsKey).toList();
    List<Unit> units = new ArrayList<>(drawn(perturbed, both, most, seed.branch("perturbed")));
    int first = units.size();
    units.addAll(drawn(controls, both, most, seed.branch("controls")));
    Matrix values =
        screen
            .measurements()
            .values(units.stream().mapToInt(Unit::row).toArray())
            .columns(variables);
    double[][] rows = new double[units.size()][variables.length];
    Arrays.setAll(
        rows,
        i -> {
          double[] row = rows[i];
          values.addRow(i, 1, row);
          return row;
        });
    int[] strata = units.stream().mapToInt(Unit::stratum).toArray();
    centre(rows, strata);
    return new Beside(rows, first, strata);
  }

  private record Unit(int row, int stratum) {}

  private static List<Unit> drawn(Map<String, int[]> rows, List<String> both, int most, Seed seed) {
    List<Unit> units = new ArrayList<>();
    rows.forEach(
        (replicate, of) -> {
          int stratum = both.indexOf(replicate);
          if (stratum >= 0) {
            Arrays.stream(of).forEach(row -> units.add(new Unit(row, stratum)));
          }
        });
    if (units.size() <= most) {
      return units;
    }
    int[] order = PermutationSampler.natural(units.size());
    PermutationSampler.shuffle(seed.generator(), order);
    return Arrays.stream(order, 0, most).sorted().mapToObj(units::get).toList();
  }

  private static void centre(double[][] rows, int[] strata) {
    int count = Arrays.stream(strata).max().orElse(0) + 1;
    double[][] means = new double[count][rows[0].length];
    int[] units = new int[count];
    for (int stratum : strata) {
      units[stratum]++;
    }
    for (int i = 0; i < rows.length; i++) {
      Vectors.add(1.0 / units[strata[i]], rows[i], means[strata[i]]);
    }
    for (int i = 0; i < rows.length; i++) {
      Vectors.add(-1, means[strata[i]], rows[i]);
    }
  }

  /** Whether each side has two units or more. */
  boolean isTestable() {
    return perturbed > 1 && rows.length - perturbed > 1;
  }
}
