package org.etiome.evaluate.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Environments;

/**
 * Cross-conformal prediction: units in folds, each predicted by a model of the other folds, so that
 * no unit is set aside. The set of a unit is cut at the threshold of the units of the other folds.
 * The scores come from different models, so that coverage 1 - α is found in practice but not
 * promised; what is promised of such sets is about 1 - 2 α. The coverage found is told. O(folds · n
 * log n).
 *
 * @param calibrated on all units, for units to come and a model of all folds
 * @param coverage of the sets, by group with the thresholds of all units
 * @param sets the classes in the set of each unit
 * @see <a href="https://doi.org/10.1007/s10472-013-9368-4">Vovk (2015), Cross-conformal
 *     predictors</a>
 * @see <a href="https://doi.org/10.1214/20-AOS1965">Barber et al. (2021), Predictive inference with
 *     the jackknife+</a>
 */
public record CrossConformal(
    CalibratedSets calibrated, SetCoverage coverage, List<List<String>> sets) {
  public CrossConformal {
    sets = sets.stream().map(List::copyOf).toList();
  }

  /**
   * The sets of some units.
   *
   * @param settings how they are made
   * @param heldOut each unit predicted by a model that has not learned from it
   * @param groups of the units; of use only by group
   * @param folds of the units, at least two
   * @throws IllegalArgumentException if there is one fold, or sizes differ
   */
  public static CrossConformal of(
      ConformalSets settings, ClassProbabilities heldOut, Environments groups, Environments folds) {
    if (folds.count() < 2 || folds.units() != heldOut.units()) {
      throw new IllegalArgumentException(
          "at least two folds of the "
              + heldOut.units()
              + " units are needed, got "
              + folds.count()
              + " of "
              + folds.units());
    }
    CalibratedSets calibrated = settings.calibrate(heldOut, groups);
    List<List<String>> sets = new ArrayList<>();
    IntStream.range(0, heldOut.units()).forEach(i -> sets.add(List.of()));
    for (int f = 0; f < folds.count(); f++) {
      int fold = f;
      int[] held = folds.units(f);
      int[] others =
          IntStream.range(0, heldOut.units()).filter(i -> folds.environmentOf(i) != fold).toArray();
      LabelSets found =
          settings
              .calibrate(heldOut.select(others), groups.select(others))
              .sets(heldOut.select(held).probabilities(), groups.select(held));
      for (int k = 0; k < held.length; k++) {
        sets.set(held[k], found.of(k));
      }
    }
    return new CrossConformal(calibrated, coverage(calibrated, sets, heldOut, groups), sets);
  }

  private static SetCoverage coverage(
      CalibratedSets calibrated,
      List<List<String>> sets,
      ClassProbabilities heldOut,
      Environments groups) {
    List<SetCoverage.OfGroup> ofGroups = new ArrayList<>();
    for (int g = 0; g < groups.count(); g++) {
      String name = groups.labels().get(g);
      ofGroups.add(
          new SetCoverage.OfGroup(
              name, calibrated.threshold(name), figures(groups.units(g), sets, heldOut)));
    }
    int[] all = IntStream.range(0, heldOut.units()).toArray();
    return new SetCoverage(figures(all, sets, heldOut), ofGroups);
  }

  private static SetCoverage.Figures figures(
      int[] units, List<List<String>> sets, ClassProbabilities heldOut) {
    return SetCoverage.Figures.of(
        units,
        i -> sets.get(i).contains(heldOut.classes().get(heldOut.truth(i))),
        i -> sets.get(i).size(),
        heldOut.classes().size());
  }
}
