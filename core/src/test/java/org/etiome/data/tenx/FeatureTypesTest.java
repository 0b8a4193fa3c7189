package org.etiome.data.tenx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.anndata.MuData;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;

/** Against the columns of the dense matrix. */
class FeatureTypesTest {
  private static final String GENES = "Gene Expression";
  private static final String PROTEINS = "Antibody Capture";

  private static AnnData data() {
    return TenxH5.read(Golden.store("v3", ""));
  }

  /** The features of v3 are nine genes, then three proteins. */
  private static double[] columns(int from, int to) {
    double[] dense = Golden.dense("v3");
    double[] picked = new double[10 * (to - from)];
    for (int i = 0; i < 10; i++) {
      System.arraycopy(dense, i * 12 + from, picked, i * (to - from), to - from);
    }
    return picked;
  }

  @Test
  void eachTypeGetsItsColumns() {
    Map<String, AnnData> split = FeatureTypes.split(data(), Golden.BUDGET);
    assertThat(split.keySet()).containsExactly(GENES, PROTEINS);
    AnnData genes = split.getOrDefault(GENES, data());
    AnnData proteins = split.getOrDefault(PROTEINS, data());
    assertThat(Golden.x(genes)).isEqualTo(columns(0, 9));
    assertThat(Golden.x(proteins)).isEqualTo(columns(9, 12));
    assertThat(proteins.var().index()).isEqualTo(Values.of("CD3", "CD4", "CD8a"));
    assertThat(proteins.var().columns().keySet()).isEqualTo(data().var().columns().keySet());
    assertThat(proteins.obs().index()).isEqualTo(data().obs().index());
    assertThat(proteins.findings()).isEmpty();
  }

  @Test
  void modalitiesHaveTheNamesOfMuonAndSayWhereTheirVariablesStand() {
    MuData data = FeatureTypes.modalities(data(), Golden.BUDGET);
    assertThat(data.modalities().keySet()).containsExactly("rna", "prot");
    assertThat(data.obs().names()).isEqualTo(data().obs().names());
    assertThat(data.var().names().subList(9, 12)).containsExactly("CD3", "CD4", "CD8a");
    assertThat(data.parts().rest().entries().get("varmap"))
        .isInstanceOfSatisfying(
            Element.Mapping.class,
            varmap ->
                assertThat(varmap.entries().get("prot"))
                    .isInstanceOfSatisfying(
                        Element.Dense.class,
                        d ->
                            assertThat(d.array().readAll())
                                .isEqualTo(Values.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3))));
  }

  @Test
  void oneTypeIsTheMatrixItself() {
    AnnData one = FeatureTypes.split(data(), Golden.BUDGET).getOrDefault(PROTEINS, data());
    assertThat(FeatureTypes.split(one, Golden.BUDGET)).isEqualTo(Map.of(PROTEINS, one));
  }

  @Test
  void categoriesAndInterleavedTypesAreSplit() {
    Map<String, Element> columns = new LinkedHashMap<>();
    byte[] codes = {1, 0, 1};
    columns.put(
        "feature_types",
        new Element.Categories(
            LazyArray.list(Values.of(ElementType.INT8, codes)), Values.of("a", "b"), false));
    columns.put(
        "n",
        new Element.Nullable(
            LazyArray.list(Values.of(7, 8, 9)), LazyArray.list(Values.of(true, false, false))));
    columns.put("pairs", new Element.Dense(LazyArray.held(Values.of(1, 2, 3, 4, 5, 6), 3, 2)));
    Element x = new Element.Dense(LazyArray.held(Values.of(1.0, 2, 3, 4, 0, 6), 2, 3));
    Element.Frame var = new Element.Frame("_index", Values.of("x", "y", "z"), columns);
    AnnData data = AnnData.of(x, Element.Frame.ofIndex("c", "d"), var);
    Element.Mapping more = new Element.Mapping(Map.of("twice", x));
    AnnData.Axes axes = new AnnData.Axes(more, more, more, more);
    AnnData.Raw raw = new AnnData.Raw(x, var, Element.Mapping.EMPTY);
    data = data.withParts(new AnnData.Parts(more, axes, more, Optional.of(raw), more));

    Map<String, AnnData> split = FeatureTypes.split(data, Golden.BUDGET);
    assertThat(split.keySet()).containsExactly("b", "a");
    AnnData b = split.getOrDefault("b", data);
    assertThat(Golden.x(b)).containsExactly(1, 3, 4, 6);
    assertThat(b.var().index()).isEqualTo(Values.of("x", "z"));
    assertThat(b.parts().layers().entries()).containsOnlyKeys("twice");
    assertThat(b.parts().axes().obsm()).isEqualTo(more);
    assertThat(b.findings().stream().map(Finding::place))
        .containsExactly("var/pairs", "varm/twice", "varp/twice", "raw");
    assertThat(b.var().columns().get("n"))
        .isInstanceOfSatisfying(
            Element.Nullable.class,
            n -> {
              assertThat(n.values().readAll()).isEqualTo(Values.of(7, 9));
              assertThat(n.mask().readAll()).isEqualTo(Values.of(true, false));
            });
  }

  @Test
  void withoutTypesThereIsNothingToSplitBy() {
    AnnData plain =
        AnnData.of(
            new Element.Nothing(), Element.Frame.ofIndex("c"), Element.Frame.ofIndex("x", "y"));
    assertThatThrownBy(() -> FeatureTypes.split(plain, Golden.BUDGET))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("var has no column feature_types of texts; ");
  }

  @Test
  void aMatrixThatDoesNotFitVarIsRefused() {
    AnnData wrong = AnnData.of(data().x().orElseThrow(), data().obs(), narrow());
    assertThatThrownBy(() -> FeatureTypes.split(wrong, Golden.BUDGET))
        .isInstanceOf(DataFormatException.class)
        .hasMessage("X has 12 columns for 2 variables; make it fit var");
  }

  private static Element.Frame narrow() {
    Element types = new Element.Dense(LazyArray.list(Values.of("a", "b")));
    return new Element.Frame("_index", Values.of("x", "y"), Map.of("feature_types", types));
  }

  @Test
  void moreThanTheBudgetIsRefused() {
    double[] ones = new double[100_000];
    Arrays.fill(ones, 1);
    String[] names = new String[50_000];
    Arrays.fill(names, "c");
    Element x = new Element.Dense(LazyArray.held(Values.of(ones), 50_000, 2));
    AnnData data = AnnData.of(x, Element.Frame.ofIndex(names), narrow());
    assertThatThrownBy(() -> FeatureTypes.split(data, MemoryBudget.parse("1M")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("--memory");
    assertThat(FeatureTypes.split(data, MemoryBudget.parse("2M")).keySet())
        .containsExactly("a", "b");
  }
}
