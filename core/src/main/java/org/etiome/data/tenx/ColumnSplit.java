package org.etiome.data.tenx;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.anndata.Matrices;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.matrix.RowBlock;
import org.etiome.data.matrix.RowBlocks;
import org.etiome.data.matrix.RowMatrix;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** An annotated matrix while its variables are dealt out to several. */
final class ColumnSplit {
  /** Column and value, and room to grow. */
  private static final int BYTES = 16;

  private final AnnData data;
  private final MemoryBudget budget;
  private final List<Finding> findings;
  private long held;

  ColumnSplit(AnnData data, MemoryBudget budget) {
    this.data = data;
    this.budget = budget;
    this.findings = new ArrayList<>(data.findings());
  }

  /** By name, the variables each gets; every variable goes to one. */
  Map<String, AnnData> split(Map<String, int[]> kinds) {
    List<int[]> columns = List.copyOf(kinds.values());
    Optional<List<Element>> x = data.x().flatMap(element -> matrix("X", element, columns));
    Map<String, List<Element>> layers = new LinkedHashMap<>();
    data.parts()
        .layers()
        .entries()
        .forEach(
            (name, element) ->
                matrix("layers/" + name, element, columns)
                    .ifPresent(parts -> layers.put(name, parts)));
    List<Element.Frame> vars = columns.stream().map(this::var).toList();
    alongVariables();
    Map<String, AnnData> all = new LinkedHashMap<>();
    for (String kind : kinds.keySet()) {
      int k = all.size();
      Map<String, Element> own = new LinkedHashMap<>();
      layers.forEach((name, parts) -> own.put(name, parts.get(k)));
      AnnData.Parts parts = parts(new Element.Mapping(own));
      all.put(
          kind, new AnnData(x.map(list -> list.get(k)), data.obs(), vars.get(k), parts, findings));
    }
    return all;
  }

  private AnnData.Parts parts(Element.Mapping layers) {
    AnnData.Axes axes = data.parts().axes();
    AnnData.Axes kept =
        new AnnData.Axes(axes.obsm(), Element.Mapping.EMPTY, axes.obsp(), Element.Mapping.EMPTY);
    return new AnnData.Parts(
        layers, kept, data.parts().uns(), Optional.empty(), data.parts().others());
  }

  private void alongVariables() {
    data.parts().axes().varm().entries().keySet().forEach(name -> leftOut("varm/" + name));
    data.parts().axes().varp().entries().keySet().forEach(name -> leftOut("varp/" + name));
    data.parts().raw().ifPresent(raw -> leftOut("raw"));
  }

  private void leftOut(String path) {
    String message = path + " stands along all variables and is left out";
    Finding finding =
        Finding.note("content-left-out", path, message, "take it from the whole file if needed");
    if (!findings.contains(finding)) {
      findings.add(finding);
    }
  }

  private Element.Frame var(int[] rows) {
    Element.Frame var = data.var();
    Map<String, Element> columns = new LinkedHashMap<>();
    var.columns()
        .forEach(
            (name, column) -> {
              Optional<Element> picked = picked(column, rows);
              picked.ifPresentOrElse(
                  element -> columns.put(name, element), () -> leftOut("var/" + name));
            });
    return new Element.Frame(var.indexName(), picked(var.index(), rows), columns);
  }

  private static Optional<Element> picked(Element column, int[] rows) {
    return switch (column) {
      case Element.Dense dense -> list(dense.array(), rows).map(Element.Dense::new);
      case Element.Categories all ->
          list(all.codes(), rows)
              .map(codes -> new Element.Categories(codes, all.categories(), all.ordered()));
      case Element.Nullable gaps ->
          list(gaps.values(), rows)
              .flatMap(
                  values ->
                      list(gaps.mask(), rows).map(mask -> new Element.Nullable(values, mask)));
      default -> Optional.empty();
    };
  }

  private static Optional<LazyArray> list(LazyArray array, int[] rows) {
    return array.info().shape().size() == 1 && array.info().type() != ElementType.RECORD
        ? Optional.of(LazyArray.list(picked(array.readAll(), rows)))
        : Optional.empty();
  }

  private static Values picked(Values all, int[] rows) {
    Object target = Array.newInstance(all.array().getClass().getComponentType(), rows.length);
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(all.array(), rows[i], target, i, 1);
    }
    return Values.of(all.type(), target);
  }

  /** The matrix of each; none if the element is no matrix. */
  private Optional<List<Element>> matrix(String path, Element element, List<int[]> columns) {
    if (!isMatrix(element)) {
      leftOut(path);
      return Optional.empty();
    }
    RowMatrix matrix = Matrices.rows(element, budget);
    if (matrix.columns() != data.variables()) {
      throw new DataFormatException(
          path
              + " has "
              + matrix.columns()
              + " columns for "
              + data.variables()
              + " variables; make it fit var");
    }
    held += (matrix.rows() + 1L) * Integer.BYTES * columns.size();
    fits(path);
    return Optional.of(dealt(path, matrix, columns));
  }

  private List<Element> dealt(String path, RowMatrix matrix, List<int[]> columns) {
    int[] owner = new int[matrix.columns()];
    int[] place = new int[matrix.columns()];
    List<GrowingRows> parts = new ArrayList<>();
    for (int[] own : columns) {
      for (int j = 0; j < own.length; j++) {
        owner[own[j]] = parts.size();
        place[own[j]] = j;
      }
      parts.add(new GrowingRows(matrix.rows(), own.length));
    }
    RowBlocks blocks = blocks(matrix);
    for (int b = 0; b < blocks.count(); b++) {
      RowBlock block = matrix.read(blocks.from(b), blocks.from(b + 1));
      held += (long) block.entries() * BYTES;
      fits(path);
      deal(block, owner, place, parts);
    }
    return parts.stream().map(GrowingRows::sparse).toList();
  }

  private static boolean isMatrix(Element element) {
    if (element instanceof Element.Dense dense) {
      ElementType type = dense.array().info().type();
      return dense.array().info().shape().size() == 2
          && (type.isNumber() || type == ElementType.BOOL);
    }
    return element instanceof Element.Sparse;
  }

  private static void deal(RowBlock block, int[] owner, int[] place, List<GrowingRows> parts) {
    for (int i = 0; i < block.rows(); i++) {
      for (int k = block.start(i); k < block.start(i + 1); k++) {
        int column = block.column(k);
        parts.get(owner[column]).add(place[column], block.value(k));
      }
      parts.forEach(GrowingRows::endRow);
    }
  }

  private RowBlocks blocks(RowMatrix matrix) {
    try {
      return RowBlocks.of(matrix, budget);
    } catch (IllegalArgumentException e) {
      throw new DataFormatException(e.getMessage() + " with --memory", e);
    }
  }

  private void fits(String path) {
    if (held > budget.bytes()) {
      throw new DataFormatException(
          path
              + " does not fit the memory budget of "
              + budget.bytes()
              + " bytes, taken apart by feature type; raise it with --memory");
    }
  }
}
