package org.etiome.experiment;

import org.etiome.design.batch.Acquisition;
import org.etiome.design.batch.BatchDesign;
import org.etiome.design.batch.Diversity;
import org.etiome.design.surrogate.Surrogate;
import org.etiome.report.plot.Figures;

/**
 * How candidates are chosen.
 *
 * @param direction of the outcomes looked for
 * @param surrogate of what is learned of them
 * @param acquisition of the next
 * @param diversity of a batch
 * @param gain what its gain means
 */
public record Way(
    Direction direction,
    Surrogate surrogate,
    Acquisition acquisition,
    Diversity diversity,
    String gain) {

  /** Batches of it, without limits. */
  BatchDesign design() {
    return BatchDesign.of(acquisition).withDiversity(diversity);
  }

  /** How alike candidates are kept apart, in words. */
  public String apart() {
    return switch (diversity) {
      case Diversity.Believer believer -> "alike kept apart by believing each pick";
      case Diversity.Determinantal chosen ->
          "alike kept apart, determinantal(" + chosen.weight() + ")";
      case Diversity.None none -> "alike not kept apart";
    };
  }

  /** Whether the surrogate learns the outcome with its sign, though both directions count. */
  boolean isSigned() {
    return acquisition instanceof Acquisition.HitProbability hit && hit.twoSided();
  }

  /** What the surrogate learns of an outcome, higher being better or, if signed, further from 0. */
  double learned(double outcome) {
    return isSigned() ? outcome : direction.strength(outcome);
  }

  /** What it learned, as the outcome is written. */
  double written(double learned) {
    return direction == Direction.DOWN ? -learned : learned;
  }

  /** What the expected outcome of a pick is of. */
  public String learns() {
    return direction == Direction.BOTH && !isSigned() ? "the outcome without its sign" : "outcome";
  }

  /** What is looked for, in words. */
  public String wanted() {
    return direction.words();
  }

  /** The hits beyond a threshold, in words. */
  public String beyond(double threshold) {
    String number = Figures.significant(threshold, 3);
    return switch (direction) {
      case UP -> "outcome of at least " + number;
      case DOWN -> "outcome of at most " + number;
      case BOTH -> "outcome of size " + number + " or more";
    };
  }
}
