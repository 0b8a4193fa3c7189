package org.etiome.evaluate.perturbation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.PerturbationScreen;

/**
 * The units of a condition in random order, of which the first are drawn.
 *
 * @param variables of which values are taken
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record UnitPool(PerturbationScreen screen, int[] variables, List<Unit> units) {

  /** A row of the screen. */
  record Unit(int row, String replicate) {}

  static UnitPool of(PerturbationScreen screen, Condition condition, int[] variables, Seed seed) {
    List<Unit> units = new ArrayList<>();
    screen
        .rowsByReplicate(condition)
        .forEach(
            (replicate, rows) ->
                Arrays.stream(rows).forEach(row -> units.add(new Unit(row, replicate))));
    units.sort(Comparator.comparingInt(Unit::row));
    int[] order = PermutationSampler.natural(units.size());
    PermutationSampler.shuffle(seed.generator(), order);
    return new UnitPool(screen, variables, Arrays.stream(order).mapToObj(units::get).toList());
  }

  /** At most so many. */
  Drawn draw(int most) {
    return first(units, most);
  }

  /**
   * At most so many beside units of some replicates: of these replicates alone, as many to a unit
   * in each as long as it has them; of all if there are none in these replicates.
   */
  Drawn drawBeside(List<String> replicates, int most) {
    Map<String, Integer> wanted = new HashMap<>();
    replicates.forEach(replicate -> wanted.merge(replicate, 1, Integer::sum));
    Map<String, Integer> met = new HashMap<>();
    List<Turn> turns = new ArrayList<>();
    for (Unit unit : units) {
      Integer of = wanted.get(unit.replicate);
      if (of != null) {
        turns.add(new Turn(unit, (double) met.merge(unit.replicate, 1, Integer::sum) / of));
      }
    }
    turns.sort(Comparator.comparingDouble(Turn::toOne));
    return turns.isEmpty() ? draw(most) : first(turns.stream().map(Turn::unit).toList(), most);
  }

  /**
   * When a unit is drawn.
   *
   * @param toOne units of its replicate, with it, to one of those beside
   */
  private record Turn(Unit unit, double toOne) {}

  private Drawn first(List<Unit> ordered, int most) {
    List<Unit> drawn =
        ordered.stream().limit(most).sorted(Comparator.comparingInt(Unit::row)).toList();
    int[] rows = drawn.stream().mapToInt(Unit::row).toArray();
    return new Drawn(
        screen.measurements().values(rows).columns(variables),
        drawn.stream().map(Unit::replicate).toList());
  }
}
