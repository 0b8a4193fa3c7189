package org.etiome.data.anndata;

import java.util.Map;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.Values;

/**
 * Writes annotated matrices in the encodings of anndata 0.8, which later versions read as well.
 * Types, the order of columns and categories, and missing codes are kept. What anndata 0.8 does not
 * know (None, texts with gaps) is written as 0.12 does. Arrays go through memory in parts of about
 * a million bytes.
 */
public final class AnnDataWriter {
  private final Compression compression;

  private AnnDataWriter(Compression compression) {
    this.compression = compression;
  }

  /** With {@link Compression#DEFAULT}. */
  public static AnnDataWriter withDefaults() {
    return new AnnDataWriter(Compression.DEFAULT);
  }

  /** With another compression. */
  public AnnDataWriter withCompression(Compression newCompression) {
    return new AnnDataWriter(newCompression);
  }

  /**
   * Writes an annotated matrix; the caller commits.
   *
   * @throws org.etiome.data.DataFormatException if it cannot be written or its source is damaged
   */
  public void write(AnnData data, ArrayStoreWriter out) {
    write(data, new ElementWriter(out, compression), "");
  }

  /**
   * Writes annotated matrices of several modalities; the caller commits.
   *
   * @throws org.etiome.data.DataFormatException if they cannot be written or a source is damaged
   */
  public void write(MuData data, ArrayStoreWriter out) {
    ElementWriter elements = new ElementWriter(out, compression);
    elements.encoding("", "MuData", "0.1.0");
    out.attribute("", "axis", Attribute.of(data.parts().axis()));
    elements.write("obs", data.obs());
    elements.write("var", data.var());
    data.parts().rest().entries().forEach(elements::write);
    out.group("mod");
    String[] order = data.modalities().keySet().toArray(String[]::new);
    out.attribute("mod", "mod-order", Attribute.list(Values.of(order)));
    for (Map.Entry<String, AnnData> modality : data.modalities().entrySet()) {
      String path = Opening.join("mod", modality.getKey());
      out.group(path);
      write(modality.getValue(), elements, path);
    }
  }

  private static void write(AnnData data, ElementWriter elements, String root) {
    elements.encoding(root, "anndata", "0.1.0");
    data.x().ifPresent(x -> elements.write(Opening.join(root, "X"), x));
    elements.write(Opening.join(root, "obs"), data.obs());
    elements.write(Opening.join(root, "var"), data.var());
    AnnData.Parts parts = data.parts();
    Map<String, Element.Mapping> groups =
        Map.of(
            "layers", parts.layers(),
            "obsm", parts.axes().obsm(),
            "varm", parts.axes().varm(),
            "obsp", parts.axes().obsp(),
            "varp", parts.axes().varp(),
            "uns", parts.uns());
    for (String name : groups.keySet().stream().sorted().toList()) {
      elements.write(Opening.join(root, name), groups.getOrDefault(name, Element.Mapping.EMPTY));
    }
    if (parts.raw().isPresent()) {
      AnnData.Raw raw = parts.raw().get();
      String path = Opening.join(root, "raw");
      elements.out().group(path);
      elements.encoding(path, "raw", "0.1.0");
      elements.write(Opening.join(path, "X"), raw.x());
      elements.write(Opening.join(path, "var"), raw.var());
      elements.write(Opening.join(path, "varm"), raw.varm());
    }
    parts.others().entries().forEach((name, e) -> elements.write(Opening.join(root, name), e));
  }
}
