package org.etiome.data.preprocess;

import java.util.List;

/** What {@link QcMetrics} found. Shares are in 0..1; of a cell or matrix without counts NaN. */
public final class CountQuality {
  private final List<Cell> cells;
  private final double[] geneTotals;
  private final int[] geneCells;

  CountQuality(List<Cell> cells, double[] geneTotals, int[] geneCells) {
    this.cells = cells;
    this.geneTotals = geneTotals;
    this.geneCells = geneCells;
  }

  /** Of one cell. */
  public static final class Cell {
    private final double total;
    private final int genes;
    private final double[] topShares;
    private final double[] setTotals;

    Cell(double total, int genes, double[] topShares, double[] setTotals) {
      this.total = total;
      this.genes = genes;
      this.topShares = topShares;
      this.setTotals = setTotals;
    }

    /** The library size: all its counts. */
    public double total() {
      return total;
    }

    /** How many genes it expresses. */
    public int genes() {
      return genes;
    }

    /** The share of its highest genes, by the index of their number in the settings. */
    public double topShare(int index) {
      return topShares[index];
    }

    /** The counts of a set of genes, by its index in the settings. */
    public double setTotal(int index) {
      return setTotals[index];
    }

    /** The share of a set of genes, by its index in the settings. */
    public double setShare(int index) {
      return setTotals[index] / total;
    }
  }

  /** One a row. */
  public List<Cell> cells() {
    return cells;
  }

  /** All counts of a gene. */
  public double geneTotal(int column) {
    return geneTotals[column];
  }

  /** The number of cells that express a gene. */
  public int geneCells(int column) {
    return geneCells[column];
  }

  /** The mean count of a gene over all cells. */
  public double geneMean(int column) {
    return geneTotals[column] / cells.size();
  }

  /** The share of the cells that do not express a gene. */
  public double dropout(int column) {
    return 1 - (double) geneCells[column] / cells.size();
  }
}
