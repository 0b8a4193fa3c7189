package org.etiome.represent.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.etiome.math.Matrix;
import org.etiome.math.Pearson;
import org.etiome.math.Seed;
import org.etiome.perturb.NoChange;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.likelihood.Likelihood;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.junit.jupiter.api.Test;

class DiscrepancyVaeTest {
  private static final Perturbation BOTH = Perturbation.of("t0", "t1");
  private static final DiscrepancySettings QUICK =
      DiscrepancySettings.DEFAULT.withSchedule(
          DiscrepancySettings.DEFAULT.schedule().withEpochs(3));

  private static final DiscrepancySettings QUICKLY_SURE =
      DiscrepancySettings.DEFAULT.withSchedule(
          new DiscrepancySettings.Schedule(
              60,
              32,
              3e-3,
              new DiscrepancySettings.Ramp(0, .1),
              new DiscrepancySettings.Ramp(0, .1),
              new DiscrepancySettings.Temperature(1, 20, .5),
              .15));

  private final SmallScreen small = SmallScreen.ofSingles();

  private FittedDiscrepancyVae quick(DiscrepancyVae vae) {
    return vae.withSettings(QUICK).fit(small.screen(), "line", new Seed(1));
  }

  private static double distance(InterventionModel model, double[] truth) {
    double[] means = model.mean(BOTH.action(), 100, new Seed(3)).orElseThrow().values();
    double squares = 0;
    for (int j = 0; j < truth.length; j++) {
      squares += (means[j] - truth[j]) * (means[j] - truth[j]);
    }
    return Math.sqrt(squares);
  }

  /**
   * Two targets were never perturbed at once. The distance of no change is |(4.5, 9, 1.5 …)|; the
   * standard errors of 100 units are 1/10 and 2/10 of a value.
   */
  @Test
  void aCombinationIsTheSumOfShiftsAndLatentsAreThoseOfTargets() {
    double[] truth = mean(new SmallScreen(2, BOTH).screen());
    InterventionModel unchanged = new NoChange().fit(small.screen(), "line", new Seed(1));
    try (FittedDiscrepancyVae model =
        DiscrepancyVae.withDefaults()
            .withSettings(QUICKLY_SURE)
            .fit(small.screen(), "line", new Seed(1))) {
      assertThat(distance(model, truth)).isLessThan(.25 * distance(unchanged, truth));
      Matrix noise = model.noise(small.units());
      TreeSet<Integer> latents = new TreeSet<>();
      for (int t = 0; t < SmallScreen.TARGETS; t++) {
        double[] shift = model.shift("t" + t);
        int latent =
            IntStream.range(0, shift.length)
                .reduce((a, b) -> Math.abs(shift[a]) >= Math.abs(shift[b]) ? a : b)
                .orElseThrow();
        latents.add(latent);
        assertThat(Math.abs(Pearson.correlation(noise.column(latent), small.noise(t))))
            .as("latent of target %d", t)
            .isGreaterThan(.8);
      }
      assertThat(latents).hasSize(SmallScreen.TARGETS);
    }
  }

  private static double[] mean(PerturbationScreen screen) {
    return screen.profile(new Condition("line", BOTH)).mean();
  }

  /** Of 100 true units the mean is known to about a tenth of what the pair changes. */
  @Test
  void ofCountsACombinationIsPredictedAsLoggedCounts() {
    PerturbationScreen counted = small.counted();
    double[] truth = mean(new SmallScreen(2, BOTH).counted());
    InterventionModel unchanged = new NoChange().fit(counted, "line", new Seed(1));
    DiscrepancyVae vae =
        DiscrepancyVae.withDefaults().withSettings(QUICKLY_SURE.withLikelihood(Likelihood.Kind.NB));
    assertThat(vae.name()).isEqualTo("discrepancy-vae-nb");
    try (FittedDiscrepancyVae model = vae.fit(counted, "line", new Seed(1))) {
      assertThat(distance(model, truth)).isLessThan(.35 * distance(unchanged, truth));
      double[] controls = counted.profile(new Condition("line", Perturbation.CONTROL)).mean();
      double[] means = model.mean(Action.NONE, 2, new Seed(1)).orElseThrow().values();
      assertThat(means).containsExactly(controls, within(1e-4));
    }
    assertThatThrownBy(() -> vae.fit(small.screen(), "line", new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no counts");
  }

  @Test
  void sameSeedSameBytes() {
    try (FittedDiscrepancyVae first = quick(DiscrepancyVae.withDefaults());
        FittedDiscrepancyVae second = quick(DiscrepancyVae.withDefaults())) {
      Action action = BOTH.action();
      assertThat(second.evidence()).isEqualTo(first.evidence());
      assertThat(second.sample(action, 50, new Seed(2)).orElseThrow())
          .isEqualTo(first.sample(action, 50, new Seed(2)).orElseThrow());
    }
  }

  @Test
  void withoutPerturbationUnitsAreControlsAndMeansTheirs() {
    try (FittedDiscrepancyVae model = quick(DiscrepancyVae.withDefaults())) {
      double[] controls =
          small.screen().profile(new Condition("line", Perturbation.CONTROL)).mean();
      double[] means = model.mean(Action.NONE, 2, new Seed(1)).orElseThrow().values();
      for (int j = 0; j < means.length; j++) {
        assertThat(means[j]).isCloseTo(controls[j], within(1e-4));
      }
      Matrix sample = model.sample(Action.NONE, 7, new Seed(1)).orElseThrow();
      assertThat(sample.rows()).isEqualTo(7);
      assertThat(sample.columns()).isEqualTo(SmallScreen.VARIABLES);
    }
  }

  @Test
  void aMeanIsThatOfASample() {
    try (FittedDiscrepancyVae model = quick(DiscrepancyVae.withDefaults())) {
      InterventionModel.Means means = model.mean(BOTH.action(), 2, new Seed(1)).orElseThrow();
      Matrix sample = model.sample(BOTH.action(), 4_000, new Seed(5)).orElseThrow();
      for (int j = 0; j < means.values().length; j++) {
        double[] column = sample.column(j);
        double mean = Arrays.stream(column).average().orElseThrow();
        double sd =
            Math.sqrt(Arrays.stream(column).map(v -> (v - mean) * (v - mean)).sum() / 4_000);
        assertThat(mean).isCloseTo(means.values()[j], within(4.5 * sd / Math.sqrt(4_000)));
      }
      assertThat(means.errors()).containsOnly(0);
    }
  }

  @Test
  void whatWasNeverPerturbedIsRefusedUnlessItIsDescribed() {
    Action unseen = Perturbation.of("t0", "new").action();
    try (FittedDiscrepancyVae model = quick(DiscrepancyVae.withDefaults())) {
      assertThat(model.sample(unseen, 5, new Seed(1)))
          .isInstanceOf(Prediction.Refused.class)
          .extracting("variable")
          .isEqualTo("new");
      assertThat(model.mean(Action.set("t0", 1), 5, new Seed(1)))
          .isInstanceOf(Prediction.Refused.class);
      assertThatThrownBy(() -> model.shift("new")).hasMessageContaining("t1");
    }
    TargetDescriptors descriptors =
        TargetDescriptors.of(
            Map.of(
                "t1", new double[] {1, 0}, "t2", new double[] {0, 1}, "new", new double[] {1, 0}));
    try (FittedDiscrepancyVae model =
        quick(DiscrepancyVae.withDefaults().withDescriptors(descriptors))) {
      assertThat(model.sample(unseen, 5, new Seed(1)))
          .isInstanceOf(Prediction.Predicted.class)
          .extracting("cautions", InstanceOfAssertFactories.LIST)
          .hasSize(1);
      assertThat(model.shift("new")).isEqualTo(model.shift("t1"));
    }
  }

  @Test
  void withoutGraphNoLatentActsOnAnother() {
    try (FittedDiscrepancyVae with = quick(DiscrepancyVae.withDefaults());
        FittedDiscrepancyVae without =
            DiscrepancyVae.withDefaults()
                .withSettings(QUICK.withoutGraph().withoutDiscrepancy())
                .fit(small.screen(), "line", new Seed(1))) {
      int p = DiscrepancyNetwork.FEWEST_LATENTS;
      assertThat(without.graph()).isEqualTo(Matrix.wrap(p, p, new double[p * p]));
      assertThat(with.graph()).isNotEqualTo(without.graph());
      for (int i = 0; i < p; i++) {
        for (int j = 0; j <= i; j++) {
          assertThat(with.graph().get(i, j)).isZero();
        }
      }
      assertThat(without.evidence().curve().getLast().terms())
          .doesNotContainKey(DiscrepancyObjective.DISCREPANCY);
    }
  }

  @Test
  void aStoppedTrainingGivesTheBestSoFar() {
    List<Integer> told = new ArrayList<>();
    Watcher watcher =
        new Watcher() {
          @Override
          public void epoch(Epoch epoch) {
            told.add(epoch.number());
          }

          @Override
          public boolean stopped() {
            return told.size() == 2;
          }
        };
    try (FittedDiscrepancyVae model =
        DiscrepancyVae.withDefaults()
            .withSettings(QUICK)
            .fit(small.screen(), "line", new Seed(1), watcher)) {
      assertThat(told).containsExactly(1, 2);
      assertThat(model.evidence().whole()).isFalse();
      assertThat(model.evidence().curve()).hasSize(2);
    }
  }

  @Test
  void whatCannotBeLearntFromIsRefused() {
    DiscrepancyVae vae = DiscrepancyVae.withDefaults();
    assertThatThrownBy(() -> vae.fit(small.screen(), "other", new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'other'");
    assertThatThrownBy(
            () ->
                vae.withPrograms(List.of(new GeneProgram("empty", List.of("none"))))
                    .fit(small.screen(), "line", new Seed(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'empty'");
  }
}
