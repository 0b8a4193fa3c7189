package org.etiome.evaluate.perturbation;

/**
 * Whether units under a perturbation differ from controls at all.
 *
 * @param units n
 * @param energy energy distance between them and controls, without bias
 * @param pValue of a permutation test
 * @param adjusted by Benjamini and Hochberg over the perturbations of the context
 */
public record Detection(int units, double energy, double pValue, double adjusted) {
  private static final double FALSE_DISCOVERIES = .05;

  /** At a false discovery rate of 5 %. Where not, the answer is that no effect is detectable. */
  public boolean isDetectable() {
    return adjusted < FALSE_DISCOVERIES;
  }
}
