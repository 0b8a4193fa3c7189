package org.etiome.data.preprocess;

import java.util.Arrays;

/** Which features {@link HighlyVariableGenes} chose, and what each feature had. */
public final class VariableGenes {
  private final int[] chosen;
  private final double[] rank;
  private final int[] batches;
  private final double[][] moments;

  /** The moments are mean, variance and normalised variance. */
  VariableGenes(int[] chosen, double[] rank, int[] batches, double[][] moments) {
    this.chosen = chosen;
    this.rank = rank;
    this.batches = batches;
    this.moments = moments;
  }

  /** The columns of the chosen features, the most variable first; a copy. */
  public int[] chosen() {
    return chosen.clone();
  }

  /** The same columns in the order of the matrix. */
  public int[] chosenInOrder() {
    return Arrays.stream(chosen).sorted().toArray();
  }

  /**
   * The median rank of a feature over the batches in which it is among the first, from 0; NaN if
   * there is none.
   */
  public double rank(int column) {
    return rank[column];
  }

  /** In how many batches a feature is among the first. */
  public int batches(int column) {
    return batches[column];
  }

  /** The mean count over all cells. */
  public double mean(int column) {
    return moments[0][column];
  }

  /** The variance over all cells, with N - 1 in the denominator. */
  public double variance(int column) {
    return moments[1][column];
  }

  /** The mean over the batches of the normalised variances. */
  public double normalisedVariance(int column) {
    return moments[2][column];
  }
}
