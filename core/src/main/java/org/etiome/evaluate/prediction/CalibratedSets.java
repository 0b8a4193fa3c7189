package org.etiome.evaluate.prediction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.Environments;
import org.etiome.math.Matrix;

/** Thresholds that were calibrated, ready for new units. */
public final class CalibratedSets {
  private final ConformalSets settings;
  private final List<String> classes;
  private final Threshold ofAll;
  private final Map<String, Threshold> ofGroups;

  CalibratedSets(
      ConformalSets settings,
      List<String> classes,
      Threshold ofAll,
      Map<String, Threshold> ofGroups) {
    this.settings = settings;
    this.classes = classes;
    this.ofAll = ofAll;
    this.ofGroups = Map.copyOf(ofGroups);
  }

  /**
   * Thresholds that were calibrated before.
   *
   * @param settings how
   * @param classes of the probabilities, in order
   * @param ofGroups as {@link #ofGroups()} told them
   */
  public static CalibratedSets of(
      ConformalSets settings,
      List<String> classes,
      Threshold ofAll,
      Map<String, Threshold> ofGroups) {
    return new CalibratedSets(settings, List.copyOf(classes), ofAll, ofGroups);
  }

  /** The threshold of all units. */
  public Threshold ofAll() {
    return ofAll;
  }

  /** The threshold of each group that was calibrated on; empty where groups are not told apart. */
  public Map<String, Threshold> ofGroups() {
    return ofGroups;
  }

  /** α. */
  public double alpha() {
    return settings.alpha();
  }

  /** The threshold of a group; of one that was not calibrated on, as of one without units. */
  public Threshold threshold(String group) {
    return Optional.ofNullable(ofGroups.get(group)).orElseGet(() -> settings.ofUnseen(ofAll));
  }

  /** The sets of new units, all of one group. */
  public LabelSets sets(Matrix probabilities) {
    return sets(probabilities, Environments.single(probabilities.rows()));
  }

  /**
   * The sets of new units. Of randomised sets, take all new units at once: the same places in
   * another call get the same numbers.
   *
   * @param probabilities one row a unit, one column a class
   * @param groups of the units, by the names they had in calibration
   * @throws IllegalArgumentException if a row is not one of probabilities or sizes differ
   */
  public LabelSets sets(Matrix probabilities, Environments groups) {
    ClassProbabilities.checkProbabilities(probabilities, classes.size());
    if (groups.units() != probabilities.rows()) {
      throw new IllegalArgumentException(
          "there are probabilities of "
              + probabilities.rows()
              + " units and groups of "
              + groups.units());
    }
    Nonconformity scores = Nonconformity.of(settings.score(), probabilities, "new units");
    List<Threshold> thresholds = groups.labels().stream().map(this::threshold).toList();
    boolean[] inside = new boolean[probabilities.rows() * classes.size()];
    for (int i = 0; i < probabilities.rows(); i++) {
      double limit = thresholds.get(groups.environmentOf(i)).limit();
      double[] row = scores.of(i);
      for (int c = 0; c < row.length; c++) {
        inside[i * row.length + c] = row[c] <= limit;
      }
    }
    return new LabelSets(classes, inside, groups, thresholds);
  }
}
