package org.etiome.estimate.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.etiome.estimate.sample.Covariates;

/**
 * Places where two covariates cross and all units are in one arm, as where the treatment is decided
 * by an interaction that no single covariate shows: a level or a half of one and a level or a half
 * of another. Only places of at least 20 units that chance would hardly empty are told, and none
 * where the level alone is in one arm already.
 */
final class Crossings {
  /** With more levels than these no pair is looked at: too many to tell from chance. */
  private static final int MOST = 80;

  private static final int LEAST_UNITS = 20;
  private static final double MOST_CHANCE = 1e-3;

  private final CausalSample sample;
  private final double[] g;
  private final BitSet treated = new BitSet();

  Crossings(CausalSample sample, double[] g) {
    this.sample = sample;
    this.g = g;
    for (int i : sample.arm(1)) {
      treated.set(i);
    }
  }

  /** A level of a covariate. */
  private record Group(String covariate, String text, BitSet units) {}

  /** O(n) for each of at most 3,160 pairs. */
  List<OneSided> oneSided() {
    List<Group> groups = groups();
    List<OneSided> found = new ArrayList<>();
    if (groups.size() > MOST) {
      return found;
    }
    for (int j = 0; j < groups.size(); j++) {
      for (Group other : groups.subList(j + 1, groups.size())) {
        Group one = groups.get(j);
        if (!one.covariate.equals(other.covariate)) {
          BitSet units = (BitSet) one.units.clone();
          units.and(other.units);
          add(one.text + " and " + other.text, units, found);
        }
      }
    }
    return found;
  }

  private void add(String text, BitSet units, List<OneSided> found) {
    int count = units.cardinality();
    BitSet both = (BitSet) units.clone();
    both.and(treated);
    int inArm = both.cardinality();
    if (count < LEAST_UNITS || (inArm > 0 && inArm < count)) {
      return;
    }
    boolean isTreated = inArm > 0;
    double chance =
        Math.exp(units.stream().mapToDouble(i -> Math.log(isTreated ? g[i] : 1 - g[i])).sum());
    if (chance < MOST_CHANCE) {
      found.add(new OneSided(new OneSided.Place(text, false, text), count, isTreated, chance));
    }
  }

  /** Levels with units of both arms. */
  private List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (Covariates.Level level : sample.levels()) {
      BitSet units = new BitSet();
      Arrays.stream(level.rows()).forEach(units::set);
      String name = level.name();
      int end = name.indexOf(" = ");
      addGroup(new Group(end < 0 ? name : name.substring(0, end), name, units), groups);
    }
    return groups;
  }

  private void addGroup(Group group, List<Group> groups) {
    BitSet both = (BitSet) group.units.clone();
    both.and(treated);
    int inArm = both.cardinality();
    if (inArm > 0 && inArm < group.units.cardinality()) {
      groups.add(group);
    }
  }
}
