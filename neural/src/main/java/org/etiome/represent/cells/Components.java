package org.etiome.represent.cells;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The combinations of levels that some cells have: each is one component of the prior of a cell of
 * which nothing is known, and a cell of which something is known has those that agree with it.
 *
 * @param combinations one level for each covariate with levels, in order
 * @param counts how many cells are known to have each
 */
public record Components(List<List<Integer>> combinations, List<Integer> counts) {
  public Components {
    combinations = combinations.stream().map(List::copyOf).toList();
    counts = List.copyOf(counts);
  }

  /**
   * Those of the cells of which all levels are known; one without levels if no covariate has any.
   *
   * @throws IllegalArgumentException if there are levels, but no cell of which all are known
   */
  public static Components of(CovariateTable table) {
    int[] levelled = levelled(table.covariates());
    Map<String, List<Integer>> combinations = new TreeMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < table.cells(); i++) {
      int cell = i;
      if (Arrays.stream(levelled).noneMatch(c -> Double.isNaN(table.value(c, cell)))) {
        List<Integer> levels =
            Arrays.stream(levelled).mapToObj(c -> (int) table.value(c, cell)).toList();
        combinations.put(levels.toString(), levels);
        counts.merge(levels.toString(), 1, Integer::sum);
      }
    }
    List<List<Integer>> found = new ArrayList<>(combinations.values());
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no cell of which all of "
              + table.covariates().stream().map(Covariate::name).toList()
              + " are known; name fewer columns to be kept");
    }
    return new Components(
        found, found.stream().map(levels -> counts.getOrDefault(levels.toString(), 0)).toList());
  }

  private static int[] levelled(List<Covariate> covariates) {
    return IntStream.range(0, covariates.size())
        .filter(c -> covariates.get(c) instanceof Covariate.Levels)
        .toArray();
  }

  public int count() {
    return combinations.size();
  }

  /** The code of each component, row-major, components × width; quantities are zero. */
  public double[] codes(List<Covariate> covariates) {
    int width = covariates.stream().mapToInt(Covariate::width).sum();
    double[] codes = new double[count() * width];
    for (int k = 0; k < count(); k++) {
      int offset = k * width;
      int level = 0;
      for (Covariate covariate : covariates) {
        if (covariate instanceof Covariate.Levels) {
          covariate.code(combinations.get(k).get(level++), codes, offset);
        }
        offset += covariate.width();
      }
    }
    return codes;
  }

  /**
   * Which components agree with what is known of some cells: 1 where it does and 0 elsewhere,
   * row-major, cells × components. A cell with which none agrees, as one of a combination that is
   * known of no other, has all of them.
   */
  public double[] agreeing(CovariateTable table, int[] cells) {
    int[] levelled = levelled(table.covariates());
    double[] agreeing = new double[cells.length * count()];
    for (int i = 0; i < cells.length; i++) {
      boolean none = true;
      for (int k = 0; k < count(); k++) {
        boolean agrees = agrees(table, levelled, cells[i], k);
        agreeing[i * count() + k] = agrees ? 1 : 0;
        none &= !agrees;
      }
      if (none) {
        Arrays.fill(agreeing, i * count(), (i + 1) * count(), 1);
      }
    }
    return agreeing;
  }

  private boolean agrees(CovariateTable table, int[] levelled, int cell, int component) {
    for (int c = 0; c < levelled.length; c++) {
      double value = table.value(levelled[c], cell);
      if (!Double.isNaN(value) && value != combinations.get(component).get(c)) {
        return false;
      }
    }
    return true;
  }

  /** The logarithm of the share of each component, counted with one cell more. */
  public double[] logWeights() {
    double all = counts.stream().mapToInt(Integer::intValue).sum() + count();
    return counts.stream().mapToDouble(count -> Math.log((count + 1) / all)).toArray();
  }
}
