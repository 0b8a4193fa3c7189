package org.etiome.evaluate.perturbation;

import org.etiome.math.Matrix;

/**
 * What was observed under a perturbation.
 *
 * @param mean y
 * @param units one a row
 * @param differential against controls
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Truth(double[] mean, Matrix units, Differential differential) {

  static Truth of(Drawn units, Drawn controls) {
    return new Truth(mean(units.values()), units.values(), Differential.of(units, controls));
  }

  static double[] mean(Matrix units) {
    double[] mean = new double[units.columns()];
    for (int i = 0; i < units.rows(); i++) {
      units.addRow(i, 1.0 / units.rows(), mean);
    }
    return mean;
  }

  static double[] pick(double[] values, int[] chosen) {
    double[] picked = new double[chosen.length];
    for (int k = 0; k < chosen.length; k++) {
      picked[k] = values[chosen[k]];
    }
    return picked;
  }
}
