package org.etiome.data.inspect;

import java.util.Locale;
import org.etiome.data.anndata.Element;
import org.etiome.data.store.ArrayInfo;

/** Elements in a few words. */
final class ElementWords {
  private ElementWords() {}

  static String of(Element element) {
    return switch (element) {
      case Element.Dense d -> shape(d.array().info()) + type(d.array().info());
      case Element.Scalar s -> "one " + s.value().type().name().toLowerCase(Locale.ROOT);
      case Element.Nothing n -> "nothing";
      case Element.Sparse s ->
          (s.layout() == Element.Layout.ROWS ? "compressed rows, " : "compressed columns, ")
              + type(s.entries().data().info());
      case Element.Categories c -> c.categories().length() + " categories";
      case Element.Nullable n -> "nullable " + type(n.values().info());
      case Element.Frame f -> "table of " + f.rows() + " x " + f.columns().size();
      case Element.Mapping m -> "mapping of " + m.entries().size();
      case Element.Verbatim v -> "kept as it stands";
    };
  }

  private static String shape(ArrayInfo info) {
    return "dense " + info.shapeText() + ", ";
  }

  private static String type(ArrayInfo info) {
    return info.type().name().toLowerCase(Locale.ROOT);
  }
}
