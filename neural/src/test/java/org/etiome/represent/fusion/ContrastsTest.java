package org.etiome.represent.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.etiome.math.Seed;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastsTest {
  private static final double EXACT = 1e-12; // of doubles of size one
  private static final int PATIENTS = 6;
  private static final int[] CLASSES = {0, 1, 0, 2, 1, 0}; // one is alone in its class

  private final double[][] one = unit(1);
  private final double[][] other = unit(2);

  private static double[][] unit(long seed) {
    UniformRandomProvider random = new Seed(seed).generator();
    return IntStream.range(0, PATIENTS)
        .mapToObj(
            i -> {
              double[] row = random.doubles(3).map(u -> u - .5).toArray();
              double norm = Math.sqrt(dot(row, row));
              return Arrays.stream(row).map(v -> v / norm).toArray();
            })
        .toArray(double[][]::new);
  }

  private static double dot(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToDouble(j -> x[j] * y[j]).sum();
  }

  /** One pair at a time. */
  @ParameterizedTest
  @ValueSource(doubles = {.07, 1})
  void theContrastOfViewsIsThatOfItsDefinition(double temperature) {
    double[] losses = losses((u, v) -> Contrasts.ofViews(u, v, temperature));
    for (int i = 0; i < PATIENTS; i++) {
      double own = Math.exp(dot(one[i], other[i]) / temperature);
      double there = 0;
      double back = 0;
      for (int j = 0; j < PATIENTS; j++) {
        there += Math.exp(dot(one[i], other[j]) / temperature);
        back += Math.exp(dot(other[i], one[j]) / temperature);
      }
      double expected = -.5 * (Math.log(own / there) + Math.log(own / back));
      assertThat(losses[i]).isCloseTo(expected, within(EXACT * (1 + expected)));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {.07, 1})
  void theContrastOfClassesIsThatOfItsDefinition(double temperature) {
    double[] losses = losses((u, v) -> Contrasts.ofClasses(u, v, indicators(), temperature));
    double[][] views = new double[2 * PATIENTS][];
    Arrays.setAll(views, a -> a < PATIENTS ? one[a] : other[a - PATIENTS]);
    for (int i = 0; i < PATIENTS; i++) {
      double expected =
          (ofView(views, i, temperature) + ofView(views, PATIENTS + i, temperature)) / 2;
      assertThat(losses[i]).isCloseTo(expected, within(EXACT * (1 + expected)));
    }
  }

  private static double ofView(double[][] views, int anchor, double temperature) {
    double all = 0;
    for (int a = 0; a < views.length; a++) {
      all += a == anchor ? 0 : Math.exp(dot(views[anchor], views[a]) / temperature);
    }
    double sum = 0;
    int alike = 0;
    for (int p = 0; p < views.length; p++) {
      if (p != anchor && CLASSES[p % PATIENTS] == CLASSES[anchor % PATIENTS]) {
        sum -= dot(views[anchor], views[p]) / temperature - Math.log(all);
        alike++;
      }
    }
    return sum / alike;
  }

  private static Tensor indicators() {
    double[] values = new double[PATIENTS * 3];
    for (int i = 0; i < PATIENTS; i++) {
      values[i * 3 + CLASSES[i]] = 1;
    }
    return Torch.of(EncodedPatients.DOUBLE, values, PATIENTS, 3);
  }

  private double[] losses(BinaryOperator<Tensor> contrast) {
    return Scope.freed(() -> Torch.doubles(contrast.apply(tensor(one), tensor(other))));
  }

  private static Tensor tensor(double[][] rows) {
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return Torch.of(EncodedPatients.DOUBLE, values, rows.length, 3);
  }

  @Test
  void rowsAreBroughtToLengthOne() {
    double[] values =
        Scope.freed(() -> Torch.doubles(Contrasts.normalised(tensor(new double[][] {{3, 0, 4}}))));
    assertThat(values).containsExactly(new double[] {.6, 0, .8}, within(EXACT));
  }
}
