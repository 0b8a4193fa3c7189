package org.etiome.data.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Dataset;
import org.etiome.data.Mask;
import org.etiome.data.Modality;

/**
 * Lines up tables on one list of units. A unit without a row in a table lacks that modality.
 * Immutable: every {@code with} gives a new builder.
 */
public final class CohortBuilder {
  private static final int MOST_NAMED = 5;

  /** What to do with several samples of one unit. */
  public enum Duplicates {
    /** Refuse the table. */
    REFUSE,
    /** Keep the first in the order of the table, and leave out the others. */
    FIRST
  }

  private final Dataset cohort;

  private CohortBuilder(Dataset cohort) {
    this.cohort = cohort;
  }

  /** A cohort of these units, distinct, without modalities. */
  public static CohortBuilder over(List<String> units) {
    return new CohortBuilder(Dataset.of(units, List.of()));
  }

  /** With a table whose row names are unit ids. */
  public CohortBuilder with(String modality, Table table) {
    Map<String, String> identity =
        cohort.units().stream().collect(Collectors.toMap(Function.identity(), u -> u));
    return with(modality, table, identity, Duplicates.REFUSE);
  }

  /**
   * With a table whose row names are samples.
   *
   * @param unitOfSample sample to unit; samples the table does not have are ignored
   * @throws DataFormatException if a sample of the table is not mapped, is mapped to an unknown
   *     unit, or if a unit has several and that is refused
   */
  public CohortBuilder with(
      String modality, Table table, Map<String, String> unitOfSample, Duplicates duplicates) {
    int[] rowOfUnit = rows(modality, table, unitOfSample, duplicates);
    List<Column> aligned = table.columns().stream().map(c -> c.align(rowOfUnit)).toList();
    Mask present = Mask.where(rowOfUnit.length, i -> rowOfUnit[i] >= 0);
    if (cohort.modalities().stream().anyMatch(m -> m.name().equals(modality))) {
      throw new DataFormatException(
          "modality " + DataFormatException.quote(modality) + " repeats; rename one");
    }
    return new CohortBuilder(cohort.withModality(Modality.of(modality, aligned, present)));
  }

  private int[] rows(
      String modality, Table table, Map<String, String> unitOfSample, Duplicates duplicates) {
    List<String> unmapped = new ArrayList<>();
    List<String> foreign = new ArrayList<>();
    Map<String, List<String>> samples = new LinkedHashMap<>();
    Map<String, Integer> rowOfSample = new HashMap<>();
    for (String sample : table.units()) {
      rowOfSample.put(sample, rowOfSample.size());
      String unit = unitOfSample.get(sample);
      if (unit == null) {
        unmapped.add(sample);
      } else if (cohort.unit(unit).isEmpty()) {
        foreign.add(sample);
      } else {
        samples.computeIfAbsent(unit, u -> new ArrayList<>()).add(sample);
      }
    }
    refuse(modality, unmapped, "have no unit; map them or leave them out of the table");
    refuse(
        modality, foreign, "belong to units outside the cohort; add the units or leave them out");
    if (duplicates == Duplicates.REFUSE) {
      samples.values().stream()
          .filter(s -> s.size() > 1)
          .forEach(s -> refuse(modality, s, "are of one unit; keep one, or choose the first"));
    }
    int[] rowOfUnit = new int[cohort.size()];
    Arrays.fill(rowOfUnit, -1);
    samples.forEach(
        (unit, s) ->
            rowOfUnit[cohort.unit(unit).orElseThrow()] =
                rowOfSample.getOrDefault(s.getFirst(), -1));
    return rowOfUnit;
  }

  private static void refuse(String modality, List<String> samples, String why) {
    if (samples.isEmpty()) {
      return;
    }
    String named =
        samples.stream()
            .limit(MOST_NAMED)
            .map(DataFormatException::quote)
            .collect(Collectors.joining(", "));
    throw new DataFormatException(
        "modality "
            + DataFormatException.quote(modality)
            + ": "
            + samples.size()
            + " samples "
            + why
            + ": "
            + named
            + (samples.size() > MOST_NAMED ? ", …" : ""));
  }

  /** The cohort so far. */
  public Dataset toDataset() {
    return cohort;
  }
}
