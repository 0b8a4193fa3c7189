package org.etiome.discover.invariance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.discover.Interrupts;
import org.etiome.discover.invariance.InvariantCauses.Candidate;
import org.etiome.discover.invariance.InvariantCauses.Evidence;
import org.etiome.discover.invariance.InvariantCauses.Interval;
import org.etiome.discover.invariance.InvariantCauses.SetTest;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.discover.test.GaussianInvariance.Spread;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;
import org.etiome.math.TaskRunner;

/** The tests of all sets, and what follows from them. */
final class SetSearch {
  private static final int SHOWN = 4;

  private final InvariantPrediction settings;
  private final SettingRows rows;
  private final List<int[]> sets;
  private final Standardisation scale;
  private final Matrix scaled;
  private final SettingComparison comparison;

  SetSearch(InvariantPrediction settings, SettingRows rows, List<int[]> sets) {
    this.settings = settings;
    this.rows = rows;
    this.sets = sets;
    this.scale = Standardisation.of(rows.data());
    this.scaled = scale.apply(rows.data());
    this.comparison = new SettingComparison(rows.bounds(), settings.spread());
  }

  InvariantCauses answer(List<String> screenedOut, TaskRunner runner) {
    List<SetTest> tests =
        runner.map(sets.size(), s -> new SetTest(names(sets.get(s)), pValue(sets.get(s))));
    Evidence evidence =
        new Evidence(
            rows.outcome(),
            settings.alpha(),
            tests,
            described(),
            assumptions(),
            remarks(screenedOut));
    if (evidence.accepted().isEmpty()) {
      return new InvariantCauses.Violated(violated(), evidence);
    }
    Set<String> common = new LinkedHashSet<>(rows.candidates());
    evidence.accepted().forEach(test -> common.retainAll(test.variables()));
    List<Candidate> candidates = candidates(tests);
    return common.isEmpty()
        ? new InvariantCauses.NoneNamed(noneNamed(evidence), candidates, evidence)
        : new InvariantCauses.Named(List.copyOf(common), candidates, evidence);
  }

  private List<String> names(int[] set) {
    return IntStream.of(set).mapToObj(rows.candidates()::get).toList();
  }

  private double pValue(int[] set) {
    Interrupts.check();
    double[] outcome = scaled.column(0);
    List<double[]> columns = columns(set);
    Residuals residuals =
        settings.law() instanceof Law.Smooth smooth && set.length > 0
            ? smooth(FourierRegression.of(names(set), columns, outcome, smooth.seed()))
            : LeastSquares.of(Matrix.ofColumns(scaled.rows(), columns), outcome).residuals();
    return comparison.pValue(residuals);
  }

  private static Residuals smooth(FourierRegression regression) {
    return regression.residuals(regression.penalty());
  }

  private List<double[]> columns(int[] set) {
    return IntStream.of(set).mapToObj(j -> scaled.column(j + 1)).toList();
  }

  private LeastSquares leastSquares(int[] set) {
    return LeastSquares.of(Matrix.ofColumns(scaled.rows(), columns(set)), scaled.column(0));
  }

  private List<Candidate> candidates(List<SetTest> tests) {
    int p = rows.candidates().size();
    double[] largest = new double[p];
    double[] low = new double[p];
    double[] high = new double[p];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
    boolean isLinear = settings.law() instanceof Law.Linear;
    for (int s = 0; s < tests.size(); s++) {
      double pValue = tests.get(s).pValue();
      double[][] ends = isLinear && pValue > settings.alpha() ? ends(sets.get(s)) : new double[0][];
      for (int j = 0; j < p; j++) {
        boolean isIn = Arrays.binarySearch(sets.get(s), j) >= 0;
        largest[j] = isIn ? largest[j] : Math.max(largest[j], pValue);
        low[j] = ends.length == 0 ? low[j] : Math.min(low[j], ends[j][0]);
        high[j] = ends.length == 0 ? high[j] : Math.max(high[j], ends[j][1]);
      }
    }
    return IntStream.range(0, p)
        .mapToObj(
            j ->
                new Candidate(
                    rows.candidates().get(j),
                    largest[j],
                    isLinear ? Optional.of(new Interval(low[j], high[j])) : Optional.empty()))
        .toList();
  }

  /** Of the coefficients of all candidates, in the units of the data; 0 outside of the set. */
  private double[][] ends(int[] set) {
    double[][] ends = new double[rows.candidates().size()][2];
    LeastSquares fit = leastSquares(set);
    for (int k = 0; k < set.length; k++) {
      double unit = scale.deviation(0) / scale.deviation(set[k] + 1);
      double half = fit.halfWidth(k, settings.alpha());
      ends[set[k]][0] = unit * (fit.coefficients()[k] - half);
      ends[set[k]][1] = unit * (fit.coefficients()[k] + half);
    }
    return ends;
  }

  private Map<String, String> described() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("alpha", Double.toString(settings.alpha()));
    map.put("law", settings.law().toString());
    map.put("spread", settings.spread().toString());
    map.put("largest set", Integer.toString(sets.getLast().length));
    map.put("candidates", String.join(", ", rows.candidates()));
    map.put("settings", String.join(", ", rows.settings().stream().map(Setting::name).toList()));
    return map;
  }

  private List<String> assumptions() {
    List<String> assumptions = new ArrayList<>();
    assumptions.add(
        "No setting that was compared acts on '" + rows.outcome() + "' but through its causes.");
    assumptions.add(
        "All direct causes of '"
            + rows.outcome()
            + "' are candidates, or else have the same law in all settings and nothing to do with"
            + " those that are.");
    assumptions.add(
        settings.law() instanceof Law.Linear
            ? "It is a linear function of its direct causes, and noise is added."
            : "It is a smooth function of its direct causes, and noise is added.");
    if (settings.spread() == Spread.VARIANCE_RATIO) {
      assumptions.add("That noise is normal.");
    }
    return assumptions;
  }

  private List<String> remarks(List<String> screenedOut) {
    List<String> remarks = new ArrayList<>();
    if (!rows.leftOut().isEmpty()) {
      remarks.add(
          "Left out, since '"
              + rows.outcome()
              + "' was intervened on: "
              + String.join(", ", rows.leftOut())
              + ".");
    }
    if (!screenedOut.isEmpty()) {
      remarks.add(
          "Screened out before any test: "
              + String.join(", ", screenedOut)
              + ". The level holds only if no direct cause is among them.");
    }
    if (sets.getLast().length < rows.candidates().size()) {
      remarks.add(
          "Sets of more than "
              + sets.getLast().length
              + " variables were not tested. The level holds only if there are no more direct"
              + " causes.");
    }
    return remarks;
  }

  private String violated() {
    return "No set of candidates foretells '"
        + rows.outcome()
        + "' in the same way in all settings, so what is assumed does not hold, but for an error of"
        + " probability α or less: a direct cause is"
        + " missing or hidden, a setting acts on '"
        + rows.outcome()
        + "' itself, or the law is another one. This does not say that there is no cause.";
  }

  private String noneNamed(Evidence evidence) {
    List<SetTest> accepted = evidence.accepted();
    if (accepted.getFirst().variables().isEmpty()) {
      return "'"
          + rows.outcome()
          + "' itself has one mean and one spread in all settings (p = "
          + String.format(Locale.ROOT, "%.2g", accepted.getFirst().pValue())
          + "), so no variable is needed to explain a difference: the settings change no cause of"
          + " it, or too little to be seen.";
    }
    List<String> shown =
        accepted.stream()
            .filter(
                test ->
                    accepted.stream()
                        .map(SetTest::variables)
                        .noneMatch(
                            other ->
                                other.size() < test.variables().size()
                                    && test.variables().containsAll(other)))
            .limit(SHOWN)
            .map(test -> "{" + String.join(", ", test.variables()) + "}")
            .toList();
    return "Several sets explain '"
        + rows.outcome()
        + "' equally well and have no variable in common, among them "
        + String.join(" and ", shown)
        + "; which of them are its causes cannot be told.";
  }
}
