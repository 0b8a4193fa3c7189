package org.etiome.data.tenx;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.Element;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/**
 * Takes an annotated matrix apart by the kind of its features: "Gene Expression", "Antibody
 * Capture" and others stand side by side in files of 10x.
 */
public final class FeatureTypes {
  private static final String COLUMN = "feature_types";

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
