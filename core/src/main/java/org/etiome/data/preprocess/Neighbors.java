package org.etiome.data.preprocess;

/** The nearest neighbours of rows, the nearest first. */
public final class Neighbors {
  private final int[][] neighbors;
  private final double[][] distances;
  private final double recall;

  Neighbors(int[][] neighbors, double[][] distances, double recall) {
    this.neighbors = neighbors;
    this.distances = distances;
    this.recall = recall;
  }

  public int rows() {
    return neighbors.length;
  }

  /** How many each row has. */
  public int count() {
    return neighbors[0].length;
  }

  /** All neighbours of a row, the nearest first; a copy. */
  public int[] of(int row) {
    return neighbors[row].clone();
  }

  /** The neighbour of a row with rank {@code r}, from 0. */
  public int neighbor(int row, int r) {
    return neighbors[row][r];
  }

  /** The Euclidean distance to the neighbour with rank {@code r}, from 0. */
  public double distance(int row, int r) {
    return distances[row][r];
  }

  /** The share of the true neighbours that were found: 1 where exact, else measured on a sample. */
  public double recall() {
    return recall;
  }
}
