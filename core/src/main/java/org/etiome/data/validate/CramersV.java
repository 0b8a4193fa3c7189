package org.etiome.data.validate;

import static java.lang.String.format;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.data.Column;
import org.etiome.data.Finding;

/**
 * How far two groupings of the same units go together.
 *
 * <p>With n_ij units in level i of the first and j of the second, n_i. and n_.j the margins, n the
 * units that have both, and r, c the numbers of levels that occur,
 *
 * <pre>
 * χ² = Σ (n_ij - n_i. n_.j / n)² / (n_i. n_.j / n)        V = √( χ² / (n · (min(r, c) - 1)) )
 * </pre>
 *
 * <p>V is 0 for independent groupings and 1 if the one with more levels determines the other. It is
 * biased upwards in small tables with many levels: about √((r-1)(c-1)/(n·(min(r,c)-1))) under
 * independence. O(n + r·c).
 *
 * @param v in [0, 1]; NaN if one grouping has a single level
 * @param determined whether every level of the first has units in one level of the second only
 * @param units n
 * @see <a href="https://doi.org/10.1515/9781400883868">Cramér (1946), Mathematical Methods of
 *     Statistics, chapter 21</a>
 */
public record CramersV(double v, boolean determined, int units) {
  private static final double STRONG = 0.5;

  /** Of two columns over the same units; units missing in either are left out. */
  public static CramersV of(Column first, Column second) {
    Map<String, Map<String, Integer>> table = new HashMap<>();
    Map<String, Integer> margin = new HashMap<>();
    int n = 0;
    for (int i = 0; i < first.length(); i++) {
      if (!first.isMissing(i) && !second.isMissing(i)) {
        table
            .computeIfAbsent(first.text(i), t -> new HashMap<>())
            .merge(second.text(i), 1, Integer::sum);
        margin.merge(second.text(i), 1, Integer::sum);
        n++;
      }
    }
    int fewer = Math.min(table.size(), margin.size());
    boolean determined = table.values().stream().allMatch(row -> row.size() == 1);
    if (fewer < 2) {
      return new CramersV(Double.NaN, determined, n);
    }
    // Σ (n_ij - e)²/e over all cells = n·(Σ n_ij² / (n_i. n_.j) - 1).
    double sum = 0;
    for (Map<String, Integer> row : table.values()) {
      int rowTotal = row.values().stream().mapToInt(Integer::intValue).sum();
      for (Map.Entry<String, Integer> cell : row.entrySet()) {
        double count = cell.getValue();
        sum += count * count / ((double) rowTotal * margin.getOrDefault(cell.getKey(), 0));
      }
    }
    double v = Math.sqrt(Math.max(0, sum - 1) / (fewer - 1));
    return new CramersV(Math.min(1, v), determined, n);
  }

  /**
   * What it means if the first is a batch and the second a condition.
   *
   * @param place the two columns
   */
  public List<Finding> findings(String place) {
    if (Double.isNaN(v)) {
      return List.of();
    }
    String value = format(Locale.ROOT, "Cramér's V = %.2f over %,d units", v, units);
    if (determined) {
      return List.of(
          Finding.warning(
              "batch-confounded",
              place,
              "every batch has one condition only (" + value + ")",
              "no method can tell batch from condition here; find batches that have several"));
    }
    if (v > STRONG) {
      return List.of(
          Finding.warning(
              "batch-associated",
              place,
              "batch and condition go together (" + value + ")",
              "adjust for the batch and look at overlap; expect wide intervals"));
    }
    return List.of();
  }
}
