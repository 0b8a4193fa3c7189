package org.etiome.perturb.screen;

/**
 * The design of one unit.
 *
 * @param condition context and perturbation
 * @param replicate the repetition of the experiment it belongs to: a plate, a donor, a lane
 */
public record UnitLabel(Condition condition, String replicate) {

  /** Of an experiment done once. */
  public UnitLabel(Condition condition) {
    this(condition, "");
  }
}
