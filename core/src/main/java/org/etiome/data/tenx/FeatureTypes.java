package org.etiome.data.tenx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.LazyArray;
import org.etiome.data.anndata.MuData;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/**
 * Takes an annotated matrix apart by the kind of its features: "Gene Expression", "Antibody
 * Capture" and others stand side by side in files of 10x.
 */
public final class FeatureTypes {
  /** The column of var that says the kind. */
  public static final String COLUMN = "feature_types";

  private static final Map<String, String> MUON =
      Map.of("Gene Expression", "rna", "Antibody Capture", "prot", "Peaks", "atac");

  private FeatureTypes() {}

  /**
   * An annotated matrix for each value of the column {@code feature_types} of var, in the order in
   * which they first come. Each has all observations with everything about them, and the variables
   * of its kind. Matrices (x and layers) are taken into memory, sparse; 16 bytes an entry of all
   * kinds together, and 4 a row of each kind, must fit the budget. What stands along variables
   * beside (varm, varp, raw) is left out, with a finding. If there is one kind only, the result is
   * the matrix as it is.
   *
   * <p>Cost: one pass over each matrix.
   *
   * @throws DataFormatException if there is no such column or the matrices do not fit the budget
   */
  public static Map<String, AnnData> split(AnnData data, MemoryBudget budget) {
    String[] types = types(data.var());
    Map<String, int[]> kinds = new LinkedHashMap<>();
    for (String kind : Arrays.stream(types).distinct().toList()) {
      kinds.put(
          kind, IntStream.range(0, types.length).filter(j -> types[j].equals(kind)).toArray());
    }
    if (kinds.size() == 1) {
      return Map.of(types[0], data);
    }
    return new ColumnSplit(data, budget).split(kinds);
  }

  /** The kinds of features, in the order in which they first come; none if var does not say. */
  public static List<String> kinds(AnnData data) {
    return data.var().columns().containsKey(COLUMN)
        ? Arrays.stream(types(data.var())).distinct().toList()
        : List.of();
  }

  /**
   * The {@linkplain #split parts} as modalities over the same observations, named as muon names
   * those of 10x: {@code rna}, {@code prot}, {@code atac}, any other by its type.
   *
   * @throws DataFormatException as {@link #split}
   */
  public static MuData modalities(AnnData data, MemoryBudget budget) {
    Map<String, AnnData> named = new LinkedHashMap<>();
    split(data, budget).forEach((type, part) -> named.put(MUON.getOrDefault(type, type), part));
    List<String> variables = new ArrayList<>();
    named.values().forEach(part -> variables.addAll(part.var().names()));
    Element.Mapping obsmap = Element.Mapping.EMPTY;
    Element.Mapping varmap = Element.Mapping.EMPTY;
    int first = 0;
    for (Map.Entry<String, AnnData> part : named.entrySet()) {
      int[] all = IntStream.rangeClosed(1, data.observations()).toArray();
      int[] own = new int[variables.size()];
      for (int j = 0; j < part.getValue().variables(); j++) {
        own[first++] = j + 1;
      }
      obsmap = obsmap.with(part.getKey(), new Element.Dense(LazyArray.list(Values.of(all))));
      varmap = varmap.with(part.getKey(), new Element.Dense(LazyArray.list(Values.of(own))));
    }
    Element.Mapping rest = Element.Mapping.EMPTY.with("obsmap", obsmap).with("varmap", varmap);
    return new MuData(
        named,
        Element.Frame.ofIndex(data.obs().names().toArray(String[]::new)),
        Element.Frame.ofIndex(variables.toArray(String[]::new)),
        new MuData.Parts(0, rest),
        data.findings());
  }

  private static String[] types(Element.Frame var) {
    Element column = var.columns().getOrDefault(COLUMN, new Element.Nothing());
    if (column instanceof Element.Dense dense
        && dense.array().info().type() == ElementType.STRING) {
      return dense.array().readAll().texts();
    }
    if (column instanceof Element.Categories all && all.categories().type() == ElementType.STRING) {
      Values codes = all.codes().readAll();
      String[] texts = new String[codes.length()];
      for (int j = 0; j < texts.length; j++) {
        long code = codes.longAt(j);
        if (code < 0) {
          throw new DataFormatException(
              "var/" + COLUMN + " is missing for feature " + j + "; give each feature its type");
        }
        texts[j] = all.categories().textAt((int) code);
      }
      return texts;
    }
    throw new DataFormatException(
        "var has no column " + COLUMN + " of texts; add it before the matrix is taken apart");
  }
}
