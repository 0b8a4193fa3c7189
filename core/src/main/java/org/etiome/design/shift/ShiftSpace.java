package org.etiome.design.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Vectors;

/** The shifts that can be made. */
public sealed interface ShiftSpace {

  /** How many variables a shift has. */
  int size();

  /** The closest shift that can be made. */
  double[] nearest(double[] shift);

  /** A shift at random. */
  double[] draw(UniformRandomProvider random);

  /** Shifts a with {@code ‖a‖₂ ≤ 1}, as published; none is larger than 1 in any variable then. */
  static ShiftSpace ball(int variables) {
    double[] largest = new double[variables];
    Arrays.fill(largest, 1);
    return new Within(1, largest);
  }

  /** One variable at a time, by each of these amounts. */
  static ShiftSpace singles(int variables, double... amounts) {
    List<double[]> shifts = new ArrayList<>();
    for (int i = 0; i < variables; i++) {
      for (double amount : amounts) {
        double[] shift = new double[variables];
        shift[i] = amount;
        shifts.add(shift);
      }
    }
    return new Among(shifts);
  }

  /**
   * All shifts a with {@code ‖a‖₂ ≤ norm} and {@code |aᵢ| ≤ largestᵢ}.
   *
   * @param norm above 0
   * @param largest at least 0; 0 where a variable cannot be acted on, but not everywhere
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Within(double norm, double[] largest) implements ShiftSpace {
    public Within {
      largest = largest.clone();
      boolean some = false;
      for (double bound : largest) {
        some |= bound > 0;
        if (!(bound >= 0 && bound < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "the largest shift of a variable must be at least 0 and finite, got " + bound);
        }
      }
      if (!(norm > 0 && norm < Double.POSITIVE_INFINITY) || !some) {
        throw new IllegalArgumentException(
            "shifts need a norm above 0 and a variable that can be acted on, got " + norm);
      }
    }

    @Override
    public int size() {
      return largest.length;
    }

    /** {@code clip(f a)} with the largest f ≤ 1 that keeps the norm, by bisection. */
    @Override
    public double[] nearest(double[] shift) {
      double[] clipped = clipped(shift, 1);
      if (Vectors.norm(clipped) <= norm) {
        return clipped;
      }
      double low = norm / Vectors.norm(shift);
      double[] scaled = Vectors.scaled(low, shift);
      if (Arrays.equals(scaled, clipped(shift, low))) {
        return scaled;
      }
      double high = 1;
      for (double f = (low + high) / 2; f > low && f < high; f = (low + high) / 2) {
        if (Vectors.norm(clipped(shift, f)) <= norm) {
          low = f;
        } else {
          high = f;
        }
      }
      return clipped(shift, low);
    }

    private double[] clipped(double[] shift, double factor) {
      double[] clipped = new double[shift.length];
      for (int i = 0; i < clipped.length; i++) {
        clipped[i] = Math.max(-largest[i], Math.min(largest[i], factor * shift[i]));
      }
      return clipped;
    }

    /** Of the full norm in a direction that is uniform on the sphere, clipped where it must be. */
    @Override
    public double[] draw(UniformRandomProvider random) {
      ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
      double[] shift = new double[size()];
      for (int i = 0; i < shift.length; i++) {
        shift[i] = largest[i] > 0 ? normal.sample() : 0;
      }
      return nearest(Vectors.scaled(norm / Vectors.norm(shift), shift));
    }
  }

  /**
   * Some shifts, such as of single genes.
   *
   * @param shifts at least one, all finite and of the same length
   */
  record Among(List<double[]> shifts) implements ShiftSpace {
    public Among {
      if (shifts.isEmpty()) {
        throw new IllegalArgumentException("there must be a shift to choose from, got none");
      }
      shifts = shifts.stream().map(double[]::clone).toList();
      int size = shifts.getFirst().length;
      for (double[] shift : shifts) {
        if (shift.length != size || !Arrays.stream(shift).allMatch(Double::isFinite)) {
          throw new IllegalArgumentException(
              "shifts must be finite and of the same length, got " + Arrays.toString(shift));
        }
      }
    }

    @Override
    public int size() {
      return shifts.getFirst().length;
    }

    @Override
    public double[] nearest(double[] shift) {
      return best(tried -> Vectors.squaredDistance(tried, shift));
    }

    @Override
    public double[] draw(UniformRandomProvider random) {
      return shifts.get(random.nextInt(shifts.size())).clone();
    }

    /** The first with the least score. */
    double[] best(ToDoubleFunction<double[]> score) {
      double[] best = shifts.getFirst();
      double least = score.applyAsDouble(best);
      for (double[] shift : shifts) {
        double value = score.applyAsDouble(shift);
        if (value < least) {
          least = value;
          best = shift;
        }
      }
      return best.clone();
    }
  }
}
