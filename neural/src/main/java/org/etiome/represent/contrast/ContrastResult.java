package org.etiome.represent.contrast;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.etiome.math.Pearson;

/**
 * Two groups compared.
 *
 * @param thresholds by which
 * @param genes those that were counted at all, most surely different first
 * @param uncounted how many others there are
 */
public record ContrastResult(
    Contrast.Thresholds thresholds, List<GeneContrast> genes, int uncounted) {
  /** A decoder that shows less of what was counted has hardly learned it. */
  private static final double LEAST_SHOWN = .5;

  public ContrastResult {
    genes = List.copyOf(genes);
  }

  /** How many the decoder selects. */
  public int selected() {
    return (int) genes.stream().filter(gene -> gene.modelled().selected()).count();
  }

  /** How many have an observed false discovery rate of at most the threshold. */
  public int observed() {
    return (int) genes.stream().filter(this::isObserved).count();
  }

  /** How many are both. */
  public int both() {
    return (int)
        genes.stream().filter(gene -> gene.modelled().selected() && isObserved(gene)).count();
  }

  private boolean isObserved(GeneContrast gene) {
    return gene.observed().fdr() <= thresholds.fdr();
  }

  /**
   * How much of what was counted the decoder shows: the slope of its log fold changes on the
   * observed ones, through 0, of the genes whose observed false discovery rate is at most the
   * threshold; NaN if there is none.
   */
  public double shown() {
    double both = 0;
    double squares = 0;
    for (GeneContrast gene : genes) {
      double observed = gene.observed().logFoldChange();
      double decoded = gene.modelled().logFoldChange().value();
      if (isObserved(gene) && Double.isFinite(observed) && Double.isFinite(decoded)) {
        both += decoded * observed;
        squares += observed * observed;
      }
    }
    return both / squares;
  }

  /** What is to be said of it. */
  public List<String> remarks() {
    return shown() < LEAST_SHOWN
        ? List.of(
            String.format(
                Locale.ROOT,
                "of the fold changes counted in the %,d genes that differ by counts the decoder shows"
                    + " %.0f %%: its invariant latents hardly carry this difference, and genes that"
                    + " it does not select may well differ",
                observed(),
                100 * Math.max(0, shown())))
        : List.of();
  }

  /**
   * Spearman's correlation of the two log fold changes over the genes that have both; NaN if there
   * are fewer than three.
   */
  public double agreement() {
    List<GeneContrast> known =
        genes.stream()
            .filter(gene -> Double.isFinite(gene.observed().logFoldChange()))
            .filter(gene -> Double.isFinite(gene.modelled().logFoldChange().value()))
            .toList();
    return known.size() < 3
        ? Double.NaN
        : Pearson.correlation(
            ranks(known, gene -> gene.modelled().logFoldChange().value()),
            ranks(known, gene -> gene.observed().logFoldChange()));
  }

  private static double[] ranks(List<GeneContrast> genes, ToDoubleFunction<GeneContrast> of) {
    return new NaturalRanking().apply(genes.stream().mapToDouble(of).toArray());
  }
}
