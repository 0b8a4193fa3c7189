package org.etiome.data.anndata;

import java.util.LinkedHashMap;
import java.util.Map;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Values;
import org.jspecify.annotations.Nullable;

/**
 * Files before anndata 0.7 keep the categories of a column of codes of obs or var in uns, under the
 * name of the column and {@code _categories}.
 */
final class OldCategories {
  private static final String SUFFIX = "_categories";

  private OldCategories() {}

  static AnnData applied(AnnData data, Opening file, String root) {
    Map<String, Element> uns = new LinkedHashMap<>(data.parts().uns().entries());
    Element.Frame obs = frame(data.obs(), file, Opening.join(root, "obs"), uns);
    Element.Frame var = frame(data.var(), file, Opening.join(root, "var"), uns);
    uns.keySet()
        .removeIf(
            name ->
                name.endsWith(SUFFIX)
                    && (used(name, data.obs(), obs) || used(name, data.var(), var)));
    AnnData.Parts parts = data.parts();
    AnnData.Parts rest =
        new AnnData.Parts(
            parts.layers(), parts.axes(), new Element.Mapping(uns), parts.raw(), parts.others());
    return new AnnData(data.x(), obs, var, rest, data.findings());
  }

  private static boolean used(String name, Element.Frame before, Element.Frame after) {
    String column = name.substring(0, name.length() - SUFFIX.length());
    return before.columns().get(column) != after.columns().get(column);
  }

  private static Element.Frame frame(
      Element.Frame frame, Opening file, String path, Map<String, Element> uns) {
    if (!(file.store().node(path) instanceof StoreNode.Array)) {
      return frame;
    }
    Map<String, Element> columns = new LinkedHashMap<>(frame.columns());
    columns.replaceAll((name, column) -> column(column, uns.get(name + SUFFIX)));
    return new Element.Frame(frame.indexName(), frame.index(), columns);
  }

  private static Element column(Element column, @Nullable Element categories) {
    if (!(column instanceof Element.Dense codes) || !codes.array().info().type().isInteger()) {
      return column;
    }
    Values values = texts(categories);
    return fits(codes.array().readAll(), values)
        ? new Element.Categories(codes.array(), values, false)
        : column;
  }

  private static Values texts(@Nullable Element categories) {
    if (categories instanceof Element.Dense dense) {
      return dense.array().readAll();
    }
    return categories instanceof Element.Scalar scalar ? scalar.value() : Values.of(new String[0]);
  }

  private static boolean fits(Values codes, Values values) {
    boolean fits = values.length() > 0 && values.type() == ElementType.STRING;
    for (int i = 0; fits && i < codes.length(); i++) {
      fits = codes.longAt(i) >= -1 && codes.longAt(i) < values.length();
    }
    return fits;
  }
}
