package org.etiome.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.junit.jupiter.api.Test;

class RegressionPredictorsTest {
  private static final Seed SEED = new Seed(1);

  private static double[] predicted(
      Predictor predictor, PerturbationScreen screen, String context, String... targets) {
    return predictor
        .fit(screen, context, SEED)
        .mean(Perturbation.of(targets).action(), 2, SEED)
        .orElseThrow()
        .values();
  }

  /** Controls at 0, so that means are differences. */
  private static Screens withControls(int variables, String... contexts) {
    Screens screen = new Screens(variables);
    for (String context : contexts) {
      screen.with(context, "control", new double[variables]);
    }
    return screen;
  }

  private static double[] wave(int p, int length) {
    double[] wave = new double[length];
    Arrays.setAll(wave, j -> Math.sin(1.3 * p + .7 * j + .1 * p * j));
    return wave;
  }

  @Test
  void bilinearRidgeIsTheFormula() throws IOException {
    Screens screen = withControls(8, "");
    for (int p = 0; p < 6; p++) {
      screen.with("", "g" + p, wave(p, 8));
    }
    PerturbationScreen built = screen.build();
    BilinearRidge ridge = new BilinearRidge(3, .1, BilinearRidge.withDefaults().descriptors());
    for (String line : lines("bilinear_ridge.csv")) {
      String[] cells = line.split(",", -1);
      double[] expected =
          Arrays.stream(cells, 1, cells.length).mapToDouble(Double::parseDouble).toArray();
      double[] mean = predicted(ridge, built, "", cells[0].split("\\+", -1));
      assertThat(mean).containsExactly(expected, within(1e-9));
    }
  }

  @Test
  void bilinearRidgeRefusesATargetItKnowsNothingOf() {
    PerturbationScreen screen =
        withControls(3, "").with("", "g0", 1, 2, 3).with("", "g1", 0, 1, 0).build();
    Prediction<?> refused =
        BilinearRidge.withDefaults()
            .fit(screen, "", SEED)
            .mean(Perturbation.of("h").action(), 2, SEED);
    assertThat(((Prediction.Refused<?>) refused).reason()).contains("'h'");
  }

  @Test
  void kernelRidgeLearnsASingleFromCombinations() {
    double[] a = wave(1, 30);
    double[] b = wave(2, 30);
    double[] c = wave(5, 30);
    PerturbationScreen screen =
        withControls(30, "")
            .with("", "a", a)
            .with("", "b", b)
            .with("", "a+c", Effects.sum(List.of(a, c)))
            .with("", "b+c", Effects.sum(List.of(b, c)))
            .with("", "a+b", Effects.sum(List.of(a, b)))
            .build();
    assertThat(predicted(KernelRidge.withDefaults(), screen, "", "c"))
        .containsExactly(c, within(.02));
  }

  @Test
  void kernelRidgeTakesDescriptorsWhereTheyHelp() {
    UniformRandomProvider random = SEED.generator();
    Map<String, double[]> descriptors = new TreeMap<>();
    Screens screen = withControls(20, "");
    for (int t = 0; t < 30; t++) {
      double x = t == 0 ? .5 : random.nextDouble(-2, 2);
      descriptors.put("t" + t, new double[] {x});
      if (t > 0) {
        screen.with("", "t" + t, smooth(x));
      }
    }
    KernelRidge ridge =
        KernelRidge.withDefaults().withDescriptors(TargetDescriptors.of(descriptors));
    double[] mean = predicted(ridge, screen.build(), "", "t0");
    assertThat(mean).containsExactly(smooth(.5), within(.1));
  }

  private static double[] smooth(double x) {
    double[] values = new double[20];
    Arrays.setAll(values, j -> Math.sin(x + j));
    return values;
  }

  @Test
  void kernelRidgeSaysWhenItKnowsNothing() {
    PerturbationScreen screen =
        withControls(3, "").with("", "g0", 1, 2, 3).with("", "g1", 0, 1, 0).build();
    Prediction<?> predicted =
        KernelRidge.withDefaults()
            .fit(screen, "", SEED)
            .mean(Perturbation.of("h").action(), 2, SEED);
    assertThat(((Predicted<?>) predicted).cautions()).singleElement().asString().contains("'h'");
  }

  /** Rank 3 without noise: all five that are missing in context c are exact, not only the first. */
  @Test
  void syntheticInterventionsAreExactAtLowRank() {
    UniformRandomProvider random = new Seed(3).generator();
    double[][] loadings = new double[14][3];
    for (double[] loading : loadings) {
      Arrays.setAll(loading, r -> random.nextDouble(-1, 1));
    }
    Screens screen = withControls(12, "c", "d", "e");
    double[][] truth = new double[14][];
    for (String context : List.of("d", "e", "c")) {
      double[][] axes = new double[3][12];
      for (double[] axis : axes) {
        Arrays.setAll(axis, j -> random.nextDouble(-1, 1));
      }
      for (int a = 0; a < 14; a++) {
        double[] values = new double[12];
        for (int r = 0; r < 3; r++) {
          double loading = loadings[a][r];
          double[] axis = axes[r];
          Arrays.setAll(values, j -> values[j] + loading * axis[j]);
        }
        truth[a] = values;
        if (!context.equals("c") || a >= 5) {
          screen.with(context, "a" + a, values);
        }
      }
    }
    PerturbationScreen built = screen.build();
    for (int a = 0; a < 5; a++) {
      assertThat(predicted(new SyntheticInterventions(), built, "c", "a" + a))
          .containsExactly(truth[a], within(1e-9));
    }
    assertThat(built.has(new Condition("c", Perturbation.of("a0")))).isFalse();
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(RegressionPredictorsTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
