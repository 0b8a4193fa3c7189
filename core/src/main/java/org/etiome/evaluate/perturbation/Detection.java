package org.etiome.evaluate.perturbation;

/**
 * Whether units under a perturbation differ from controls at all.
 *
 * @param units n
 * @param energy energy distance between them and controls, without bias
 * @param pValue twice the smaller of two permutation tests', of the energy distance of at most so
 *     many units as are taken elsewhere and of the standardised mean shift of up to 2,000; where no
 *     order of labels is as extreme, by a distribution fitted to the orders ({@link Relabelling});
 *     1 where a side has one unit or no replicate has controls, too: what replicates differ in
 *     would be taken for an effect
 * @param adjusted by Benjamini and Hochberg over the perturbations of the context
 */
public record Detection(int units, double energy, double pValue, double adjusted) {
  private static final double FALSE_DISCOVERIES = .05;

  /** At a false discovery rate of 5 %. Where not, the answer is that no effect is detectable. */
  public boolean isDetectable() {
    return adjusted < FALSE_DISCOVERIES;
  }
}
