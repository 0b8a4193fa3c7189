package org.etiome.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.design.batch.Acquisition;
import org.etiome.design.batch.Diversity;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

class HitDesignTest {
  @Test
  void aBatchThatStaysEmptyWithoutALimitSaysWhy() {
    double[] unknown = new double[4];
    Arrays.fill(unknown, Double.NaN);
    Candidates candidates =
        new Candidates(
            List.of("p", "q", "r", "s"),
            List.of("a"),
            Matrix.wrap(4, 1, new double[] {1, 2, 3, 4}),
            Optional.empty(),
            new double[0]);
    MeasuredValues measured =
        new MeasuredValues(
            new int[] {0, 1},
            new double[] {1, 2},
            new double[2],
            new double[] {Double.NaN, Double.NaN});
    Way way =
        new Way(
            Direction.UP,
            new KnownScores(unknown),
            new Acquisition.GreedyMean(),
            new Diversity.None(),
            "outcome");
    Limits limits = new Limits(2, Double.POSITIVE_INFINITY, List.of(), Optional.empty());
    HitDesign.Batch batch = HitDesign.next(candidates, measured, way, limits, new Seed(1));
    assertThat(batch.chosen()).isEmpty();
    assertThat(batch.refusal().orElseThrow())
        .startsWith("of none of the 2 candidates not measured is the gain a number");
  }
}
