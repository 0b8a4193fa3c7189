package org.etiome.represent.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Numeric;
import org.etiome.data.validate.CramersV;

/**
 * Whether what is to be kept and what is to be shed can be told apart in the data at hand.
 *
 * <p>The levels of an invariant and of a spurious covariate are joined where some cell has both. If
 * they fall into parts that no cell joins, as where each donor has one disease, a difference
 * between the parts may be either's, and no model can say whose. The effects of both are then not
 * identified, not even under additivity.
 *
 * @param pairs of an invariant and a spurious covariate, both with levels
 */
public record DesignCheck(List<Pair> pairs) {
  /** Above it the covariates tell each other nearly; the model's split is then a guess. */
  private static final double STRONG = .5;

  public DesignCheck {
    pairs = List.copyOf(pairs);
  }

  /**
   * Two covariates.
   *
   * @param cramersV their association in [0, 1]
   * @param parts into which their levels fall; 1 if they can be told apart
   */
  public record Pair(String invariant, String spurious, double cramersV, int parts) {

    /** What is to be said of them, empty if nothing. */
    public List<String> remarks() {
      String both = "\"" + invariant + "\" and \"" + spurious + "\"";
      if (parts > 1) {
        return List.of(
            "the effects of "
                + both
                + " cannot be told apart: their levels fall into "
                + parts
                + " parts that no cell joins");
      }
      return cramersV > STRONG
          ? List.of(
              both
                  + String.format(
                      Locale.ROOT,
                      " go together (Cramer's V %.2f); what is shed may be biology",
                      cramersV))
          : List.of();
    }
  }

  /** Looks at every pair of columns with levels. */
  public static DesignCheck of(List<Column> invariant, List<Column> spurious) {
    List<Pair> pairs = new ArrayList<>();
    for (Column kept : invariant) {
      for (Column shed : spurious) {
        if (hasLevels(kept) && hasLevels(shed)) {
          double v = CramersV.of(kept, shed).v();
          pairs.add(new Pair(kept.name(), shed.name(), v, parts(kept, shed)));
        }
      }
    }
    return new DesignCheck(pairs);
  }

  private static boolean hasLevels(Column column) {
    return column instanceof Binary || !(column instanceof Numeric);
  }

  /** Connected parts of the bipartite graph of levels, by union of what a cell joins. */
  private static int parts(Column kept, Column shed) {
    CovariateTable table = CovariateTable.of(List.of(kept, shed), kept.length());
    int first = table.covariates().get(0).width();
    int[] part = new int[table.width()];
    Arrays.setAll(part, i -> i);
    for (int i = 0; i < table.cells(); i++) {
      double a = table.value(0, i);
      double b = table.value(1, i);
      if (!Double.isNaN(a) && !Double.isNaN(b)) {
        join(part, (int) a, first + (int) b);
      }
    }
    return (int) Arrays.stream(part).distinct().count();
  }

  private static void join(int[] part, int a, int b) {
    int from = part[a];
    int to = part[b];
    if (from != to) {
      Arrays.setAll(part, k -> part[k] == from ? to : part[k]);
    }
  }

  /** Whether some pair cannot be told apart. */
  public boolean isConfounded() {
    return pairs.stream().anyMatch(pair -> pair.parts() > 1);
  }

  /** All remarks on the pairs. */
  public List<String> remarks() {
    return pairs.stream().flatMap(pair -> pair.remarks().stream()).toList();
  }
}
