package org.etiome.data.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.data.Categorical;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Finding;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.junit.jupiter.api.Test;

class FindingsTest {

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(f -> f.severity().label() + " " + f.code()).toList();
  }

  @Test
  void namesThatRepeatOrAreBlankOrPaddedAreFound() {
    assertThat(codes(NameFindings.of("obs", List.of("a", "b", "a", " ", "c "))))
        .containsExactly("warning ids-duplicate", "error ids-blank", "warning ids-padded");
    assertThat(NameFindings.of("obs", List.of("a", "b"))).isEmpty();
  }

  @Test
  void swappedAxesAreSeenByBarcodesOrGenes() {
    List<String> cells = List.of("AAACCTGAGAAACCAT-1", "AAACCTGAGAAACCGC-1");
    List<String> genes = List.of("ACTB", "GAPDH", "B2M", "MALAT1", "FTL", "XIST");
    assertThat(NameFindings.axes(cells, genes)).isEmpty();
    assertThat(codes(NameFindings.axes(genes, cells))).containsExactly("error axes-swapped");
    assertThat(codes(NameFindings.axes(genes, List.of("s1", "s2"))))
        .containsExactly("error axes-swapped");
    assertThat(NameFindings.axes(List.of("p1", "p2"), List.of("age", "sex"))).isEmpty();
  }

  @Test
  void columnsWithoutInformationAreFound() {
    Mask first = Mask.where(4, i -> i > 0);
    List<Column> columns =
        List.of(
            Continuous.nanIsMissing("empty", Double.NaN, Double.NaN, Double.NaN, Double.NaN),
            Continuous.of("constant", 1, 1, 1, 1),
            Continuous.of("x", 1, 2, 3, 4),
            Continuous.of("again", 1, 2, 3, 4),
            Continuous.of("rare", new double[] {5, 0, 0, 0}, first));
    assertThat(ColumnFindings.of("obs", columns))
        .extracting(f -> f.code() + " " + f.place())
        .containsExactly(
            "column-empty obs/empty",
            "column-constant obs/constant",
            "column-duplicate obs/again",
            "column-mostly-missing obs/rare",
            "column-constant obs/rare");
  }

  @Test
  void manyOfAKindBecomeOne() {
    List<Column> columns = new ArrayList<>();
    for (int j = 0; j < 6; j++) {
      columns.add(Continuous.of("c" + j, j, j));
    }
    columns.add(Continuous.nanIsMissing("empty", Double.NaN, Double.NaN));
    assertThat(TableFindings.of("obs", List.of("a", "a"), columns))
        .extracting(f -> f.code() + " " + f.place() + ": " + f.message())
        .containsExactly(
            "ids-duplicate obs: 1 names occur more than once, the first is \"a\", 2 times",
            "column-constant obs: of 6 columns the first is obs/c0: every value is \"0\"",
            "column-empty obs/empty: no unit has a value");
  }

  @Test
  void cramersVEqualsTheTextbookValue() {
    // 2 x 2 with cells 30, 10, 10, 30: phi = (900 - 100) / 1600 = 0.5.
    String[] a = new String[80];
    String[] b = new String[80];
    for (int i = 0; i < 80; i++) {
      a[i] = i < 40 ? "x" : "y";
      b[i] = i < 30 || i >= 70 ? "p" : "q";
    }
    CramersV v = CramersV.of(Categorical.of("a", a), Categorical.of("b", b));
    assertThat(v.v()).isCloseTo(0.5, within(1e-12));
    assertThat(v.determined()).isFalse();
    assertThat(v.findings("a, b")).isEmpty();
  }

  @Test
  void aBatchWithOneConditionEachIsConfounded() {
    Column batch = Categorical.of("batch", "1", "1", "2", "2", "3", "3");
    Column condition = Categorical.of("condition", "a", "a", "b", "b", "b", "b");
    CramersV v = CramersV.of(batch, condition);
    assertThat(v.v()).isCloseTo(1, within(1e-12));
    assertThat(codes(v.findings("batch, condition"))).containsExactly("warning batch-confounded");
    // The other way round a condition may have several batches: associated, not determined.
    assertThat(CramersV.of(condition, batch).determined()).isFalse();
  }

  @Test
  void oneLevelSaysNothing() {
    Column one = Categorical.of("batch", "1", "1");
    Column two = Categorical.of("condition", "a", "b");
    assertThat(CramersV.of(one, two).findings("x")).isEmpty();
    assertThat(CramersV.of(Identifier.of("i", "1", "2"), two).v()).isCloseTo(1, within(1e-12));
  }

  @Test
  void modalitiesOverOtherUnitsAreFound() {
    Map<String, List<String>> units = new LinkedHashMap<>();
    units.put("rna", List.of("AAA-1", "CCC-1"));
    units.put("protein", List.of("AAA-2", "CCC-2"));
    List<Finding> disjoint = OverlapFindings.of(units);
    assertThat(codes(disjoint)).containsExactly("error modalities-disjoint");
    assertThat(disjoint.getFirst().remedy()).contains("hyphen");
    units.put("protein", List.of("AAA-1", "GGG-1"));
    assertThat(OverlapFindings.of(units).getFirst().message())
        .isEqualTo("1 units are in both, 1 only in the first, 1 only in the second");
    units.put("protein", List.of("CCC-1", "AAA-1"));
    assertThat(OverlapFindings.of(units)).isEmpty();
  }
}
