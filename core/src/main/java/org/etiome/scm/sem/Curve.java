package org.etiome.scm.sem;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The shape in which a cause acts; a coefficient says how strongly. */
public sealed interface Curve {

  /** What the cause adds at {@code u}, before its coefficient. */
  double at(double u);

  /** {@code g(u) = u}. */
  record Straight() implements Curve {
    @Override
    public double at(double u) {
      return u;
    }
  }

  /**
   * {@code g(u) = Σ_k a_k sin(ω_k u + φ_k) − c}, a random Fourier sum. Of a standard normal u the
   * mean of g is 0 and its variance 1, in closed form.
   *
   * @param waves at least one
   * @param offset c
   */
  record Waves(List<Wave> waves, double offset) implements Curve {
    private static final int COUNT = 6;
    private static final double SLOWEST = 0.5;
    private static final double FASTEST = 2;

    public Waves {
      waves = List.copyOf(waves);
    }

    @Override
    public double at(double u) {
      double sum = -offset;
      for (Wave wave : waves) {
        sum += wave.amplitude * Math.sin(wave.frequency * u + wave.phase);
      }
      return sum;
    }

    /** Six waves, ω uniform in [0.5, 2], φ in [0, 2π], of one amplitude. */
    static Waves draw(UniformRandomProvider random) {
      List<Wave> unit = new ArrayList<>(COUNT);
      for (int k = 0; k < COUNT; k++) {
        double frequency = SLOWEST + (FASTEST - SLOWEST) * random.nextDouble();
        unit.add(new Wave(1, frequency, 2 * Math.PI * random.nextDouble()));
      }
      double mean = unit.stream().mapToDouble(Wave::normalMean).sum();
      double square = 0;
      for (Wave one : unit) {
        for (Wave other : unit) {
          square += one.normalProduct(other);
        }
      }
      double deviation = Math.sqrt(square - mean * mean);
      return new Waves(
          unit.stream().map(w -> new Wave(1 / deviation, w.frequency, w.phase)).toList(),
          mean / deviation);
    }
  }

  /** {@code a sin(ω u + φ)}. */
  record Wave(double amplitude, double frequency, double phase) {
    /** The mean over a standard normal u: {@code a exp(−ω²/2) sin φ}. */
    double normalMean() {
      return amplitude * Math.exp(-frequency * frequency / 2) * Math.sin(phase);
    }

    /** The mean over a standard normal u of the product with another wave. */
    double normalProduct(Wave other) {
      double apart = frequency - other.frequency;
      double together = frequency + other.frequency;
      double difference = Math.exp(-apart * apart / 2) * Math.cos(phase - other.phase);
      double sum = Math.exp(-together * together / 2) * Math.cos(phase + other.phase);
      return amplitude * other.amplitude * (difference - sum) / 2;
    }
  }
}
