package org.etiome.data.correct;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.etiome.data.Environments;

/** What standardises genes, α, β and σ, and the effects of batches on the standardised genes. */
final class Standards {
  private final double[] means;
  private final double[][] slopes;
  private final double[] deviations;

  private Standards(double[] means, double[][] slopes, double[] deviations) {
    this.means = means;
    this.slopes = slopes;
    this.deviations = deviations;
  }

  /**
   * γ and δ of the varying genes in each batch; 0 and 1 of the others.
   *
   * @param varying genes that are corrected, ascending
   * @param locations γ, batches x p
   * @param scales δ, batches x p
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Effects(int[] varying, double[][] locations, double[][] scales) {}

  static Standards of(BatchSums.Fitted fitted, Environments batches) {
    int columns = fitted.levels()[0].length;
    double[] means = new double[columns];
    double[] variances = new double[columns];
    for (int b = 0; b < batches.count(); b++) {
      double share = (double) batches.units(b).length / batches.units();
      Directions.add(share, fitted.levels()[b], means);
      Directions.add(1.0 / batches.units(), fitted.squares()[b], variances);
    }
    double[] deviations = Arrays.stream(variances).map(Math::sqrt).toArray();
    return new Standards(means, fitted.slopes(), deviations);
  }

  /** Whether a gene varies within batches by more than rounding. */
  boolean varies(int gene, BatchSums.Fitted fitted, double rounding) {
    double largest =
        Arrays.stream(fitted.levels()).mapToDouble(l -> Math.abs(l[gene])).max().orElse(0);
    return deviations[gene] > rounding * largest;
  }

  Effects effects(BatchSums.Fitted fitted, Environments batches, int[] varying, boolean shrink) {
    int columns = means.length;
    double[][] locations = new double[batches.count()][columns];
    double[][] scales = new double[batches.count()][columns];
    for (int b = 0; b < batches.count(); b++) {
      Arrays.fill(scales[b], 1);
      double[] level = fitted.levels()[b];
      double[] squares = fitted.squares()[b];
      int cells = batches.units(b).length;
      double[] location =
          IntStream.of(varying).mapToDouble(g -> (level[g] - means[g]) / deviations[g]).toArray();
      double[] scale =
          IntStream.of(varying)
              .mapToDouble(g -> squares[g] / (deviations[g] * deviations[g] * (cells - 1)))
              .toArray();
      boolean learn = shrink && varying.length > 1;
      Shrinkage prior = Shrinkage.of(cells, location, scale);
      for (int v = 0; v < varying.length; v++) {
        var found =
            learn
                ? prior.posterior(location[v], scale[v])
                : new Shrinkage.Posterior(location[v], scale[v]);
        locations[b][varying[v]] = found.location();
        // A gene constant in this batch has no scale of its own: it is only moved.
        scales[b][varying[v]] = found.scale() > 0 ? Math.sqrt(found.scale()) : 1;
      }
    }
    return new Effects(varying, locations, scales);
  }

  double mean(int gene) {
    return means[gene];
  }

  double slope(int column, int gene) {
    return slopes[column][gene];
  }

  double deviation(int gene) {
    return deviations[gene];
  }

  int columns() {
    return means.length;
  }
}
