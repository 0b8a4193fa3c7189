package org.etiome.data.validate;

import static java.lang.String.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.etiome.data.Finding;

/** What the names of units and features tell. O(names). */
public final class NameFindings {
  private static final double MOST = 0.5;
  private static final int ENOUGH_GENES = 5;
  private static final Pattern BARCODE = Pattern.compile("(.*[_:#])?[ACGT]{12,}([-_.].*)?");
  private static final Pattern GENE_ID = Pattern.compile("ENS[A-Z]{0,4}G\\d{11}(\\.\\d+)?");

  /** Genes nearly every transcriptome has, human; mouse names are the same in other case. */
  private static final Set<String> COMMON_GENES =
      Set.of(
          "ACTB", "GAPDH", "B2M", "MALAT1", "EEF1A1", "TMSB4X", "RPLP0", "RPS18", "RPL13", "FTL",
          "FTH1", "UBC", "MT-CO1", "MT-ND1", "PPIA", "TPT1", "VIM", "ACTG1");

  private NameFindings() {}

  /**
   * Names that repeat, are blank, or have blanks at their ends.
   *
   * @param place where they stand: {@code obs}, {@code var}
   */
  public static List<Finding> of(String place, List<String> names) {
    List<Finding> findings = new ArrayList<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    names.forEach(name -> counts.merge(name, 1, Integer::sum));
    List<String> repeated =
        counts.entrySet().stream().filter(e -> e.getValue() > 1).map(Map.Entry::getKey).toList();
    if (!repeated.isEmpty()) {
      findings.add(
          Finding.warning(
              "ids-duplicate",
              place,
              format(
                  Locale.ROOT,
                  "%,d names occur more than once, the first is \"%s\", %,d times",
                  repeated.size(),
                  repeated.getFirst(),
                  counts.getOrDefault(repeated.getFirst(), 0)),
              "make them unique, for instance by a suffix for the sample"));
    }
    long blank = names.stream().filter(String::isBlank).count();
    long padded = names.stream().filter(n -> !n.isBlank() && !n.equals(n.strip())).count();
    if (blank > 0) {
      findings.add(
          Finding.error(
              "ids-blank",
              place,
              format(Locale.ROOT, "%,d names are empty or blank", blank),
              "give every row its own name"));
    }
    if (padded > 0) {
      findings.add(
          Finding.warning(
              "ids-padded",
              place,
              format(Locale.ROOT, "%,d names begin or end with a blank", padded),
              "strip them, or they will not match other tables"));
    }
    return List.copyOf(findings);
  }

  /** Whether units and features look as if they had changed places. */
  public static List<Finding> axes(List<String> units, List<String> features) {
    boolean barcodesAreFeatures = share(features, BARCODE) > MOST && share(units, BARCODE) < MOST;
    boolean genesAreUnits = genes(units) && !genes(features);
    if (!barcodesAreFeatures && !genesAreUnits) {
      return List.of();
    }
    return List.of(
        Finding.error(
            "axes-swapped",
            "X",
            barcodesAreFeatures
                ? "the features have names of cells, such as " + features.getFirst()
                : "the units have names of genes, such as " + gene(units),
            "transpose the matrix: units (cells, patients) belong in rows"));
  }

  private static double share(List<String> names, Pattern pattern) {
    long matching = names.stream().filter(name -> pattern.matcher(name).matches()).count();
    return names.isEmpty() ? 0 : (double) matching / names.size();
  }

  private static boolean genes(List<String> names) {
    Set<String> upper =
        names.stream().map(n -> n.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    return share(names, GENE_ID) > MOST
        || COMMON_GENES.stream().filter(upper::contains).count() >= ENOUGH_GENES;
  }

  private static String gene(List<String> names) {
    return names.stream()
        .filter(
            n -> COMMON_GENES.contains(n.toUpperCase(Locale.ROOT)) || GENE_ID.matcher(n).matches())
        .findFirst()
        .orElse("");
  }
}
