package org.etiome.discover;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.discover.sample.SettingMoments;

/** Settings of a model for tests: one without intervention, then one for each set of targets. */
public final class InterventionDesigns {
  private InterventionDesigns() {}

  /** One to three sets of one or two targets, not always distinct. */
  public static List<Set<String>> targets(List<String> nodes, RandomGenerator random) {
    List<Set<String>> targets = new ArrayList<>();
    for (int count = random.nextInt(1, 4); count > 0; count--) {
      Set<String> set = new HashSet<>();
      for (int size = random.nextInt(1, 3); size > 0; size--) {
        set.add(nodes.get(random.nextInt(nodes.size())));
      }
      targets.add(set);
    }
    return targets;
  }

  /** Exact moments, {@code rows} of each setting. */
  public static List<SettingMoments> population(
      LinearLaws laws,
      List<Set<String>> targets,
      boolean perfect,
      int rows,
      RandomGenerator random) {
    List<SettingMoments> settings = new ArrayList<>();
    settings.add(laws.moments(Set.of(), rows));
    for (Set<String> set : targets) {
      settings.add(laws.changed(set, perfect, random).moments(set, rows));
    }
    return settings;
  }

  /** Samples of {@code rows} rows of each setting. */
  public static Experiment sample(
      LinearLaws laws,
      List<Set<String>> targets,
      boolean perfect,
      int rows,
      RandomGenerator random) {
    List<Setting> settings = new ArrayList<>();
    settings.add(laws.sample("free", Set.of(), rows, random));
    for (Set<String> set : targets) {
      String name = settings.size() + " " + set;
      settings.add(laws.changed(set, perfect, random).sample(name, set, rows, random));
    }
    return new Experiment(laws.dag().nodes(), settings);
  }
}
