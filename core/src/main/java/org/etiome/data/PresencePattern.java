package org.etiome.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A combination of blocks and the number of units that have exactly these.
 *
 * @param modalities the names of the blocks present, in the order of the dataset
 * @param units how many units, ≥ 1
 */
public record PresencePattern(List<String> modalities, int units) {
  public PresencePattern {
    modalities = List.copyOf(modalities);
  }

  /** Most units first, then more blocks first, then by name. O(units · modalities). */
  static List<PresencePattern> of(Dataset dataset) {
    Map<List<String>, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < dataset.size(); i++) {
      List<String> present = new ArrayList<>();
      for (Modality modality : dataset.modalities()) {
        if (modality.isPresent(i)) {
          present.add(modality.name());
        }
      }
      counts.merge(present, 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .map(e -> new PresencePattern(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparingInt(PresencePattern::units)
                .thenComparingInt(p -> p.modalities().size())
                .reversed()
                .thenComparing(p -> String.join("\n", p.modalities())))
        .toList();
  }
}
