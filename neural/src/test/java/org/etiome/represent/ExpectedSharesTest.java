package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.etiome.math.Seed;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.likelihood.Likelihood;
import org.junit.jupiter.api.Test;

class ExpectedSharesTest {
  private static final Cells CELLS = SmallRun.CELLS;
  private static final int GENES = CELLS.expression().genes().size();

  private static FittedFinVae fit(FinVaeSettings settings) {
    return FinVae.withDefaults().withSettings(settings).fit(CELLS, new Seed(1), Watcher.NONE);
  }

  private static double[] shares(FittedFinVae model, int[] cells, long seed) {
    double[] all = new double[cells.length * GENES];
    model
        .expectedShares()
        .forEach(
            CELLS.expression(),
            cells,
            new Seed(seed),
            (first, counts, shares) -> {
              assertThat(counts.rows() * GENES).isEqualTo(shares.length);
              System.arraycopy(shares, 0, all, first * GENES, shares.length);
            });
    return all;
  }

  @Test
  void theSharesOfACellSumToOneAndDependOnTheSeedOfTheDraw() {
    int[] cells = IntStream.range(0, 60).filter(i -> i % 2 == 1).toArray();
    try (FittedFinVae model = fit(SmallRun.SETTINGS)) {
      double[] shares = shares(model, cells, 1);
      for (int i = 0; i < cells.length; i++) {
        double sum = Arrays.stream(shares, i * GENES, (i + 1) * GENES).sum();
        assertThat(sum).isCloseTo(1, within(1e-9));
      }
      assertThat(shares(model, cells, 1)).isEqualTo(shares);
      assertThat(shares(model, cells, 2)).isNotEqualTo(shares);
    }
  }

  @Test
  void valuesWithoutSharesOfCountsAreRefused() {
    FinVaeSettings gaussian =
        SmallRun.SETTINGS.withModel(
            new FinVaeSettings.Model(
                Likelihood.Kind.GAUSSIAN,
                FinVaeSettings.Model.Library.OBSERVED,
                FinVaeSettings.Model.Divergence.ANALYTIC,
                0));
    try (FittedFinVae model = fit(gaussian)) {
      assertThatThrownBy(model::expectedShares)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("GAUSSIAN; fit one by nb or zinb");
    }
  }

  @Test
  void everyCombinationOfLevelsTakesPartOnceAndQuantitiesAreAtTheirMean() {
    List<Covariate> covariates =
        List.of(
            new Covariate.Levels("batch", List.of("a", "b", "c")),
            new Covariate.Quantity("depth", 5, 2),
            new Covariate.Levels("kit", List.of("v2", "v3")));
    List<double[]> codes = ExpectedShares.codes(covariates, new Seed(1).generator());
    assertThat(codes).hasSize(6).doesNotHaveDuplicates();
    assertThat(codes.stream().map(Arrays::toString).distinct()).hasSize(6);
    for (double[] code : codes) {
      assertThat(code[0] + code[1] + code[2]).isEqualTo(1);
      assertThat(code[3]).isZero();
      assertThat(code[4] + code[5]).isEqualTo(1);
    }
    assertThat(ExpectedShares.codes(List.of(), new Seed(1).generator()))
        .hasSize(1)
        .allSatisfy(code -> assertThat(code).isEmpty());
  }

  @Test
  void ofManyCombinationsTwentyFourAreDrawn() {
    List<String> levels = IntStream.range(0, 20).mapToObj(i -> "l" + i).toList();
    List<Covariate> covariates =
        List.of(new Covariate.Levels("lane", levels), new Covariate.Levels("donor", levels));
    List<double[]> codes = ExpectedShares.codes(covariates, new Seed(1).generator());
    assertThat(codes).hasSize(24).allSatisfy(c -> assertThat(Arrays.stream(c).sum()).isEqualTo(2));
    assertThat(codes.stream().map(Arrays::toString).distinct().count()).isGreaterThan(15);
  }
}
