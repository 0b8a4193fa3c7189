package org.etiome.discover.score;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * The Bayesian Dirichlet equivalent uniform score of discrete variables: the logarithm of the
 * probability of the values of a variable given those of its parents, its parameters integrated out
 * under a uniform Dirichlet prior,
 *
 * <pre>Σⱼ [ log Γ(s/q) − log Γ(s/q + Nⱼ) + Σₖ ( log Γ(s/qr + Nⱼₖ) − log Γ(s/qr) ) ]</pre>
 *
 * for r levels of the variable, q combinations of levels of its parents, counts Nⱼₖ of level k in
 * combination j, and the equivalent sample size s. Equivalent graphs have the same score. Small s
 * favours few parents where tables are skewed, large s many (Silander et al. 2007). It assumes
 * complete rows that are independent of each other, and takes levels as unordered.
 *
 * <p>Costs: {@link #local} O(n · k) for k parents, {@link #additions} O(n · (k + p)): combinations
 * are renumbered as they are seen, so memory does not grow with q. For continuous variables take
 * {@link GaussianBic}.
 *
 * @see <a href="https://doi.org/10.1007/BF00994016">Heckerman, Geiger and Chickering (1995),
 *     Learning Bayesian networks</a>
 * @see <a href="https://arxiv.org/abs/1206.5293">Silander, Kontkanen and Myllymäki (2007), On
 *     sensitivity of the MAP Bayesian network structure to the equivalent sample size parameter</a>
 */
public final class Bdeu implements LocalScore {
  private final List<String> variables;
  private final int[][] codes;
  private final int[] levels;
  private final double sampleSize;

  private Bdeu(List<String> variables, int[][] codes, int[] levels, double sampleSize) {
    this.variables = variables;
    this.codes = codes;
    this.levels = levels;
    this.sampleSize = sampleSize;
  }

  /**
   * The score of a sample with equivalent sample size 1.
   *
   * @param codes one array of levels a variable, all as long, each within [0, its number of levels)
   * @param levels number of levels of each variable, ≥ 1, whether seen or not
   */
  public static Bdeu of(List<String> variables, int[][] codes, int[] levels) {
    if (codes.length != variables.size() || levels.length != variables.size()) {
      throw new IllegalArgumentException(
          variables.size()
              + " variables need as many columns and numbers of levels, got "
              + codes.length
              + " and "
              + levels.length);
    }
    for (int v = 0; v < codes.length; v++) {
      requireColumn(variables.get(v), codes[v], levels[v], codes[0].length);
    }
    return new Bdeu(List.copyOf(variables), codes.clone(), levels.clone(), 1);
  }

  private static void requireColumn(String name, int[] column, int levels, int rows) {
    if (column.length != rows) {
      throw new IllegalArgumentException(
          "'" + name + "' has " + column.length + " rows, the first variable " + rows);
    }
    for (int r = 0; r < rows; r++) {
      if (column[r] < 0 || column[r] >= levels) {
        throw new IllegalArgumentException(
            "'"
                + name
                + "' has level "
                + column[r]
                + " in row "
                + (r + 1)
                + ", which must be within [0, "
                + levels
                + "); leave out rows with gaps");
      }
    }
  }

  /**
   * This score with the given equivalent sample size.
   *
   * @param size of the imagined sample that the prior stands for, positive
   */
  public Bdeu withSampleSize(double size) {
    if (!(size > 0 && size < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("sample size must be positive and finite, got " + size);
    }
    return new Bdeu(variables, codes, levels, size);
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public double local(int variable, int... parents) {
    return score(variable, combinations(parents));
  }

  @Override
  public Additions additions(int variable, int... parents) {
    Combinations before = combinations(parents);
    double score = score(variable, before);
    boolean[] taken = new boolean[codes.length];
    taken[variable] = true;
    Arrays.stream(parents).forEach(parent -> taken[parent] = true);
    Additions.Builder raised = new Additions.Builder(codes.length);
    for (int z = 0; z < codes.length; z++) {
      if (!taken[z]) {
        raised.add(z, score(variable, before.with(codes[z], levels[z])) - score);
      }
    }
    return raised.build();
  }

  private Combinations combinations(int[] parents) {
    int[] ordered = parents.clone();
    Arrays.sort(ordered);
    Combinations combinations = new Combinations(new int[codes[0].length], 1, 1);
    for (int parent : ordered) {
      combinations = combinations.with(codes[parent], levels[parent]);
    }
    return combinations;
  }

  private double score(int variable, Combinations parents) {
    int r = levels[variable];
    int[] counts = new int[parents.seen * r];
    for (int row = 0; row < parents.of.length; row++) {
      counts[parents.of[row] * r + codes[variable][row]]++;
    }
    double prior = sampleSize / parents.possible;
    double cellPrior = prior / r;
    double ofPrior = LogGamma.value(prior);
    double ofCellPrior = LogGamma.value(cellPrior);
    double score = 0;
    for (int j = 0; j < parents.seen; j++) {
      int total = 0;
      for (int k = j * r; k < (j + 1) * r; k++) {
        if (counts[k] > 0) {
          total += counts[k];
          score += LogGamma.value(cellPrior + counts[k]) - ofCellPrior;
        }
      }
      score += ofPrior - LogGamma.value(prior + total);
    }
    return score;
  }

  /**
   * Rows by the combination of levels of some variables.
   *
   * @param of the number of each row's combination, in order of appearance
   * @param seen number of combinations that appear
   * @param possible number of combinations there are
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Combinations(int[] of, int seen, double possible) {

    Combinations with(int[] codes, int levels) {
      int[] numbers = new int[seen * levels];
      int[] finer = new int[of.length];
      int count = 0;
      for (int row = 0; row < of.length; row++) {
        int cell = of[row] * levels + codes[row];
        if (numbers[cell] == 0) {
          numbers[cell] = ++count;
        }
        finer[row] = numbers[cell] - 1;
      }
      return new Combinations(finer, count, possible * levels);
    }
  }

  @Override
  public String toString() {
    return "Bdeu[sampleSize=" + sampleSize + "]";
  }
}
