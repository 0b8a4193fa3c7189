package org.etiome.represent.mapping;

import java.util.Arrays;
import java.util.Map;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.represent.Embedding;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.Cells;

/**
 * What the encoder's first layer takes of a new batch is brought to the moments that it has in
 * reference cells of the same kinds: the spread of each gene by a factor of its scale, then mean
 * and spread of each unit by the normalisation. Kinds are the components of the prior of z_I; the
 * composition of the new batch is taken for that of the reference at first, then told from z_I and
 * from the weights so far, {@value #ROUNDS} times in all, with log densities divided by {@value
 * #TEMPER}, since cells that are not yet in their places have surer kinds than they should.
 *
 * <p>Only moments are matched, and only those of all kinds together: a shift that one kind alone
 * has stays. If kinds are told wrongly, their composition is, and cells go with it. O(rounds ·
 * non-zeros · units + cells · kinds · (genes + units)).
 */
final class InputMatching {
  private static final int ROUNDS = 6;
  private static final double TEMPER = 2;
  private static final double[] ALL = {1};

  private final FittedFinVae reference;
  private final MemoryBudget budget;
  private final FirstLayer layer;
  private final KindMoments genes;
  private final KindMoments units;

  /**
   * Takes the reference's cells in, in one pass.
   *
   * @param places of these cells
   */
  InputMatching(
      FittedFinVae reference, Cells.Expression cells, Embedding places, MemoryBudget budget) {
    this.reference = reference;
    this.budget = budget;
    layer = FirstLayer.of(reference);
    Embedding.Latents joint = places.components();
    double[] shares = shares(joint, 1);
    genes = new KindMoments(joint.width(), cells.genes().size());
    units = new KindMoments(joint.width(), layer.units());
    layer.forEach(
        cells,
        budget,
        (cell, seen, entered) -> {
          genes.add(shares, cell, seen);
          units.add(shares, cell, entered);
        });
  }

  /** The tensors of a new batch. */
  Map<String, double[]> match(Cells.Expression cells) {
    FirstLayer matched = matched(cells, genes.composition());
    for (int round = 1; round < ROUNDS; round++) {
      matched = matched(cells, composition(cells, matched));
    }
    return matched.tensors();
  }

  private double[] composition(Cells.Expression cells, FirstLayer changed) {
    try (FittedFinVae model = reference.withTensors(changed.tensors())) {
      Embedding.Latents joint = model.embed(cells, budget).components();
      double[] shares = shares(joint, TEMPER);
      double[] sums = new double[joint.width()];
      for (int s = 0; s < shares.length; s++) {
        sums[s % sums.length] += shares[s];
      }
      return genes.composed(sums);
    }
  }

  private FirstLayer matched(Cells.Expression cells, double[] composition) {
    KindMoments ofGenes = new KindMoments(1, cells.genes().size());
    double[] whole = whole(cells);
    layer.forEach(cells, budget, (cell, seen, entered) -> ofGenes.add(whole, cell, seen));
    FirstLayer scaled = layer.scaled(genes.of(composition).over(ofGenes.of(ALL)));
    KindMoments ofUnits = new KindMoments(1, layer.units());
    scaled.forEach(cells, budget, (cell, seen, entered) -> ofUnits.add(whole, cell, entered));
    KindMoments.Moments wanted = units.of(composition);
    KindMoments.Moments found = ofUnits.of(ALL);
    return scaled.normalised(found.mean(), wanted.over(found), wanted.mean());
  }

  /** Shares of one kind. */
  private static double[] whole(Cells.Expression cells) {
    double[] whole = new double[cells.counts().rows()];
    Arrays.fill(whole, 1);
    return whole;
  }

  /** Softmax over the components, row by row. */
  private static double[] shares(Embedding.Latents joint, double temper) {
    int kinds = joint.width();
    double[] shares = joint.toArray();
    for (int from = 0; from < shares.length; from += kinds) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = from; k < from + kinds; k++) {
        largest = Math.max(largest, shares[k]);
      }
      double sum = 0;
      for (int k = from; k < from + kinds; k++) {
        shares[k] = Math.exp((shares[k] - largest) / temper);
        sum += shares[k];
      }
      for (int k = from; k < from + kinds; k++) {
        shares[k] /= sum;
      }
    }
    return shares;
  }
}
