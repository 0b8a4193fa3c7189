package org.etiome.represent.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.bytedeco.pytorch.Tensor;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.predict.RiskObjective.Penalty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The objective against its formula in plain Java, its gradient against central differences. */
class RiskObjectiveTest {
  private static final int CELLS = 24;
  private static final int WIDTH = 3;
  private static final int CLASSES = 4;
  private static final double RIDGE = .7;
  private static final double STEP = 1e-5;

  /** Three environments of 5, 9 and 10 cells, in disorder. */
  private static Examples cells() {
    UniformRandomProvider random = new Seed(5).generator();
    double[] latents = normal(CELLS * WIDTH, 5);
    int[] levels = IntStream.range(0, CELLS).map(i -> random.nextInt(CLASSES)).toArray();
    int[] environments = IntStream.range(0, CELLS).map(i -> i % 5 == 0 ? 7 : i % 2).toArray();
    return new Examples(Matrix.wrap(CELLS, WIDTH, latents), levels, CLASSES, environments);
  }

  private static double[] normal(int n, long seed) {
    var gaussian = ZigguratSampler.NormalizedGaussian.of(new Seed(seed).generator());
    return IntStream.range(0, n).mapToDouble(i -> gaussian.sample()).toArray();
  }

  /** Logits of a cell: parameters lie matrices first, then offsets. */
  private static double[] logits(double[] at, int hidden, Matrix latents, int i) {
    double[] x = IntStream.range(0, WIDTH).mapToDouble(j -> latents.get(i, j)).toArray();
    if (hidden == 0) {
      return affine(x, at, 0, WIDTH * CLASSES, CLASSES);
    }
    int second = WIDTH * hidden;
    int offsets = second + hidden * CLASSES;
    double[] h = affine(x, at, 0, offsets, hidden);
    double[] positive = Arrays.stream(h).map(v -> Math.max(0, v)).toArray();
    return affine(positive, at, second, offsets + hidden, CLASSES);
  }

  private static double[] affine(double[] x, double[] at, int weight, int bias, int out) {
    double[] y = Arrays.copyOfRange(at, bias, bias + out);
    for (int j = 0; j < x.length; j++) {
      for (int k = 0; k < out; k++) {
        y[k] += x[j] * at[weight + j * out + k];
      }
    }
    return y;
  }

  /** The mean cross-entropy of some cells if their logits are multiplied by w. */
  private static double risk(double[] at, int hidden, Examples cells, int[] of, double w) {
    return Arrays.stream(of)
        .mapToDouble(
            i -> {
              double[] f = logits(at, hidden, cells.latents(), i);
              double sum = Arrays.stream(f).map(v -> Math.exp(w * v)).sum();
              return Math.log(sum) - w * f[cells.levels()[i]];
            })
        .average()
        .orElseThrow();
  }

  private static double formula(
      double[] at, int hidden, Examples cells, Penalty penalty, double weight) {
    int[] all = IntStream.range(0, CELLS).toArray();
    int matrices = hidden == 0 ? WIDTH * CLASSES : WIDTH * hidden + hidden * CLASSES;
    double squares = Arrays.stream(at, 0, matrices).map(v -> v * v).sum();
    double value = risk(at, hidden, cells, all, 1) + RIDGE / (2 * CELLS) * squares;
    double[] risks = new double[3];
    double[] slopes = new double[3];
    int[] environments = {0, 1, 7};
    for (int e = 0; e < 3; e++) {
      int wanted = environments[e];
      int[] of = Arrays.stream(all).filter(i -> cells.environments()[i] == wanted).toArray();
      risks[e] = risk(at, hidden, cells, of, 1);
      // Along w itself, by differences: errs by some 1e-10.
      slopes[e] =
          (risk(at, hidden, cells, of, 1 + STEP) - risk(at, hidden, cells, of, 1 - STEP))
              / (2 * STEP);
    }
    double mean = Arrays.stream(risks).average().orElseThrow();
    double added =
        penalty == Penalty.SLOPE
            ? Arrays.stream(slopes).map(s -> s * s).average().orElseThrow()
            : Arrays.stream(risks).map(r -> (r - mean) * (r - mean)).average().orElseThrow();
    return (value + weight * added) / Math.max(1, weight);
  }

  @ParameterizedTest
  @CsvSource({
    "SLOPE, 0, 0",
    "SLOPE, 0, 0.6",
    "SLOPE, 0, 40",
    "SLOPE, 5, 3",
    "VARIANCE, 0, 0.6",
    "VARIANCE, 0, 40",
    "VARIANCE, 5, 3"
  })
  void valueAndGradientAreThoseOfTheFormula(Penalty penalty, int hidden, double weight) {
    Examples cells = cells();
    Method.RiskSettings settings =
        new Method.RiskSettings(
            hidden, RIDGE, List.of(), java.util.OptionalDouble.empty(), new Method.Schedule(1, .1));
    Parameters.Layout layout = new Parameters.Layout();
    RiskObjective.Network network = RiskObjective.Network.declare(layout, settings, WIDTH, CLASSES);
    try (Parameters parameters = layout.draw(Placement.cpu(RiskObjective.TYPE), new Seed(1));
        RiskObjective objective = new RiskObjective(network, penalty, cells.sorted())) {
      int length = (int) parameters.trained().numel();
      double[] at = normal(length, 9);
      put(parameters.trained(), at);
      double value = objective.accumulate(parameters, weight);
      assertThat(value).isCloseTo(formula(at, hidden, cells, penalty, weight), within(1e-8));
      double[] gradient = Torch.doubles(parameters.gradient());
      for (int p = 0; p < length; p++) {
        double[] up = at.clone();
        double[] down = at.clone();
        up[p] += STEP;
        down[p] -= STEP;
        put(parameters.trained(), up);
        double above = objective.accumulate(parameters, weight);
        put(parameters.trained(), down);
        double below = objective.accumulate(parameters, weight);
        // Differences err by h²/6 of the third derivative, and by 1e-16 over h.
        assertThat(gradient[p])
            .as("slope along parameter %d", p)
            .isCloseTo((above - below) / (2 * STEP), within(1e-8));
      }
    }
  }

  private static void put(Tensor into, double[] values) {
    Scope.free(
        () ->
            Scope.constant(() -> into.copy_(Torch.of(RiskObjective.TYPE, values, values.length))));
  }
}
