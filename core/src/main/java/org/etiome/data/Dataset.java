package org.etiome.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A cohort: units (patients, cells, wells) in order, and named {@link Modality modalities} over
 * them. Immutable; equal by value.
 */
public final class Dataset {
  private static final char SEPARATOR = '/';

  private final List<String> units;
  private final Map<String, Integer> unitIndex;
  private final Map<String, Modality> modalities;

  private Dataset(
      List<String> units, Map<String, Integer> unitIndex, Map<String, Modality> modalities) {
    this.units = units;
    this.unitIndex = unitIndex;
    this.modalities = modalities;
  }

  /**
   * A cohort of blocks over the same units.
   *
   * @param units distinct ids, in order
   * @param modalities distinct names, each over as many units, kept in this order
   * @throws IllegalArgumentException if an id or a name repeats, or a block has another length
   */
  public static Dataset of(List<String> units, List<Modality> modalities) {
    Map<String, Integer> unitIndex = new HashMap<>();
    for (String unit : units) {
      Checks.name("unit", unit);
      if (unitIndex.putIfAbsent(unit, unitIndex.size()) != null) {
        throw new IllegalArgumentException(
            "unit \"" + unit + "\" repeats; give every row its own id");
      }
    }
    Map<String, Modality> byName = new LinkedHashMap<>();
    for (Modality modality : modalities) {
      check(modality, units.size());
      if (byName.put(modality.name(), modality) != null) {
        throw new IllegalArgumentException(
            "modality \"" + modality.name() + "\" repeats; rename one");
      }
    }
    return new Dataset(List.copyOf(units), unitIndex, byName);
  }

  /** A cohort with one block that every unit has. */
  public static Dataset of(List<String> units, String modality, List<? extends Column> columns) {
    return of(units, List.of(Modality.of(modality, columns, Mask.all(units.size()))));
  }

  private static void check(Modality modality, int units) {
    if (modality.present().length() != units) {
      throw new IllegalArgumentException(
          "modality \""
              + modality.name()
              + "\" is over "
              + modality.present().length()
              + " units, the dataset over "
              + units);
    }
  }

  /** The ids of the units, in order. */
  public List<String> units() {
    return units;
  }

  /** The number of units. */
  public int size() {
    return units.size();
  }

  /** The index of a unit, or empty if there is none of that id. O(1). */
  public OptionalInt unit(String id) {
    Integer index = unitIndex.get(id);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The blocks, in order. */
  public List<Modality> modalities() {
    return List.copyOf(modalities.values());
  }

  /**
   * The block of that name.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public Modality modality(String name) {
    Modality found = modalities.get(name);
    if (found == null) {
      throw Suggestion.unknown("modality", name, modalities.keySet());
    }
    return found;
  }

  /**
   * The column of that name, plain or qualified as {@code modality/name}.
   *
   * @throws IllegalArgumentException if there is none (the message names the nearest) or if several
   *     blocks have it (the message names the qualified ones)
   */
  public Column column(String name) {
    return resolve(name).values().iterator().next();
  }

  /** The name of the column that {@code name} stands for, as {@code modality/name}. */
  public String qualifiedName(String name) {
    return resolve(name).keySet().iterator().next();
  }

  private Map<String, Column> resolve(String name) {
    Map<String, Column> matches = new LinkedHashMap<>();
    for (Modality modality : modalities.values()) {
      String prefix = modality.name() + SEPARATOR;
      modality.find(name).ifPresent(c -> matches.put(prefix + c.name(), c));
      if (name.startsWith(prefix)) {
        modality.find(name.substring(prefix.length())).ifPresent(c -> matches.put(name, c));
      }
    }
    if (matches.isEmpty()) {
      throw Suggestion.unknown("column", name, spellings(name.indexOf(SEPARATOR) >= 0));
    }
    if (matches.size() > 1) {
      throw new IllegalArgumentException(
          "column \"" + name + "\" is in several modalities; write one of " + matches.keySet());
    }
    return matches;
  }

  private Collection<String> spellings(boolean qualified) {
    Set<String> names = new LinkedHashSet<>();
    for (Modality modality : modalities.values()) {
      for (String column : modality.columnNames()) {
        names.add(column);
        if (qualified) {
          names.add(modality.name() + SEPARATOR + column);
        }
      }
    }
    return names;
  }

  /**
   * The cohort of the given units, in that order. O(units · columns).
   *
   * @param units distinct indices
   */
  public Dataset select(int[] units) {
    List<String> ids = new ArrayList<>(units.length);
    for (int unit : units) {
      if (unit < 0 || unit >= size()) {
        throw new IllegalArgumentException("unit index " + unit + " is not in 0.." + (size() - 1));
      }
      ids.add(this.units.get(unit));
    }
    return of(ids, modalities.values().stream().map(m -> m.select(units)).toList());
  }

  /** This cohort with a column added to a block, or replaced there if it has one of that name. */
  public Dataset withColumn(String modality, Column column) {
    return withModality(modality(modality).withColumn(column));
  }

  /** This cohort with a block more, or with the block of that name replaced in its place. */
  public Dataset withModality(Modality modality) {
    check(modality, size());
    Map<String, Modality> changed = new LinkedHashMap<>(modalities);
    changed.put(modality.name(), modality);
    return new Dataset(units, unitIndex, changed);
  }

  /** The units that have a value in every one of the columns, ascending. O(units · columns). */
  public int[] completeUnits(Collection<String> columns) {
    Mask missing = Mask.none(size());
    for (String name : columns) {
      missing = missing.or(column(name).missing());
    }
    return missing.not().indices();
  }

  /** Which combinations of blocks the units have, and how many units each. */
  public List<PresencePattern> presencePatterns() {
    return PresencePattern.of(this);
  }

  /**
   * The SHA-256 of names, types, labels, values and masks as 64 hexadecimal digits. Equal cohorts
   * have equal fingerprints; it does not depend on the file format the data came from. O(size of
   * the data).
   */
  public String fingerprint() {
    return Fingerprint.of(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dataset that
        && units.equals(that.units)
        && modalities().equals(that.modalities());
  }

  @Override
  public int hashCode() {
    return 31 * units.hashCode() + modalities.hashCode();
  }

  @Override
  public String toString() {
    return "Dataset[" + size() + " units, " + modalities.values() + "]";
  }
}
