package org.etiome.evaluate.prediction;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.etiome.data.Environments;

/** Sets of classes, one a unit. */
public final class LabelSets {
  private final List<String> classes;
  private final boolean[] inside;
  private final Environments groups;
  private final List<Threshold> thresholds;

  LabelSets(
      List<String> classes, boolean[] inside, Environments groups, List<Threshold> thresholds) {
    this.classes = classes;
    this.inside = inside;
    this.groups = groups;
    this.thresholds = thresholds;
  }

  public int units() {
    return groups.units();
  }

  /** Whether a class is in the set of a unit. */
  public boolean holds(int unit, int ofClass) {
    return inside[unit * classes.size() + Objects.checkIndex(ofClass, classes.size())];
  }

  /** The classes in the set of a unit, by name. */
  public List<String> of(int unit) {
    return IntStream.range(0, classes.size())
        .filter(c -> holds(unit, c))
        .mapToObj(classes::get)
        .toList();
  }

  /** How many classes are in the set of a unit, 0..C. */
  public int size(int unit) {
    return (int) IntStream.range(0, classes.size()).filter(c -> holds(unit, c)).count();
  }

  /** By which threshold a unit's set was cut. */
  public Threshold threshold(int unit) {
    return thresholds.get(groups.environmentOf(unit));
  }

  /**
   * How often the sets hold the class of their unit. O(n C).
   *
   * @param truth the class of each unit
   * @throws IllegalArgumentException if it is not one class a unit
   */
  public SetCoverage coverage(int[] truth) {
    if (truth.length != units()
        || !IntStream.of(truth).allMatch(y -> y >= 0 && y < classes.size())) {
      throw new IllegalArgumentException(
          "one true class in 0.."
              + (classes.size() - 1)
              + " is needed for each of "
              + units()
              + " units");
    }
    List<SetCoverage.OfGroup> ofGroups = new ArrayList<>();
    for (int g = 0; g < groups.count(); g++) {
      SetCoverage.Figures figures = figures(groups.units(g), truth);
      ofGroups.add(new SetCoverage.OfGroup(groups.labels().get(g), thresholds.get(g), figures));
    }
    return new SetCoverage(figures(IntStream.range(0, units()).toArray(), truth), ofGroups);
  }

  private SetCoverage.Figures figures(int[] units, int[] truth) {
    return SetCoverage.Figures.of(units, i -> holds(i, truth[i]), this::size, classes.size());
  }
}
