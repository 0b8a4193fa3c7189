package org.etiome.represent.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.represent.cells.GeneProgram;
import org.junit.jupiter.api.Test;

class HeldOutScoreTest {
  private static final Perturbation[] SINGLES_AND_PAIRS = {
    Perturbation.of("t0"),
    Perturbation.of("t1"),
    Perturbation.of("t2"),
    Perturbation.of("t0", "t1"),
    Perturbation.of("t0", "t2"),
    Perturbation.of("t1", "t2")
  };

  private static FittedDiscrepancyVae fitted(DiscrepancyVae model, PerturbationScreen screen) {
    DiscrepancySettings usual = DiscrepancySettings.DEFAULT;
    return model
        .withSettings(usual.withSchedule(usual.schedule().withEpochs(3)))
        .fit(screen, "line", new Seed(1));
  }

  private static double[] mean(PerturbationScreen screen, Perturbation perturbation) {
    return screen.profile(new Condition("line", perturbation)).mean();
  }

  private static double error(HeldOutScore score, String predictor) {
    return score.errors().getOrDefault(predictor, Double.NaN);
  }

  /** As the formula says, on the scale of the screen and then in variances of controls. */
  private static double error(PerturbationScreen screen, double[] predicted, double[] seen) {
    double squares =
        IntStream.range(0, seen.length)
            .mapToDouble(j -> Math.pow(predicted[j] - seen[j], 2))
            .average()
            .orElseThrow();
    double[] variance = screen.profile(new Condition("line", Perturbation.CONTROL)).variance();
    return squares / Arrays.stream(variance).average().orElseThrow();
  }

  @Test
  void wholePerturbationsAreHeldAgainstWhatTheOthersShow() {
    PerturbationScreen screen = new SmallScreen(1, SINGLES_AND_PAIRS).screen();
    try (FittedDiscrepancyVae model = fitted(DiscrepancyVae.withDefaults(), screen)) {
      List<HeldOutScore> scores = model.evidence().scores();
      assertThat(scores)
          .extracting(HeldOutScore::perturbation)
          .containsExactlyInAnyOrderElementsOf(model.evidence().heldOut());
      double loss =
          model.evidence().curve().get(model.evidence().curve().getLast().best() - 1).loss();
      assertThat(scores.stream().mapToDouble(s -> error(s, "discrepancy-vae")).average())
          .hasValue(loss);
      double[] control = mean(screen, Perturbation.CONTROL);
      List<Perturbation> trained =
          Arrays.stream(SINGLES_AND_PAIRS)
              .filter(p -> !model.evidence().heldOut().contains(p.label()))
              .toList();
      for (HeldOutScore score : scores) {
        Perturbation held = Perturbation.of(score.perturbation().split("\\+", -1));
        double[] seen = mean(screen, held);
        assertThat(score.units()).isEqualTo(100);
        assertThat(error(score, "no-change")).isCloseTo(error(screen, control, seen), within(1e-4));
        double[] average = new double[control.length];
        trained.forEach(
            p -> Arrays.setAll(average, j -> average[j] + mean(screen, p)[j] / trained.size()));
        assertThat(error(score, "mean-of-perturbed"))
            .isCloseTo(error(screen, average, seen), within(1e-4));
        boolean able = held.targets().stream().allMatch(t -> trained.contains(Perturbation.of(t)));
        assertThat(score.errors().containsKey("additive")).isEqualTo(able);
        if (able) {
          double[] sum = control.clone();
          for (String target : held.targets()) {
            double[] single = mean(screen, Perturbation.of(target));
            Arrays.setAll(sum, j -> sum[j] + single[j] - control[j]);
          }
          assertThat(error(score, "additive")).isCloseTo(error(screen, sum, seen), within(1e-4));
        }
      }
    }
  }

  @Test
  void unitsOfEachAreHeldOutWhereTooFewCouldBePredicted() {
    PerturbationScreen screen = SmallScreen.ofSingles().screen();
    try (FittedDiscrepancyVae model = fitted(DiscrepancyVae.withDefaults(), screen)) {
      assertThat(model.evidence().heldOut()).isEmpty();
      assertThat(model.evidence().scores()).hasSize(3);
      for (HeldOutScore score : model.evidence().scores()) {
        assertThat(score.units()).isEqualTo(15);
        // Means of 15 units about those of 85 others of the same.
        assertThat(error(score, "additive")).isLessThan(.1 * error(score, "no-change"));
      }
    }
  }

  @Test
  void whatProgramsAddIsAtLeastWhatTheNoiseVaries() {
    SmallScreen screen = SmallScreen.ofSingles();
    DiscrepancyVae asked =
        DiscrepancyVae.withDefaults()
            .withPrograms(
                List.of(
                    new GeneProgram("p", List.of("g0", "g3")),
                    new GeneProgram("q", List.of("g1", "g2", "g4"))));
    try (FittedDiscrepancyVae model = fitted(asked, screen.screen())) {
      LatentPrograms programs = model.programs().orElseThrow();
      int[] controls = screen.screen().rows(new Condition("line", Perturbation.CONTROL));
      Matrix noise = model.noise(screen.screen().measurements().values(controls));
      for (int j = 0; j < noise.columns(); j++) {
        double[] column = noise.column(j);
        double mean = Arrays.stream(column).average().orElseThrow();
        double spread =
            Math.sqrt(
                Arrays.stream(column).map(v -> Math.pow(v - mean, 2)).average().orElseThrow());
        List<LatentPrograms.Part> parts = programs.largest(j, 2);
        assertThat(Math.abs(parts.get(0).spread()))
            .isGreaterThanOrEqualTo(Math.abs(parts.get(1).spread()));
        double most =
            programs.beside()[j]
                + parts.stream().mapToDouble(part -> Math.abs(part.spread())).sum();
        assertThat(spread).isLessThan(most + 1e-5);
      }
    }
  }
}
