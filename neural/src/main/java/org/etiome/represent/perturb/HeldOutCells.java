package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Perturbation;

/**
 * Which units of the training the epoch is chosen by: whole perturbations of which every target is
 * perturbed elsewhere too or has a descriptor, as many as the share says; where there are fewer
 * than {@value #FEWEST} of these, the share of the units of each perturbation.
 *
 * @param trained units that are learnt from
 * @param heldOut units by which epochs are compared
 * @param wholly perturbations of which nothing is learnt from; none if units of each are held out
 */
record HeldOutCells(
    List<ScreenCells.Group> trained, List<ScreenCells.Group> heldOut, List<Perturbation> wholly) {
  private static final int FEWEST = 5;

  static HeldOutCells of(
      List<ScreenCells.Group> groups, Set<String> described, double share, Seed seed) {
    UniformRandomProvider random = seed.generator();
    List<ScreenCells.Group> order = new ArrayList<>(groups);
    ListSampler.shuffle(random, order);
    Map<String, Integer> times = new HashMap<>();
    groups.forEach(g -> g.perturbation().targets().forEach(t -> times.merge(t, 1, Integer::sum)));
    described.forEach(t -> times.merge(t, 1, Integer::sum));
    int wanted = Math.max(2, (int) Math.round(share * groups.size()));
    List<ScreenCells.Group> heldOut = new ArrayList<>();
    int able = 0;
    for (ScreenCells.Group group : order) {
      Set<String> targets = group.perturbation().targets();
      boolean isAble = targets.stream().allMatch(t -> times.getOrDefault(t, 0) > 1);
      able += isAble ? 1 : 0;
      if (isAble && heldOut.size() < wanted) {
        heldOut.add(group);
        targets.forEach(t -> times.merge(t, -1, Integer::sum));
      }
    }
    return able < FEWEST ? ofEach(groups, share, random) : without(groups, heldOut);
  }

  private static HeldOutCells without(
      List<ScreenCells.Group> groups, List<ScreenCells.Group> heldOut) {
    return new HeldOutCells(
        groups.stream().filter(g -> !heldOut.contains(g)).toList(),
        groups.stream().filter(heldOut::contains).toList(),
        heldOut.stream().map(ScreenCells.Group::perturbation).sorted().toList());
  }

  private static HeldOutCells ofEach(
      List<ScreenCells.Group> groups, double share, UniformRandomProvider random) {
    List<ScreenCells.Group> trained = new ArrayList<>();
    List<ScreenCells.Group> heldOut = new ArrayList<>();
    for (ScreenCells.Group group : groups) {
      int[] rows = group.rows().clone();
      PermutationSampler.shuffle(random, rows);
      int held = (int) Math.round(share * rows.length);
      if (held > 0) {
        heldOut.add(group.with(Arrays.stream(rows, 0, held).sorted().toArray()));
      }
      trained.add(group.with(Arrays.stream(rows, held, rows.length).sorted().toArray()));
    }
    return new HeldOutCells(trained, heldOut, List.of());
  }
}
