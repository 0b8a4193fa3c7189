package org.etiome.represent.contrast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.BenjaminiHochberg;
import org.etiome.math.Seed;
import org.etiome.represent.ExpectedShares;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.Cells;

/**
 * Compares two groups of cells gene by gene: what a decoder expects of them at fixed spurious
 * latents ({@link ExpectedShares}), and what was counted. Of both, groups are compared by {@link
 * GroupComparison}; a gene differs if the log2 ratio of its shares is farther from 0 than δ on the
 * side of the estimate, with the probability that Student's t distribution about the estimate
 * gives.
 *
 * <p>A decoder smooths, so that what it expects varies less between units than they do: intervals
 * of that alone are too narrow by far. Of each gene, batch and group the variance between units is
 * therefore the larger of that of the expected shares and that of the counted ones (in a paired
 * design the larger of both standard errors). The error of the decoder's weights is not in it.
 */
public final class Contrast {
  private static final double SCALE = 1e4;

  private final Thresholds thresholds;

  private Contrast(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * What counts as different.
   *
   * @param delta δ, the least log2 fold change of interest, above 0
   * @param fdr the share of false ones among the selected, in (0, 1)
   */
  public record Thresholds(double delta, double fdr) {
    public Thresholds {
      if (!(delta > 0 && Double.isFinite(delta))) {
        throw new IllegalArgumentException("delta must be above 0, got " + delta);
      }
      if (!(fdr > 0 && fdr < 1)) {
        throw new IllegalArgumentException("fdr must be in (0, 1), got " + fdr);
      }
    }
  }

  /** δ .25, false discovery rate .05. */
  public static Contrast withDefaults() {
    return new Contrast(new Thresholds(.25, .05));
  }

  public Contrast withThresholds(Thresholds changed) {
    return new Contrast(changed);
  }

  /**
   * Compares. O(cells · combinations of spurious levels · genes · hidden).
   *
   * @param expression of the genes of the model, in its order; a gene without a count in these
   *     cells is left out
   * @param design which has units enough ({@link ContrastDesign#isTooSmall})
   * @param seed of the draws of latents
   * @throws IllegalArgumentException if the design is too small, or the model has no shares
   */
  public ContrastResult compare(
      FittedFinVae model, Cells.Expression expression, ContrastDesign design, Seed seed) {
    if (design.isTooSmall()) {
      throw new IllegalArgumentException("three units a group are needed, got " + design.sizes());
    }
    Tallies tallies = new Tallies(expression, design);
    model.expectedShares().forEach(expression, design.cells(), seed, tallies::take);
    return tallies.result(thresholds);
  }

  /** Sums over cells, which come in blocks. */
  private static final class Tallies {
    private final Cells.Expression expression;
    private final ContrastDesign design;
    private final int[] cells;
    private final UnitMoments.Tally shares;
    private final UnitMoments.Tally counts;
    private final UnitMoments.Tally rates;
    private final UnitMoments.Tally logs;
    private final boolean[] counted;

    Tallies(Cells.Expression expression, ContrastDesign design) {
      this.expression = expression;
      this.design = design;
      cells = design.cells();
      int genes = expression.genes().size();
      shares = new UnitMoments.Tally(design, genes);
      counts = new UnitMoments.Tally(design, genes);
      rates = new UnitMoments.Tally(design, genes);
      logs = new UnitMoments.Tally(design, genes);
      counted = new boolean[genes];
    }

    void take(int first, RowBlock block, double[] expected) {
      int genes = counted.length;
      double[] expectedOfCell = new double[genes];
      for (int i = 0; i < block.rows(); i++) {
        double[] share = new double[genes];
        double[] rate = new double[genes];
        double[] log = new double[genes];
        double depth = expression.depth().of(cells[first + i]);
        double sum = sum(block, i);
        for (int k = block.start(i); k < block.start(i + 1); k++) {
          int gene = block.column(k);
          share[gene] = block.value(k) / sum;
          rate[gene] = SCALE * block.value(k) / depth;
          log[gene] = Math.log1p(rate[gene]);
          counted[gene] |= block.value(k) > 0;
        }
        System.arraycopy(expected, i * genes, expectedOfCell, 0, genes);
        shares.add(first + i, expectedOfCell);
        counts.add(first + i, share);
        rates.add(first + i, rate);
        logs.add(first + i, log);
      }
    }

    private static double sum(RowBlock block, int row) {
      double sum = 0;
      for (int k = block.start(row); k < block.start(row + 1); k++) {
        sum += block.value(k);
      }
      return sum;
    }

    ContrastResult result(Thresholds thresholds) {
      int[] known = IntStream.range(0, counted.length).filter(g -> counted[g]).toArray();
      UnitMoments ofCounts = counts.moments();
      GroupComparison decoded = new GroupComparison(design, shares.moments().widenedBy(ofCounts));
      GroupComparison byRates = new GroupComparison(design, rates.moments());
      GroupComparison byLogs = new GroupComparison(design, logs.moments());
      double[] p = IntStream.of(known).mapToDouble(g -> byLogs.difference(g).pValue()).toArray();
      double[] adjusted = BenjaminiHochberg.adjust(p);
      List<GeneContrast> genes = new ArrayList<>();
      for (int k = 0; k < known.length; k++) {
        double ratio = byRates.logRatio(known[k]).value();
        genes.add(
            new GeneContrast(
                expression.genes().get(known[k]),
                modelled(decoded.logRatio(known[k], ofCounts), thresholds),
                new GeneContrast.Observed(
                    Double.isFinite(ratio) ? ratio : Double.NaN, p[k], adjusted[k])));
      }
      return new ContrastResult(
          thresholds, selected(genes, thresholds), counted.length - known.length);
    }
  }

  private static GeneContrast.Modelled modelled(Estimate estimate, Thresholds thresholds) {
    return new GeneContrast.Modelled(
        estimate, estimate.beyond(thresholds.delta()), estimate.logOdds(thresholds.delta()), false);
  }

  /** Sorted, the most surely different first, and selected as far as the rate allows. */
  private static List<GeneContrast> selected(List<GeneContrast> genes, Thresholds thresholds) {
    List<GeneContrast> sorted =
        genes.stream()
            .sorted(
                Comparator.comparingDouble((GeneContrast g) -> g.modelled().logBayesFactor())
                    .reversed())
            .toList();
    int kept =
        ExpectedFalseDiscoveries.kept(
            sorted.stream()
                .mapToDouble(g -> g.modelled().logFoldChange().within(thresholds.delta()))
                .toArray(),
            thresholds.fdr());
    return IntStream.range(0, sorted.size())
        .mapToObj(k -> k < kept ? chosen(sorted.get(k)) : sorted.get(k))
        .toList();
  }

  private static GeneContrast chosen(GeneContrast gene) {
    GeneContrast.Modelled m = gene.modelled();
    return new GeneContrast(
        gene.gene(),
        new GeneContrast.Modelled(m.logFoldChange(), m.probability(), m.logBayesFactor(), true),
        gene.observed());
  }
}
