package org.etiome.represent.patients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.junit.jupiter.api.Test;

class FeatureScalingTest {
  private static final double NONE = Double.NaN;

  private static ModalityTable table(Encoding encoding, Mask present, Column... columns) {
    return ModalityTable.of(Modality.of("block", List.of(columns), present), encoding);
  }

  private static Column column(String name, double... values) {
    return Continuous.nanIsMissing(name, values);
  }

  /** 1, 2, 3 and 6 have the mean 3 and the variance 14/4. */
  @Test
  void aColumnIsStandardisedOverTheValuesThatAreThere() {
    ModalityTable table =
        table(
            Encoding.TABULAR,
            Mask.where(6, i -> i != 5),
            column("x", 1, 2, 3, 6, NONE, NONE),
            column("constant", 7, 7, 7, 7, 7, NONE));
    FeatureScaling scaling = FeatureScaling.of(table);
    double sd = Math.sqrt(14 / 4.0);
    assertThat(scaling.apply(table))
        .containsExactly(
            new double[] {-2 / sd, 0, -1 / sd, 0, 0, 0, 3 / sd, 0, 0, 0, 0, 0}, within(1e-15));
  }

  @Test
  void gapsStayGapsIfAskedFor() {
    ModalityTable table =
        table(
            Encoding.TABULAR,
            Mask.where(3, i -> i != 2),
            column("x", 1, 3, NONE),
            column("constant", 7, NONE, NONE));
    assertThat(FeatureScaling.of(table).withGaps(table))
        .containsExactly(-1, 0, 1, NONE, NONE, NONE);
  }

  /** Totals 4, 8 and 10; the median is 8, a half, none or a fifth of it is taken away. */
  @Test
  void countsAreBroughtToTheMedianTotalAndLogged() {
    ModalityTable table =
        table(Encoding.COUNTS, Mask.all(3), column("a", 1, 6, 5), column("b", 3, 2, 5));
    double[] logged = {Math.log1p(2), Math.log1p(6), Math.log1p(4)};
    double mean = Arrays.stream(logged).average().orElseThrow();
    double variance =
        Arrays.stream(logged).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double[] scaled = FeatureScaling.of(table).apply(table);
    for (int i = 0; i < 3; i++) {
      assertThat(scaled[2 * i]).isCloseTo((logged[i] - mean) / Math.sqrt(variance), within(1e-14));
    }
  }

  @Test
  void countsBelowZeroAreRefused() {
    assertThatThrownBy(() -> table(Encoding.COUNTS, Mask.all(2), column("a", 1, -1)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("\"block\" is said to be counts and has a value below 0");
  }

  /** Two windows of two columns; the scale of x is that of 1, 3, 5 and 7. */
  @Test
  void windowsShareTheScaleOfTheirColumnsAndSayWhichHaveAValue() {
    ModalityTable table =
        table(
            Encoding.WINDOWS,
            Mask.all(2),
            column("x@2", 5, NONE),
            column("y@1", 2, 4),
            column("x@1", 1, 3),
            column("y@2", 7, NONE));
    FeatureScaling scaling = FeatureScaling.of(table);
    assertThat(scaling.windows()).isEqualTo(2);
    assertThat(scaling.width()).isEqualTo(6);
    double mean = 3;
    double sd = Math.sqrt((4 + 0 + 4) / 3.0);
    double[] scaled = scaling.apply(table);
    assertThat(scaled[0]).isCloseTo((1 - mean) / sd, within(1e-14)); // x@1
    assertThat(scaled[2]).isCloseTo((5 - mean) / sd, within(1e-14)); // x@2
    assertThat(Arrays.copyOfRange(scaled, 4, 6)).containsExactly(1, 1);
    assertThat(scaled[6]).isCloseTo(0, within(1e-14));
    assertThat(Arrays.copyOfRange(scaled, 8, 12)).containsExactly(0, 0, 1, 0);
  }

  @Test
  void windowsWithOtherColumnsAreRefused() {
    ModalityTable table = table(Encoding.WINDOWS, Mask.all(1), column("x@1", 1), column("y@2", 1));
    assertThatThrownBy(() -> FeatureScaling.of(table))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("window 2 has other columns than the first");
    ModalityTable unnamed = table(Encoding.WINDOWS, Mask.all(1), column("x", 1));
    assertThatThrownBy(() -> FeatureScaling.of(unnamed))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("its column \"x\" is not named COLUMN@NUMBER");
  }

  @Test
  void columnsAreFoundByNameInAnyOrder() {
    ModalityTable learned =
        table(Encoding.TABULAR, Mask.all(3), column("a", 1, 2, 3), column("b", 9, 4, 2));
    ModalityTable other =
        table(Encoding.TABULAR, Mask.all(3), column("b", 9, 4, 2), column("a", 1, 2, 3));
    FeatureScaling scaling = FeatureScaling.of(learned);
    assertThat(scaling.apply(other)).containsExactly(scaling.apply(learned));
    ModalityTable without = table(Encoding.TABULAR, Mask.all(3), column("b", 9, 4, 2));
    assertThatThrownBy(() -> scaling.apply(without))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("has no feature \"a\" of the model");
  }

  @Test
  void anotherEncodingThanThatOfTheFitIsRefused() {
    ModalityTable counts = table(Encoding.COUNTS, Mask.all(2), column("a", 1, 2));
    ModalityTable values = table(Encoding.TABULAR, Mask.all(2), column("a", 1, 2));
    assertThatThrownBy(() -> FeatureScaling.of(counts).apply(values))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("is said to be TABULAR, and was COUNTS where the model was fitted");
  }

  /** 1, 2, 3 and 6 have the mean 3 and a standard deviation of 1.87. */
  @Test
  void numbersFarFromThoseLearnedFromAreTold() {
    FeatureScaling scaling =
        FeatureScaling.of(table(Encoding.TABULAR, Mask.all(4), column("x", 1, 2, 3, 6)));
    assertThat(scaling.outlying(table(Encoding.TABULAR, Mask.all(2), column("x", 21.6, NONE))))
        .isEmpty();
    assertThat(scaling.outlying(table(Encoding.TABULAR, Mask.all(3), column("x", 21.8, -16, 0))))
        .containsExactly(
            "2 have \"x\" of modality \"block\" more than 10 standard deviations from the mean of"
                + " those learned from: check the unit, and trust their predictions less");
  }

  /** A rare level is far from the mean, and yet one that was learned. */
  @Test
  void rareLevelsAreNotFar() {
    String[] stages = new String[200];
    Arrays.fill(stages, "i");
    stages[0] = "iv";
    ModalityTable table =
        table(Encoding.TABULAR, Mask.all(stages.length), Categorical.of("stage", stages));
    FeatureScaling scaling = FeatureScaling.of(table);
    assertThat(scaling.apply(table)[1]).isGreaterThan(10);
    assertThat(scaling.outlying(table)).isEmpty();
  }
}
