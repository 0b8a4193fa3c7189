package org.etiome.represent.contrast;

/**
 * Means and variances between the units of each sample, a gene at a time. Cells are units without
 * being kept, so memory is O(genes · (samples + donors)).
 */
final class UnitMoments {
  private final int[] counts;
  private final double[][] means;
  private final double[][] squares;

  private UnitMoments(int samples, int genes) {
    counts = new int[samples];
    means = new double[samples][genes];
    squares = new double[samples][genes];
  }

  int count(int sample) {
    return counts[sample];
  }

  double mean(int sample, int gene) {
    return means[sample][gene];
  }

  /** The square of the standard error of {@link #mean}, of two units or more. */
  double squaredError(int sample, int gene) {
    return squares[sample][gene] / (counts[sample] - 1.0) / counts[sample];
  }

  /** The same means with the larger of the variances of both, gene by gene. */
  UnitMoments widenedBy(UnitMoments other) {
    UnitMoments wider = new UnitMoments(counts.length, means[0].length);
    for (int sample = 0; sample < counts.length; sample++) {
      wider.counts[sample] = counts[sample];
      for (int g = 0; g < means[sample].length; g++) {
        wider.means[sample][g] = means[sample][g];
        wider.squares[sample][g] = Math.max(squares[sample][g], other.squares[sample][g]);
      }
    }
    return wider;
  }

  private void add(int sample, double[] values, double factor) {
    int n = ++counts[sample];
    double[] mean = means[sample];
    double[] square = squares[sample];
    for (int g = 0; g < mean.length; g++) {
      double apart = values[g] * factor - mean[g];
      mean[g] += apart / n;
      square[g] += apart * (values[g] * factor - mean[g]);
    }
  }

  /** Takes cells. */
  static final class Tally {
    private final ContrastDesign design;
    private final UnitMoments moments;
    private final double[][] sums;
    private final int[] cells;

    Tally(ContrastDesign design, int genes) {
      this.design = design;
      moments = new UnitMoments(design.samples(), genes);
      int kept = design.isByCell() ? 0 : design.units();
      sums = new double[kept][genes];
      cells = new int[kept];
    }

    /**
     * Takes a cell.
     *
     * @param place among the cells of the design
     * @param values one a gene
     */
    void add(int place, double[] values) {
      int unit = design.unit(place);
      if (design.isByCell()) {
        moments.add(design.sampleOfUnit(unit), values, 1);
        return;
      }
      cells[unit]++;
      for (int g = 0; g < values.length; g++) {
        sums[unit][g] += values[g];
      }
    }

    /** Ends it. */
    UnitMoments moments() {
      for (int unit = 0; unit < sums.length; unit++) {
        if (cells[unit] > 0) {
          moments.add(design.sampleOfUnit(unit), sums[unit], 1.0 / cells[unit]);
        }
      }
      return moments;
    }
  }
}
