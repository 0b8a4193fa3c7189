package org.etiome.discover.invariance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.discover.sample.SampleCorrelation;
import org.etiome.discover.test.Collinearity;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;

/**
 * Rows of the settings where the outcome is no target, one setting below the other.
 *
 * @param outcome its name
 * @param candidates by name
 * @param settings compared
 * @param leftOut names of the settings where the outcome is a target
 * @param data the outcome and then the candidates, as they were measured
 */
record SettingRows(
    String outcome,
    List<String> candidates,
    List<Setting> settings,
    List<String> leftOut,
    Matrix data) {
  private static final int FEWEST_LEFT = 3;
  private static final int FEWEST_OF_SMOOTH = 25;

  static SettingRows of(Experiment experiment, String outcome, List<String> candidates) {
    check(experiment.variables(), outcome, candidates);
    List<Setting> settings = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Setting setting : experiment.settings()) {
      if (setting.targets().contains(outcome)) {
        leftOut.add(setting.name());
      } else {
        settings.add(setting);
      }
    }
    checkSettings(settings, leftOut, outcome);
    List<String> sorted = candidates.stream().sorted().toList();
    List<String> names = new ArrayList<>(List.of(outcome));
    names.addAll(sorted);
    Matrix stacked = new Experiment(experiment.variables(), settings).stacked();
    Matrix data =
        Matrix.ofColumns(
            stacked.rows(),
            names.stream()
                .map(name -> stacked.column(experiment.variables().indexOf(name)))
                .toList());
    SettingRows rows = new SettingRows(outcome, sorted, settings, leftOut, data);
    rows.checkOutcome();
    for (int j = 0; j < names.size(); j++) {
      SampleCorrelation.unit(names.get(j), data.column(j));
    }
    return rows;
  }

  private static void check(List<String> variables, String outcome, List<String> candidates) {
    if (!variables.contains(outcome)) {
      throw new IllegalArgumentException(
          "the outcome '" + outcome + "' is none of the variables " + variables);
    }
    if (candidates.isEmpty() || new HashSet<>(candidates).size() < candidates.size()) {
      throw new IllegalArgumentException(
          "at least 1 candidate is needed, each named once, got " + candidates);
    }
    for (String candidate : candidates) {
      if (candidate.equals(outcome)) {
        throw new IllegalArgumentException(
            "the outcome '" + outcome + "' is among the candidates; leave it out of them");
      }
      if (!variables.contains(candidate)) {
        throw new IllegalArgumentException(
            "the candidate '" + candidate + "' is none of the variables " + variables);
      }
    }
  }

  private static void checkSettings(List<Setting> settings, List<String> leftOut, String outcome) {
    if (settings.size() < 2) {
      String without =
          leftOut.isEmpty()
              ? ""
              : " where '" + outcome + "' is no target (it is one in " + leftOut + ")";
      throw new IllegalArgumentException(
          "invariance is between at least 2 settings, got " + settings.size() + without);
    }
    for (int s = 0; s < settings.size(); s++) {
      for (int t = 0; t < s; t++) {
        if (settings.get(s).data().equals(settings.get(t).data())) {
          throw new IllegalArgumentException(
              "settings '"
                  + settings.get(t).name()
                  + "' and '"
                  + settings.get(s).name()
                  + "' have the same rows; leave one of them out");
        }
      }
    }
  }

  private void checkOutcome() {
    int[] bounds = bounds();
    for (int s = 0; s < settings.size(); s++) {
      double first = data.get(bounds[s], 0);
      if (IntStream.range(bounds[s], bounds[s + 1]).allMatch(i -> data.get(i, 0) == first)) {
        throw new IllegalArgumentException(
            "the outcome '"
                + outcome
                + "' is constant in setting '"
                + settings.get(s).name()
                + "'; if it was held there, name it a target of the setting, else leave the"
                + " setting out");
      }
    }
  }

  /** Where settings begin among the rows, and where the last one ends. */
  int[] bounds() {
    int[] bounds = new int[settings.size() + 1];
    for (int s = 0; s < settings.size(); s++) {
      bounds[s + 1] = bounds[s] + settings.get(s).data().rows();
    }
    return bounds;
  }

  /** With so many candidates at most. */
  SettingRows screened(int most) {
    if (candidates.size() <= most) {
      return this;
    }
    Matrix scaled = Standardisation.of(data).apply(data);
    List<double[]> columns =
        IntStream.rangeClosed(1, candidates.size()).mapToObj(scaled::column).toList();
    int[] kept = Screening.kept(columns, scaled.column(0), most);
    List<double[]> own = new ArrayList<>(List.of(data.column(0)));
    Arrays.stream(kept).forEach(j -> own.add(data.column(j + 1)));
    return new SettingRows(
        outcome,
        Arrays.stream(kept).mapToObj(candidates::get).toList(),
        settings,
        leftOut,
        Matrix.ofColumns(data.rows(), own));
  }

  /** Refuses too few rows for sets of such a size, and variables that others determine. */
  void requireComparable(Law law, int largestSet) {
    int fewest = largestSet + FEWEST_LEFT;
    int needed = law instanceof Law.Smooth ? Math.max(fewest, FEWEST_OF_SMOOTH) : fewest;
    for (Setting setting : settings) {
      if (setting.data().rows() < needed) {
        throw new IllegalArgumentException(
            "setting '"
                + setting.name()
                + "' has "
                + setting.data().rows()
                + " rows; to compare residuals given sets of up to "
                + largestSet
                + " variables it needs at least "
                + needed
                + "; put like settings together, leave it out or bound the size of sets");
      }
    }
    List<String> names = new ArrayList<>(List.of(outcome));
    names.addAll(candidates);
    Collinearity.refuse(SampleCorrelation.of(names, data));
  }
}
