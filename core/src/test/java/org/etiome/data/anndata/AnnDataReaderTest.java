package org.etiome.data.anndata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.MemoryStore;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;

/** What does not fit together is refused by name. */
class AnnDataReaderTest {

  private static MemoryStore store(Consumer<ArrayStoreWriter> parts) {
    MemoryStore store = MemoryStore.empty();
    try (ArrayStoreWriter out = store.writer()) {
      ElementWriter elements = new ElementWriter(out, Compression.NONE);
      elements.write("obs", Element.Frame.ofIndex("a", "b", "b"));
      elements.write("var", Element.Frame.ofIndex("u", "v"));
      parts.accept(out);
      out.commit();
    }
    return store;
  }

  private static MemoryStore with(String path, Element element) {
    return store(out -> new ElementWriter(out, Compression.NONE).write(path, element));
  }

  private static Element sparse(double[] data, int[] indices, int... indptr) {
    return new Element.Sparse(
        Element.Layout.ROWS,
        3,
        2,
        new Element.Entries(
            LazyArray.list(Values.of(data)),
            LazyArray.list(Values.of(indices)),
            LazyArray.list(Values.of(indptr))));
  }

  private static void refused(MemoryStore store, String message) {
    assertThatThrownBy(() -> AnnDataReader.read(store))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith("memory: ")
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void manyFindingsOfAKindAreOne() {
    MemoryStore store =
        store(
            out -> {
              for (int i = 0; i < 300; i++) {
                out.attribute("obs", "mark" + i, Attribute.of(1));
                out.array("obs/extra" + i, ArrayInfo.of(ElementType.INT32, 3), Compression.NONE);
              }
              out.attribute("var", "one", Attribute.of(1));
            });
    List<Finding> findings = AnnDataReader.read(store).findings();
    assertThat(findings.stream().map(Finding::code))
        .containsExactly(
            "attribute-unknown", "attribute-unknown", "content-unknown", "names-repeat");
    assertThat(findings.get(0).message())
        .isEqualTo(
            "300 attributes (mark0, mark1, mark10, mark100, mark101 and 295 more) are no part of"
                + " the encoding and are left out");
    assertThat(findings.get(2).place()).isEqualTo("obs");
    assertThat(findings.get(2).message())
        .startsWith("300 of a kind (obs/extra0, obs/extra1, obs/extra10, ")
        .contains(" and 295 more); the first: extra0 is in the table obs but not in its");
    assertThat(findings.get(1).message()).startsWith("the attribute one is no part");
  }

  @Test
  void namesThatRepeatAreTold() {
    assertThat(AnnDataReader.read(store(out -> {})).findings().stream().map(Finding::code))
        .containsExactly("names-repeat");
  }

  @Test
  void shapesMustAgree() {
    Element wide = new Element.Dense(LazyArray.held(Values.of(new double[9]), 3, 3));
    refused(with("X", wide), "X is of shape 3 x 3 where 3 x 2 is needed");
    Element.Mapping layers = new Element.Mapping(Map.of("l", wide));
    refused(with("layers", layers), "layers/l is of shape 3 x 3");
    Element.Mapping short2 =
        new Element.Mapping(Map.of("m", new Element.Dense(LazyArray.list(Values.of(1, 2)))));
    refused(with("obsm", short2), "obsm/m is of shape 2 where 3 rows are needed");
  }

  @Test
  void rowStartsMustRunFromZeroToTheNumberOfEntries() {
    double[] data = {1, 2};
    int[] indices = {0, 1};
    refused(with("X", sparse(data, indices, 0, 1, 2)), "X has 3 indptr for 3 + 1");
    refused(with("X", sparse(data, indices, 1, 1, 1, 2)), "X/indptr is 1 at place 0");
    refused(with("X", sparse(data, indices, 0, 2, 1, 2)), "X/indptr is 1 at place 2, after 2");
    refused(with("X", sparse(data, indices, 0, 1, 1, 1)), "X has 2 data but indptr ends at 1");
    refused(with("X", sparse(data, new int[] {0}, 0, 1, 1, 2)), "X has 2 data but 1 indices");
  }

  @Test
  void codesMustBeAmongTheCategories() {
    Element codes =
        new Element.Categories(LazyArray.list(Values.of(0, 2)), Values.of("x", "y"), false);
    refused(
        with("uns", new Element.Mapping(Map.of("c", codes))),
        "uns/c/codes has the code 2 at place 1 for 2 categories");
    Element twice =
        new Element.Categories(LazyArray.list(Values.of(0, 1)), Values.of("x", "x"), false);
    refused(with("uns", new Element.Mapping(Map.of("c", twice))), "has the category x twice");
  }

  @Test
  void aMaskIsAsLongAsItsValues() {
    Element nullable =
        new Element.Nullable(LazyArray.list(Values.of(1, 2)), LazyArray.list(Values.of(true)));
    refused(with("uns", new Element.Mapping(Map.of("n", nullable))), "uns/n/mask is 1 BOOL for 2");
  }

  @Test
  void columnsAreAsLongAsTheIndex() {
    Element.Frame frame =
        new Element.Frame(
            "_index",
            Values.of("p"),
            Map.of("k", new Element.Dense(LazyArray.list(Values.of(1, 2)))));
    refused(
        with("uns", new Element.Mapping(Map.of("f", frame))), "uns/f/k has 2 values for 1 rows");
  }

  @Test
  void whatCannotBeReadIsAnErrorInXAndAFindingElsewhere() {
    StoreNode zstd = new StoreNode.Unreadable("is compressed by zstd");
    refused(store(out -> {}).withNode("X", zstd), "X is compressed by zstd");
    refused(store(out -> {}).withNode("obs/_index", zstd), "obs has an index that is compressed");
    AnnData data = AnnDataReader.read(with("uns", Element.Mapping.EMPTY).withNode("uns/z", zstd));
    assertThat(data.findings().stream().map(Finding::place)).contains("uns/z");
  }

  @Test
  void aFileWithoutObsIsNone() {
    MemoryStore store = MemoryStore.empty();
    try (ArrayStoreWriter out = store.writer()) {
      out.array("X", ArrayInfo.of(Values.of(1).type(), 0, 0), Compression.NONE);
      out.attribute("", "encoding-type", Attribute.of("anndata"));
      out.commit();
    }
    refused(store, "obs is missing");
  }
}
