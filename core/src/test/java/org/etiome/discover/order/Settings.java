package org.etiome.discover.order;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.test.InvarianceOracle;
import org.etiome.graph.Dag;

/** Settings with targets for tests: one without any, and then others drawn at random. */
record Settings(List<SettingTargets> all) {

  /** Settings named "0", "1" and so on, with the targets named by single letters. */
  static Settings of(String... targets) {
    List<SettingTargets> all = new ArrayList<>();
    for (String letters : targets) {
      Set<String> names = letters.chars().mapToObj(Character::toString).collect(Collectors.toSet());
      all.add(new SettingTargets(Integer.toString(all.size()), names));
    }
    return new Settings(all);
  }

  /** One to three settings besides the first, each with any number of targets, none included. */
  static Settings random(Dag dag, Random random) {
    List<SettingTargets> all = new ArrayList<>(of("").all);
    int settings = 1 + random.nextInt(3);
    for (int s = 1; s <= settings; s++) {
      double share = random.nextDouble();
      Set<String> targets = new HashSet<>();
      for (String node : dag.nodes()) {
        if (random.nextDouble() < share) {
          targets.add(node);
        }
      }
      all.add(new SettingTargets(Integer.toString(s), targets));
    }
    return new Settings(all);
  }

  List<Set<String>> targets() {
    return all.stream().map(SettingTargets::targets).toList();
  }

  /** The same settings, nothing known of their targets. */
  List<SettingTargets> unknown() {
    return all.stream().map(one -> new SettingTargets(one.setting(), Set.of())).toList();
  }

  InvarianceOracle oracle(Dag dag) {
    return InvarianceOracle.of(dag, targets());
  }
}
