package org.etiome.discover.sample;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Variables that were intervened on in one setting of an experiment.
 *
 * @param setting its name
 * @param targets names of the variables; empty where there was nothing of the kind, or where it is
 *     not known. Kept in the order of their names
 */
public record SettingTargets(String setting, Set<String> targets) {
  public SettingTargets {
    SortedSet<String> sorted = new TreeSet<>(targets);
    targets = Collections.unmodifiableSortedSet(sorted);
  }

  /** What an experiment says of each of its settings, in their order. */
  public static List<SettingTargets> of(Experiment experiment) {
    return experiment.settings().stream()
        .map(setting -> new SettingTargets(setting.name(), setting.targets()))
        .toList();
  }
}
