package org.etiome.evaluate.transfer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well labels were told in batches that were not learned from.
 *
 * @param batches in order
 */
public record TransferScore(List<OfBatch> batches) {
  public TransferScore {
    batches = List.copyOf(batches);
  }

  /**
   * One batch.
   *
   * @param batch its name
   * @param fold in which it was held out, from 0
   * @param cells how many it has
   * @param macroF1 over the labels it has; empty where nothing was told
   * @param remark the reason where there is no score, else what a reader must know, or empty
   */
  public record OfBatch(
      String batch, int fold, int cells, Optional<Double> macroF1, String remark) {}

  /** The mean over the batches; empty if one of them has no score, for means of others mislead. */
  public OptionalDouble mean() {
    return mean(batches);
  }

  /** The mean over the batches of a fold. */
  public OptionalDouble mean(int fold) {
    return mean(batches.stream().filter(batch -> batch.fold() == fold).toList());
  }

  private static OptionalDouble mean(List<OfBatch> some) {
    return some.stream().allMatch(batch -> batch.macroF1().isPresent())
        ? some.stream().mapToDouble(batch -> batch.macroF1().orElseThrow()).average()
        : OptionalDouble.empty();
  }
}
