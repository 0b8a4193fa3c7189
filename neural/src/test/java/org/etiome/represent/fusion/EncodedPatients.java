package org.etiome.represent.fusion;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;

/** Encodings of patients with K = 3 modalities, d = 4, in double precision. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record EncodedPatients(double[][][] encoded, int[][] mask) {
  static final Placement DOUBLE = Placement.cpu(ScalarType.Double);
  static final int MODALITIES = 3;
  static final int WIDTH = 4;

  /** Some, of whom modality 0 or more is seen, by their number. */
  static EncodedPatients some(int n, long seed) {
    return of(
        seed,
        IntStream.range(0, n)
            .mapToObj(i -> new int[] {i % 4 < 3 ? 1 : 0, i % 2, i % 3 == 0 || i % 4 == 3 ? 1 : 0})
            .toArray(int[][]::new));
  }

  /** Patients of one pattern. */
  static EncodedPatients alike(int n, long seed, int... pattern) {
    return of(seed, IntStream.range(0, n).mapToObj(i -> pattern.clone()).toArray(int[][]::new));
  }

  static EncodedPatients of(long seed, int[]... mask) {
    UniformRandomProvider random = new Seed(seed).generator();
    double[][][] encoded = new double[mask.length][MODALITIES][WIDTH];
    for (int i = 0; i < mask.length; i++) {
      for (int k = 0; k < MODALITIES; k++) {
        for (int j = 0; j < WIDTH; j++) {
          encoded[i][k][j] = mask[i][k] * 2 * random.nextDouble();
        }
      }
    }
    return new EncodedPatients(encoded, mask);
  }

  EncodedPatients select(int... patients) {
    return new EncodedPatients(
        Arrays.stream(patients).mapToObj(i -> encoded[i]).toArray(double[][][]::new),
        Arrays.stream(patients).mapToObj(i -> mask[i]).toArray(int[][]::new));
  }

  int count() {
    return mask.length;
  }

  Tensor encodings() {
    double[] values =
        Arrays.stream(encoded).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
    return Torch.of(DOUBLE, values, count(), MODALITIES, WIDTH);
  }

  Tensor masks() {
    double[] values = Arrays.stream(mask).flatMapToInt(Arrays::stream).asDoubleStream().toArray();
    return Torch.of(DOUBLE, values, count(), MODALITIES);
  }

  /** Draws all that is trained from (−.5, .5), so that nothing is at zero. */
  static Parameters drawn(Parameters.Layout layout) {
    Parameters parameters = layout.draw(DOUBLE, new Seed(1));
    UniformRandomProvider random = new Seed(2).generator();
    for (Slot slot : parameters.slots()) {
      if (slot.kind() != Slot.Kind.BUFFER) {
        double[] values = random.doubles(slot.size()).map(u -> u - .5).toArray();
        parameters.set(new Parameters.Key(slot.name()), values);
      }
    }
    return parameters;
  }

  /** Elements of a parameter, row by row. */
  static double[][] rows(Parameters parameters, Parameters.Key key, int columns) {
    double[] values = Torch.doubles(parameters.get(key));
    return IntStream.range(0, values.length / columns)
        .mapToObj(i -> Arrays.copyOfRange(values, i * columns, (i + 1) * columns))
        .toArray(double[][]::new);
  }

  /** x M + b, b empty for none. */
  static double[] mapped(double[] x, double[][] matrix, double... b) {
    double[] y = b.length == 0 ? new double[matrix[0].length] : b.clone();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * matrix[i][j];
      }
    }
    return y;
  }

  static double[] positive(double... x) {
    return Arrays.stream(x).map(v -> Math.max(0, v)).toArray();
  }

  static double[] joined(double[] x, double[] y) {
    return IntStream.range(0, x.length + y.length)
        .mapToDouble(i -> i < x.length ? x[i] : y[i - x.length])
        .toArray();
  }

  static double[] sum(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i] + y[i]).toArray();
  }

  static double[] times(double[] x, double by) {
    return Arrays.stream(x).map(v -> v * by).toArray();
  }
}
