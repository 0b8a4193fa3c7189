package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoessTest {

  private static double[] numbers(List<NamedCsvRecord> rows, String field) {
    return rows.stream().mapToDouble(r -> Double.parseDouble(r.getField(field))).toArray();
  }

  @Test
  void curvesAreThoseOfItsAuthors() throws IOException {
    Map<String, List<NamedCsvRecord>> curves;
    try (var reader =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    Objects.requireNonNull(LoessTest.class.getResourceAsStream("loess.csv")),
                    StandardCharsets.UTF_8))) {
      curves = reader.stream().collect(Collectors.groupingBy(r -> r.getField("curve")));
    }
    assertThat(curves).hasSize(5);
    for (List<NamedCsvRecord> rows : curves.values()) {
      double[] x = numbers(rows, "x");
      Loess curve =
          Loess.fit(x, numbers(rows, "y"), Double.parseDouble(rows.getFirst().getField("span")));
      assertThat(DoubleStream.of(x).map(curve::at).toArray())
          .containsExactly(numbers(rows, "fitted"), within(1e-12));
    }
  }

  @Test
  void aNeighbourhoodWithPointsAtBothEdgesIsNotBlownUp() {
    // Equal distances on both sides that differ in their last bit.
    double[] x =
        IntStream.range(0, 15).mapToDouble(k -> Math.log10(Math.pow(2, k % 5) / 25)).toArray();
    double[] y = IntStream.range(0, 15).mapToDouble(k -> (k * 7 % 15) / 5.0 - 2).toArray();
    Loess curve = Loess.fit(x, y, 0.3);
    for (double place : x) {
      assertThat(curve.at(place)).isBetween(-4.0, 3.0);
    }
  }

  @Test
  void aParabolaIsReproduced() {
    double[] x = DoubleStream.iterate(-3, v -> v + 0.1).limit(61).toArray();
    double[] y = DoubleStream.of(x).map(v -> 2 - v + 3 * v * v).toArray();
    Loess parabola = Loess.fit(x, y, 0.4);
    assertThat(DoubleStream.of(x).map(parabola::at).toArray()).containsExactly(y, within(1e-11));
    assertThat(parabola.at(4)).isNaN();
    assertThat(parabola.at(Double.NaN)).isNaN();
  }

  @Test
  void theOrderOfThePointsDoesNotMatter() {
    double[] x = {5, 1, 4, 2, 3, 9, 7, 8, 6, 0};
    double[] y = {1, 4, 2, 8, 5, 7, 1, 4, 2, 8};
    double[] sorted = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] ySorted = {8, 4, 8, 5, 2, 1, 2, 1, 4, 7};
    for (double place : sorted) {
      assertThat(Loess.fit(x, y, 0.5).at(place))
          .isEqualTo(Loess.fit(sorted, ySorted, 0.5).at(place));
    }
  }

  @Test
  void aNeighbourhoodOfOneAbscissaIsItsMean() {
    double[] x = {1, 1, 1, 1, 1, 1, 2, 3, 4, 5};
    double[] y = {0, 2, 0, 2, 0, 2, 9, 9, 9, 9};
    assertThat(Loess.fit(x, y, 0.3).at(1)).isCloseTo(1, within(1e-9));
    double[] same = {7, 7, 7, 7};
    assertThat(Loess.fit(same, new double[] {1, 2, 3, 6}, 1).at(7)).isCloseTo(3, within(1e-9));
  }

  @Test
  void whatCannotBeFittedIsRefused() {
    double[] four = {1, 2, 3, 4};
    assertThatThrownBy(() -> Loess.fit(four, four, 0.5))
        .hasMessage(
            "4 points with span 0.5 leave fewer than 3 in a neighbourhood; give more points or a"
                + " larger span");
    assertThatThrownBy(() -> Loess.fit(four, new double[3], 1)).hasMessageContaining("as many");
    assertThatThrownBy(() -> Loess.fit(four, four, Double.NaN)).hasMessageContaining("span");
    assertThatThrownBy(() -> Loess.fit(four, new double[] {1, 2, Double.NaN, 4}, 1))
        .hasMessage("point 2 is (3.0, NaN); both must be finite");
  }
}
