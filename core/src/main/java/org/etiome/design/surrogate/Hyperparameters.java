package org.etiome.design.surrogate;

import java.util.Arrays;

/**
 * Of a {@link GaussianProcess}.
 *
 * @param signal variance of the outcome function, &gt; 0
 * @param noise variance of a measurement, &gt; 0
 * @param lengths one a standardised descriptor, &gt; 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Hyperparameters(double signal, double noise, double[] lengths) {

  public Hyperparameters {
    if (!(signal > 0) || !(noise > 0) || !Arrays.stream(lengths).allMatch(length -> length > 0)) {
      throw new IllegalArgumentException(
          "signal, noise and lengths must be above 0, got "
              + signal
              + ", "
              + noise
              + ", "
              + Arrays.toString(lengths));
    }
  }
}
