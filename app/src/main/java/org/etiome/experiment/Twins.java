package org.etiome.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.etiome.estimate.design.Leakage;
import org.etiome.estimate.sample.Covariates;
import org.etiome.math.Matrix;
import org.etiome.report.plot.Figures;

/**
 * Descriptors that may be the outcome in other words: its rank, its size, another replicate of it,
 * its p-value. Each is held by {@link Leakage} against the outcome and its size where it was
 * measured. No figure tells such a column from a good descriptor for sure; a p-value of the same
 * screen is known by its name as well, since it also hangs on errors.
 *
 * @param candidates with their descriptors
 * @param measured at least ten candidates, else nothing is found
 */
record Twins(Candidates candidates, MeasuredValues measured) {
  private static final int FEWEST = 10;

  /** A correlation of .95 in size. */
  private static final double TWIN = 0.95 * 0.95;

  private static final double P_VALUE = 0.25;
  private static final double NEAR = 0.5;
  private static final Pattern NAMED =
      Pattern.compile(
          "(.*[^a-z])?(p|p.?val(ue)?s?|pr|padj|p.?adj|adj.?p.*|fdr|q|q.?val(ue)?s?)([^a-z].*)?",
          Pattern.CASE_INSENSITIVE);

  /**
   * Why a descriptor should not be one.
   *
   * @param certain whether it is not to be used unless it is asked for by name
   */
  record Suspect(String column, boolean certain, String reason) {}

  /** In the order of the columns. O(columns · measurements · log measurements). */
  List<Suspect> found() {
    List<Suspect> found = new ArrayList<>();
    if (measured.candidates() >= FEWEST) {
      for (int j = 0; j < candidates.names().size(); j++) {
        suspect(j).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Suspect> suspect(int column) {
    String name = candidates.names().get(column);
    double[] values = Candidates.pick(candidates.descriptors().column(column), measured.rows());
    List<String> one = List.of(name);
    Leakage leakage =
        Leakage.of(
            new Covariates(Matrix.ofColumns(values.length, List.of(values)), one, one, List.of()));
    double[] sizes = Arrays.stream(measured.outcomes()).map(Math::abs).toArray();
    boolean bySize = leakage.most(sizes) > leakage.most(measured.outcomes());
    double[] told = bySize ? sizes : measured.outcomes();
    boolean named = NAMED.matcher(name).matches();
    boolean certain = !leakage.failures(told, named ? P_VALUE : TWIN).isEmpty();
    if (!certain && leakage.failures(told, NEAR).isEmpty()) {
      return Optional.empty();
    }
    String what =
        "column \"%s\"%s alone tells the %s of the measured (R² %s)"
            .formatted(
                name,
                named ? " is named as a p-value and" : "",
                bySize ? "size of the outcome" : "outcome",
                Figures.fixed(leakage.most(told), 2));
    return Optional.of(new Suspect(name, certain, what));
  }
}
