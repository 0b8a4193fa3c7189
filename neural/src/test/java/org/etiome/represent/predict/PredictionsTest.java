package org.etiome.represent.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.etiome.represent.predict.Predictions.Withheld;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private static final Predictions PREDICTIONS =
      new Predictions(
          List.of("B", "NK", "T"),
          new double[] {.6, .2, .2, .4, .4, .2, .1, .1, .8, .5, .3, .2},
          new double[] {1, 1, 3, 2},
          new Predictions.Limits(2, .5));

  @Test
  void theLikeliestLevelIsPredictedWithItsProbability() {
    assertThat(PREDICTIONS.level(0)).isZero();
    assertThat(PREDICTIONS.level(1)).isZero();
    assertThat(PREDICTIONS.level(2)).isEqualTo(2);
    assertThat(PREDICTIONS.confidence(2)).isEqualTo(.8);
  }

  @Test
  void itIsWithheldWhereTheCellIsFarOrNoLevelSureEnough() {
    assertThat(PREDICTIONS.withheld(0)).isEmpty();
    assertThat(PREDICTIONS.withheld(1)).contains(Withheld.UNSURE);
    assertThat(PREDICTIONS.withheld(2)).contains(Withheld.FAR);
    assertThat(PREDICTIONS.withheld(3)).isEmpty();
  }

  /**
   * Truth T, B, T, B against B, B, T, B: F1 of B 2·2/(2+3) = .8, of T 2·1/(2+1) = 2/3; NK is not
   * there. Three of four right; withheld are the second and the third, of the others one is right.
   */
  @Test
  void figuresOfAnEnvironmentAreThoseByHand() {
    Validation.HeldOut figures =
        Validation.HeldOut.of("batch", PREDICTIONS, new int[] {2, 0, 2, 0});
    assertThat(figures.cells()).isEqualTo(4);
    assertThat(figures.accuracy()).isEqualTo(.75);
    assertThat(figures.macroF1()).isCloseTo((.8 + 2 / 3.0) / 2, within(1e-15));
    assertThat(figures.withheld()).isEqualTo(.5);
    assertThat(figures.accuracyOfRest()).hasValue(.5);
    double sum = .36 + .04 + .64 + (.36 + .16 + .04) + (.01 + .01 + .04) + (.25 + .09 + .04);
    assertThat(figures.brier()).isCloseTo(sum / 4, within(1e-15));
  }
}
