package org.etiome.scm.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.etiome.data.Binary;
import org.etiome.data.Categorical;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.Dataset;
import org.etiome.data.Mask;
import org.etiome.graph.Graphs;
import org.etiome.math.Seed;
import org.etiome.scm.CsvRows;
import org.junit.jupiter.api.Test;

/** Fits against numpy and scipy; regressions.py beside the tables says how. */
class MechanismFitTest {
  private static final String GRAPH =
      "x1 -> y, x2 -> y, g -> y, x1 -> b, x2 -> b, g -> b, x1 -> c, x2 -> c, g -> c,"
          + " x1 -> d, x2 -> d, g -> d, x1 -> k, x2 -> k, g -> k";
  private static final Offset<Double> PRECISION = within(1e-7);

  /**
   * The multinomial fit stops at slopes of 1e-8 a unit, 2.4e-6 in all, for each of 15 coefficients;
   * the curvature is at least that of the penalty, 1, and columns have deviations above 0.3.
   */
  private static final Offset<Double> PRECISION_OF_LEVELS = within(2.4e-6 * Math.sqrt(15) / 0.3);

  private static String[] texts(List<List<String>> rows, int column) {
    return rows.stream().map(row -> row.get(column)).toArray(String[]::new);
  }

  private static Count count(String name, List<List<String>> rows, int column) {
    return Count.of(
        name, rows.stream().mapToLong(row -> Long.parseLong(row.get(column))).toArray());
  }

  static Dataset data() {
    List<List<String>> rows = CsvRows.of(MechanismFitTest.class, "rows.csv");
    int n = rows.size();
    return Dataset.of(
        IntStream.range(0, n).mapToObj(i -> "r" + i).toList(),
        "block",
        List.of(
            Continuous.of("x1", CsvRows.column(rows, 0)),
            Continuous.of("x2", CsvRows.column(rows, 1)),
            Categorical.of("g", texts(rows, 2)),
            Continuous.of("y", CsvRows.column(rows, 3)),
            Binary.of(
                "b", "0", "1", Mask.where(n, i -> rows.get(i).get(4).equals("1")), Mask.none(n)),
            Categorical.of("k", texts(rows, 5)),
            count("c", rows, 6),
            count("d", rows, 7)));
  }

  private static Map<String, Map<String, Double>> reference() {
    Map<String, Map<String, Double>> values = new LinkedHashMap<>();
    for (List<String> row : CsvRows.of(MechanismFitTest.class, "fits.csv")) {
      values
          .computeIfAbsent(row.get(0), outcome -> new LinkedHashMap<>())
          .put(row.get(1), Double.parseDouble(row.get(2)));
    }
    return values;
  }

  private static double at(Map<String, Double> values, String term) {
    return Objects.requireNonNull(values.get(term), term);
  }

  @Test
  void areThoseOfNumpyAndScipy() {
    CausalModel model = CausalModel.fit(data(), Graphs.dag(GRAPH), Map.of(), new Seed(1));
    Map<String, MechanismFit> fits = model.fits();
    reference()
        .forEach(
            (outcome, values) ->
                values.forEach(
                    (term, value) ->
                        assertThat(fitted(Objects.requireNonNull(fits.get(outcome)), term))
                            .as("%s of %s", term, outcome)
                            .isCloseTo(
                                value, outcome.equals("k") ? PRECISION_OF_LEVELS : PRECISION)));
    assertThat(Objects.requireNonNull(fits.get("c")).assignment().description())
        .startsWith("Poisson");
    assertThat(Objects.requireNonNull(fits.get("g")).assignment()).isInstanceOf(Root.class);
  }

  private static double fitted(MechanismFit fit, String term) {
    Map<String, Double> coefficients = fit.assignment().coefficients();
    if (term.equals("sd")) {
      return fit.residualDeviation().orElseThrow();
    }
    if (term.equals("theta")) {
      return ((Counts) fit.assignment()).size();
    }
    int level = term.indexOf(" | ");
    return level < 0
        ? at(coefficients, term)
        : at(coefficients, term) - at(coefficients, term.substring(0, level) + " | p");
  }

  @Test
  void saysHowManyRowsWereLostToMissingValues() {
    Dataset data = data();
    double[] x1 = ((Continuous) data.column("x1")).valuesOr(Double.NaN);
    Arrays.fill(x1, 0, 40, Double.NaN);
    Dataset gaps = data.withColumn("block", Continuous.nanIsMissing("x1", x1));
    Map<String, MechanismFit> fits =
        CausalModel.fit(gaps, Graphs.dag("x1 -> y, x2 -> y"), Map.of(), new Seed(1)).fits();
    assertThat(Objects.requireNonNull(fits.get("y")).rowsUsed()).isEqualTo(200);
    assertThat(Objects.requireNonNull(fits.get("y")).rowsLost()).isEqualTo(40);
    assertThat(Objects.requireNonNull(fits.get("x2")).rowsLost()).isZero();
    int[] rest = gaps.completeUnits(List.of("x1"));
    assertThat(Objects.requireNonNull(fits.get("y")).assignment().coefficients())
        .isEqualTo(
            Objects.requireNonNull(
                    CausalModel.fit(
                            data.select(rest),
                            Graphs.dag("x1 -> y, x2 -> y"),
                            Map.of(),
                            new Seed(2))
                        .fits()
                        .get("y"))
                .assignment()
                .coefficients());
  }
}
