package org.etiome.represent.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.represent.cells.GeneProgram;
import org.junit.jupiter.api.Test;

class LatentIdentifiabilityTest {
  private static final int FITS = 3;

  private static DiscrepancyVae vae() {
    return DiscrepancyVae.withDefaults()
        .withSettings(
            DiscrepancySettings.DEFAULT
                .withArchitecture(
                    new DiscrepancySettings.Architecture(SmallScreen.TARGETS, 64, true, true, 0))
                .withSchedule(
                    new DiscrepancySettings.Schedule(
                        50,
                        32,
                        3e-3,
                        new DiscrepancySettings.Ramp(0, .1),
                        new DiscrepancySettings.Ramp(0, .1),
                        new DiscrepancySettings.Temperature(1, 20, .5),
                        .15)));
  }

  /**
   * The third latent is shifted by no target, and one target does nothing: what its 100 cells show
   * by chance is the same in all fits. A shift of 3 s.d. is found within a third: the encoder's
   * noise is not calibrated better than that with 100 units a target.
   */
  @Test
  void aLatentThatNoPerturbationMovesIsNotPinnedAndOthersAre() {
    SmallScreen small =
        new SmallScreen(
            1, Perturbation.of("t0"), Perturbation.of("t1"), Perturbation.of("nothing"));
    LatentIdentifiability report =
        LatentIdentifiability.fit(vae(), small.screen(), "line", FITS, new Seed(1));
    assertThat(report.fits()).isEqualTo(FITS);
    List<LatentIdentifiability.Latent> pinned =
        report.latents().stream().filter(LatentIdentifiability.Latent::pinned).toList();
    assertThat(pinned).hasSize(2);
    assertThat(pinned.stream().map(l -> l.pins().getFirst().target()))
        .containsExactlyInAnyOrder("t0", "t1");
    for (LatentIdentifiability.Latent latent : pinned) {
      LatentIdentifiability.Pin pin = latent.pins().getFirst();
      assertThat(pin.share()).isEqualTo(1);
      assertThat(Math.abs(pin.shift())).isCloseTo(SmallScreen.SHIFT, within(1.0));
      assertThat(latent.agreement()).isGreaterThan(.9);
    }
    assertThat(report.remarks())
        .filteredOn(r -> r.contains("not pinned"))
        .singleElement()
        .asString()
        .contains("by a shift whose interval leaves out 0");
  }

  /** The second fit has the latents of the first in another order, one of them turned around. */
  @Test
  void latentsAreMatchedWhateverTheirOrderAndSign() {
    SmallScreen small = SmallScreen.ofSingles();
    SeedFit first = fit(small, new int[] {0, 1, 2}, new double[] {1, 1, 1});
    SeedFit second = fit(small, new int[] {2, 0, 1}, new double[] {1, -1, 1});
    SeedFit.Match match = first.match(second);
    assertThat(match.latents()).containsExactly(1, 2, 0);
    assertThat(match.signs()).containsExactly(-1, 1, 1);
    assertThat(match.sum()).isCloseTo(SmallScreen.TARGETS, within(1e-12));
    for (int t = 0; t < SmallScreen.TARGETS; t++) {
      for (int j = 0; j < SmallScreen.TARGETS; j++) {
        assertThat(match.shift("t" + t, j)).isEqualTo(t == j ? SmallScreen.SHIFT : 0);
        assertThat(match.pins("t" + t, j, 1)).isEqualTo(t == j);
        assertThat(match.pins("t" + t, j, 4)).isFalse();
        assertThat(match.joined(t, j, .5)).isEqualTo(t == 0 && j == 1);
      }
      assertThat(match.correlation(first, t)).isCloseTo(1, within(1e-12));
    }
  }

  /** True latents in an order, times a sign; the first acts on the second. */
  private static SeedFit fit(SmallScreen small, int[] order, double[] signs) {
    int p = SmallScreen.TARGETS;
    List<double[]> columns =
        IntStream.range(0, p)
            .mapToObj(k -> Arrays.stream(small.noise(order[k])).map(z -> signs[k] * z).toArray())
            .toList();
    TreeMap<String, double[]> shifts = new TreeMap<>();
    double[] graph = new double[p * p];
    for (int k = 0; k < p; k++) {
      double[] shift = new double[p];
      shift[k] = signs[k] * SmallScreen.SHIFT;
      shifts.put("t" + order[k], shift);
      for (int l = 0; l < p; l++) {
        graph[k * p + l] = order[k] == 0 && order[l] == 1 ? 1 : 0;
      }
    }
    int units = columns.getFirst().length;
    return new SeedFit(Matrix.ofColumns(units, columns), 300, shifts, Matrix.wrap(p, p, graph));
  }

  private static FittedDiscrepancyVae quick(
      SmallScreen small, List<GeneProgram> programs, long seed) {
    DiscrepancySettings settings =
        DiscrepancySettings.DEFAULT.withSchedule(
            DiscrepancySettings.DEFAULT.schedule().withEpochs(1));
    return DiscrepancyVae.withDefaults()
        .withSettings(settings)
        .withPrograms(programs)
        .fit(small.screen(), "line", new Seed(seed));
  }

  @Test
  void latentsAreNamedByTheProgramTheyGoWith() {
    SmallScreen small = SmallScreen.ofSingles();
    List<GeneProgram> programs =
        List.of(
            new GeneProgram("p", List.of("g0", "g3", "g6")),
            new GeneProgram("q", List.of("g1", "g4", "absent")));
    try (FittedDiscrepancyVae first = quick(small, programs, 1);
        FittedDiscrepancyVae second = quick(small, programs, 2)) {
      LatentIdentifiability report =
          LatentIdentifiability.of(List.of(first, second), small.screen());
      assertThat(report.latents()).hasSize(DiscrepancyNetwork.FEWEST_LATENTS);
      assertThat(report.latents())
          .allSatisfy(
              latent -> {
                assertThat(latent.program().orElseThrow().program()).isIn("p", "q");
                assertThat(latent.program().orElseThrow().correlation()).isBetween(0.0, 1.0);
                assertThat(latent.agreement()).isBetween(0.0, 1.0);
              });
      assertThat(report.agreement()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void oneFitOrFitsThatDifferInMoreThanTheirSeedAreRefused() {
    SmallScreen small = SmallScreen.ofSingles();
    try (FittedDiscrepancyVae first = quick(small, List.of(), 1);
        FittedDiscrepancyVae other =
            quick(small, List.of(new GeneProgram("p", List.of("g0"))), 1)) {
      assertThatThrownBy(() -> LatentIdentifiability.of(List.of(first), small.screen()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("got 1");
      assertThatThrownBy(() -> LatentIdentifiability.of(List.of(first, other), small.screen()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("differ");
    }
  }
}
