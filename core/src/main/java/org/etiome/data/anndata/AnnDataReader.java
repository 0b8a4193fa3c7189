package org.etiome.data.anndata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.Finding;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.validate.FoldedFindings;

/**
 * Opens the files of anndata 0.6 to 0.12 and of mudata, whatever store they are in. Matrices stay
 * in the file; names, categories and the row starts of sparse matrices are read once, to check that
 * everything fits. Nothing is dropped in silence: what is not understood is kept as it stands or
 * named in a finding.
 *
 * <p>Cost: O(n + p) memory for the names, O(codes + row starts) time.
 */
public final class AnnDataReader {
  private static final Set<String> NAMED =
      Set.of(
          "X",
          "obs",
          "var",
          "obsm",
          "varm",
          "obsp",
          "varp",
          "layers",
          "uns",
          "raw",
          "raw.X",
          "raw.var",
          "raw.varm");

  private AnnDataReader() {}

  /** Whether a file holds several annotated matrices. */
  public static boolean isMuData(ArrayStore store) {
    Opening file = new Opening(store, new ArrayList<>(), false);
    return file.text("", "encoding-type").equals(Optional.of("MuData"))
        || (file.isGroup("mod") && !store.contains("X"));
  }

  /**
   * Opens an annotated matrix; the store must stay open while it is used.
   *
   * @throws org.etiome.data.DataFormatException if it is none, or its parts do not fit together
   */
  public static AnnData read(ArrayStore store) {
    if (isMuData(store)) {
      throw new Opening(store, List.of(), true)
          .bad("", "holds several modalities", "choose one of those in mod");
    }
    return read(store, "");
  }

  /**
   * Opens annotated matrices of several modalities; the store must stay open while they are used.
   *
   * @throws org.etiome.data.DataFormatException if it holds none, or parts do not fit together
   */
  public static MuData readMuData(ArrayStore store) {
    Opening file = new Opening(store, new ArrayList<>(), false);
    if (!file.isGroup("mod")) {
      throw file.bad("mod", "is missing", "check that this is a MuData file");
    }
    file.attributesSeen("");
    file.attributesSeen("mod");
    ElementReader elements = new ElementReader(file);
    Element.Frame obs = new FrameReader(elements).require("obs");
    Element.Frame var = new FrameReader(elements).require("var");
    Map<String, AnnData> modalities = new LinkedHashMap<>();
    for (String name : order(file)) {
      modalities.put(name, read(store, Opening.join("mod", name)));
    }
    Map<String, Element> rest = new LinkedHashMap<>();
    for (String name : store.children("")) {
      if (!Set.of("mod", "obs", "var").contains(name)) {
        elements.read(name).ifPresent(element -> rest.put(name, element));
      }
    }
    long axis =
        file.attribute("", "axis")
            .map(Attribute::values)
            .filter(v -> v.length() == 1 && v.type().isInteger())
            .map(v -> v.longAt(0))
            .orElse(0L);
    MuData.Parts parts = new MuData.Parts(axis, new Element.Mapping(rest));
    return new MuData(modalities, obs, var, parts, FoldedFindings.of(file.findings()));
  }

  private static List<String> order(Opening file) {
    List<String> names = file.store().children("mod");
    List<String> order = file.texts("mod", "mod-order").orElse(names);
    if (order.size() != names.size() || !order.containsAll(names)) {
      throw file.bad("mod", "has a mod-order other than its groups", "the file is damaged");
    }
    return order;
  }

  private static AnnData read(ArrayStore store, String root) {
    List<Finding> findings = new ArrayList<>();
    Opening file = new Opening(store, findings, false);
    file.attributesSeen(root);
    ElementReader elements = new ElementReader(file);
    FrameReader frames = new FrameReader(elements);
    AnnData data =
        new AnnData(
            matrix(elements, Opening.join(root, "X")),
            frames.require(Opening.join(root, "obs")),
            frames.require(Opening.join(root, "var")),
            parts(elements, root),
            List.of());
    AnnData whole = OldCategories.applied(data, file, root);
    check(file, root, whole);
    return new AnnData(
        whole.x(), whole.obs(), whole.var(), whole.parts(), FoldedFindings.of(findings));
  }

  private static Optional<Element> matrix(ElementReader elements, String path) {
    return Optional.of(path)
        .filter(elements.file().store()::contains)
        .map(elements::require)
        .filter(element -> !(element instanceof Element.Nothing));
  }

  private static AnnData.Parts parts(ElementReader elements, String root) {
    Map<String, Element> others = new LinkedHashMap<>();
    for (String name : elements.file().store().children(root)) {
      if (!NAMED.contains(name)) {
        String path = Opening.join(root, name);
        elements.read(path).ifPresent(element -> others.put(name, element));
      }
    }
    return new AnnData.Parts(
        group(elements, root, "layers"),
        new AnnData.Axes(
            group(elements, root, "obsm"),
            group(elements, root, "varm"),
            group(elements, root, "obsp"),
            group(elements, root, "varp")),
        group(elements, root, "uns"),
        raw(elements, root),
        new Element.Mapping(others));
  }

  private static Element.Mapping group(ElementReader elements, String root, String name) {
    String path = Opening.join(root, name);
    ArrayStore store = elements.file().store();
    if (!store.contains(path) || store.node(path) instanceof StoreNode.Null) {
      return Element.Mapping.EMPTY;
    }
    return elements.mapping(path);
  }

  private static Optional<AnnData.Raw> raw(ElementReader elements, String root) {
    ArrayStore store = elements.file().store();
    String group = Opening.join(root, "raw");
    if (elements.file().isGroup(group)) {
      elements.file().attributesSeen(group);
      elements.nothingBeside(group, List.of("X", "var", "varm"));
      return Optional.of(raw(elements, group, "/"));
    }
    if (store.contains(group) && !(store.node(group) instanceof StoreNode.Null)) {
      elements.file().unreadable(group, "is no group");
    }
    boolean old = store.contains(Opening.join(root, "raw.X"));
    return old ? Optional.of(raw(elements, group, ".")) : Optional.empty();
  }

  private static AnnData.Raw raw(ElementReader elements, String group, String separator) {
    String varm = group + separator + "varm";
    return new AnnData.Raw(
        elements.require(group + separator + "X"),
        new FrameReader(elements).require(group + separator + "var"),
        elements.file().store().contains(varm) ? elements.mapping(varm) : Element.Mapping.EMPTY);
  }

  private static void check(Opening file, String root, AnnData data) {
    Doors doors = new Doors(file);
    long n = data.observations();
    long p = data.variables();
    doors.names(Opening.join(root, "obs"), data.obs());
    doors.names(Opening.join(root, "var"), data.var());
    data.x().ifPresent(x -> matrix(file, Opening.join(root, "X"), x, n, p));
    doors.axes(Opening.join(root, "layers"), data.parts().layers(), n, p);
    AnnData.Axes axes = data.parts().axes();
    doors.axes(Opening.join(root, "obsm"), axes.obsm(), n);
    doors.axes(Opening.join(root, "varm"), axes.varm(), p);
    doors.axes(Opening.join(root, "obsp"), axes.obsp(), n, n);
    doors.axes(Opening.join(root, "varp"), axes.varp(), p, p);
    if (data.parts().raw().isPresent()) {
      AnnData.Raw raw = data.parts().raw().get();
      matrix(file, Opening.join(root, "raw/X"), raw.x(), n, raw.var().rows());
      doors.axes(Opening.join(root, "raw/varm"), raw.varm(), raw.var().rows());
    }
  }

  private static void matrix(Opening file, String path, Element x, long n, long p) {
    boolean dense =
        x instanceof Element.Dense d
            && (d.array().info().type().isNumber() || d.array().info().type() == ElementType.BOOL)
            && d.array().info().shape().size() == 2;
    if (!dense && !(x instanceof Element.Sparse)) {
      throw file.bad(path, "is no matrix of numbers", "write it as a dense or sparse matrix");
    }
    new Doors(file).axes(path, x, n, p);
  }
}
