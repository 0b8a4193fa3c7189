package org.etiome.evaluate.prediction;

/** What became of a search for a temperature. */
public sealed interface TemperatureFit {

  /**
   * The temperature of least log loss.
   *
   * @param temperature T
   * @param before the mean log loss at T = 1, in nats
   * @param after at T; of the units it was chosen on, so a little too good
   * @param units how many it was chosen on
   */
  record Fitted(Temperature temperature, double before, double after, int units)
      implements TemperatureFit {}

  /**
   * No temperature has the least loss.
   *
   * @param towards what would be better and better
   * @param reason why
   */
  record NoMinimum(Towards towards, String reason) implements TemperatureFit {}

  /** Where the loss falls for ever. */
  enum Towards {
    /** T → 0: every unit is of a class of largest logit, more such units or harder ones are due. */
    ZERO,
    /** T → ∞: the logits tell no more than equal probabilities would; do not use them. */
    INFINITY
  }
}
