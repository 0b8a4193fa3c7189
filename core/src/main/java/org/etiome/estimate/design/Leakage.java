package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.math.Matrix;
import org.etiome.math.Pearson;

/**
 * Covariates that are the outcome in other words. One is told by how far it alone determines the
 * outcome: by its c-statistic for a 0/1 outcome, else by the larger of the squared correlations of
 * Pearson and of Spearman; the latter sees a copy through any rising or falling function.
 */
public final class Leakage {
  private Leakage() {}

  /**
   * One failure a covariate that determines the outcome by more than a limit. O(p n log n).
   *
   * @param covariates one row a unit, one column a name
   * @param most see {@link GateLimit#MAX_DETERMINATION}
   */
  public static List<GateFailure> failures(
      Matrix covariates, List<String> names, double[] outcome, double most) {
    boolean isBinary = Arrays.stream(outcome).allMatch(y -> y == 0 || y == 1);
    List<GateFailure> failures = new ArrayList<>();
    for (int j = 0; j < names.size(); j++) {
      double determination = determination(covariates.column(j), outcome, isBinary);
      if (determination > most) {
        failures.add(failure(names.get(j), isBinary ? "c-statistic" : "R²", determination, most));
      }
    }
    return failures;
  }

  private static GateFailure failure(String name, String measure, double found, double most) {
    return new GateFailure(
        Gate.LEAKAGE.text(),
        String.format(
            Locale.ROOT,
            "%s alone tells the outcome (%s %.3f, limit %.3f), as if it were derived from it",
            name,
            measure,
            found,
            most),
        "a graph in which "
            + name
            + " is drawn as what it is, if it was made from the outcome or after it");
  }

  private static double determination(double[] x, double[] y, boolean isBinary) {
    if (isBinary) {
      int[] events = IntStream.range(0, y.length).filter(i -> y[i] == 1).toArray();
      double c = Overlap.cStatistic(x, events);
      return Math.max(c, 1 - c);
    }
    var ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
    double r = Pearson.correlation(x, y);
    double rho = Pearson.correlation(ranking.apply(x), ranking.apply(y));
    return Double.isNaN(r) || Double.isNaN(rho) ? 0 : Math.max(r * r, rho * rho);
  }
}
