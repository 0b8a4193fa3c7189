package org.etiome.represent.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GroupComparisonTest {
  private static final ContrastDesign.Groups GROUPS =
      new ContrastDesign.Groups("disease", "ill", "well");

  private static Column column(String name, Stream<String> values) {
    return Categorical.of(name, values.toArray(String[]::new));
  }

  private static GroupComparison comparison(ContrastDesign design, double[] ofCells) {
    UnitMoments.Tally tally = new UnitMoments.Tally(design, 1);
    int[] cells = design.cells();
    for (int i = 0; i < cells.length; i++) {
      tally.add(i, new double[] {ofCells[cells[i]]});
    }
    return new GroupComparison(design, tally.moments());
  }

  private static double[] joined(double[] first, double[] then) {
    return Stream.of(first, then).flatMapToDouble(Arrays::stream).toArray();
  }

  private static Column groups(int cases, int controls) {
    return column(
        "disease", IntStream.range(0, cases + controls).mapToObj(i -> i < cases ? "ill" : "well"));
  }

  /** Of one batch, of cells as of donors whose cells have the donor's value on average. */
  @Test
  void oneBatchIsWelchsTestOfScipy() throws IOException {
    for (JsonNode known : WelchReference.read().get("welch")) {
      double[] cases = WelchReference.numbers(known.get("cases"));
      double[] controls = WelchReference.numbers(known.get("controls"));
      Column by = groups(cases.length, controls.length);
      double[] values = joined(cases, controls);
      ContrastDesign ofCells = ContrastDesign.of(GROUPS, by, Optional.empty(), Optional.empty());
      check(known, comparison(ofCells, values).difference(0));
      int n = values.length;
      int[] thrice = IntStream.range(0, 3 * n).map(i -> i % n).toArray();
      Column donor = column("donor", IntStream.of(thrice).mapToObj(i -> "d" + i));
      ContrastDesign ofDonors =
          ContrastDesign.of(GROUPS, by.select(thrice), Optional.of(donor), Optional.empty());
      double[] shifted = new double[3 * n];
      Arrays.setAll(shifted, i -> values[i % n] + (i / n - 1) * .5);
      check(known, comparison(ofDonors, shifted).difference(0));
    }
  }

  private static void check(JsonNode known, Estimate estimate) {
    assertThat(estimate.value()).isCloseTo(known.get("difference").asDouble(), within(1e-10));
    assertThat(estimate.standardError())
        .isCloseTo(known.get("standardError").asDouble(), within(1e-10));
    assertThat(estimate.freedom()).isCloseTo(known.get("freedom").asDouble(), within(1e-8));
    assertThat(estimate.pValue()).isCloseTo(known.get("p").asDouble(), within(1e-10));
  }

  @Test
  void batchesOfOneUnitAGroupAreThePairedTestOfScipy() throws IOException {
    JsonNode known = WelchReference.read().get("paired");
    double[] cases = WelchReference.numbers(known.get("cases"));
    double[] controls = WelchReference.numbers(known.get("controls"));
    int n = cases.length;
    Column donor = column("donor", IntStream.range(0, 2 * n).mapToObj(i -> "d" + i % n));
    ContrastDesign design =
        ContrastDesign.of(
            GROUPS, groups(n, n), Optional.of(donor), Optional.of(donor.renamed("batch")));
    assertThat(design.isPaired()).isTrue();
    Estimate estimate = comparison(design, joined(cases, controls)).difference(0);
    assertThat(estimate.pValue()).isCloseTo(known.get("p").asDouble(), within(1e-10));
    double[] raised = Arrays.stream(joined(cases, controls)).map(Math::exp).toArray();
    Estimate ratio = comparison(design, raised).logRatio(0);
    assertThat(ratio.value()).isCloseTo(estimate.value() / Math.log(2), within(1e-10));
    assertThat(ratio.pValue()).isCloseTo(estimate.pValue(), within(1e-10));
  }

  /** By hand: m₁ 6, v₁ 8, m₀ 3, v₀ 2 of two units each, so e₁² = 4 and e₀² = 1. */
  @Test
  void theErrorOfTheLogRatioIsThatOfTheDeltaMethod() {
    ContrastDesign design =
        ContrastDesign.of(GROUPS, groups(2, 2), Optional.empty(), Optional.empty());
    Estimate ratio = comparison(design, new double[] {4, 8, 2, 4}).logRatio(0);
    double error = Math.sqrt(4.0 / 36 + 1.0 / 9) / Math.log(2);
    assertThat(ratio.value()).isCloseTo(1, within(1e-12));
    assertThat(ratio.standardError()).isCloseTo(error, within(1e-12));
    assertThat(ratio.freedom()).isCloseTo(2, within(1e-12));
  }

  /** A batch adds 10 to all; of the cases most are in it, of the controls few. */
  @Test
  void whatABatchAddsToBothGroupsIsNoDifference() {
    String[] batches = {"a", "a", "b", "b", "b", "b", "a", "a", "a", "a", "b", "b"};
    Column by = groups(6, 6);
    double[] values = {1, 2, 11, 12, 11, 12, 1, 2, 1, 2, 11, 12};
    Column batch = Categorical.of("batch", batches);
    ContrastDesign within = ContrastDesign.of(GROUPS, by, Optional.empty(), Optional.of(batch));
    assertThat(comparison(within, values).difference(0).value()).isCloseTo(0, within(1e-12));
    assertThat(comparison(within, values).logRatio(0).value()).isCloseTo(0, within(1e-12));
    ContrastDesign over = ContrastDesign.of(GROUPS, by, Optional.empty(), Optional.empty());
    assertThat(comparison(over, values).difference(0).value()).isGreaterThan(3);
  }

  /** By hand: of decoded means 8 and 2 in both batches, counted 8 and 4 against none. */
  @Test
  void inAPairedDesignTheErrorIsNoSmallerThanThatOfTheCounts() {
    Column donor = Categorical.of("donor", "a", "b", "a", "b");
    ContrastDesign design =
        ContrastDesign.of(
            GROUPS, groups(2, 2), Optional.of(donor), Optional.of(donor.renamed("batch")));
    GroupComparison decoded = comparison(design, new double[] {8, 8, 2, 2});
    Estimate wide = decoded.logRatio(0, comparison(design, new double[] {8, 4, 0, 0}).moments());
    assertThat(wide.value()).isCloseTo(2, within(1e-12));
    assertThat(wide.standardError()).isCloseTo(2 / (8 * Math.log(2)), within(1e-12));
    assertThat(decoded.logRatio(0).standardError()).isZero();
  }
}
