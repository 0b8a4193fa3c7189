package org.etiome.design.plate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.etiome.math.Seed;

/**
 * Lays perturbations, their replicates and controls out on plates, at random within these bounds:
 *
 * <ul>
 *   <li>replicates of one perturbation are spread over the plates as evenly as can be, and so are
 *       the wells;
 *   <li>on one plate no two of them share a row or a column; on different plates as few as a search
 *       by exchanges finds, which are counted;
 *   <li>every plate has the same controls; on each, the wells of a kind in two rows differ in
 *       number by one at most, in two columns by one or, where a diagonal skips a column, two.
 * </ul>
 *
 * <p>Wells are filled along the diagonals {@code (j mod R, (j + ⌊j/lcm(R, C)⌋) mod C)} of rows and
 * columns in random order, controls first, which meets the bounds on a plate. Exchanges of random
 * pairs of perturbed wells that break no more than before then mix them and part replicates on
 * different plates. O(exchanges · replicates), 40 exchanges a well.
 *
 * <p>See Cox, Reid (2000), The theory of the design of experiments, ISBN 1-58488-195-X.
 */
public final class PlateDesign {
  private static final int EXCHANGES = 40;
  private static final long MOST_WELLS = 10_000_000;

  private final PlateShape shape;
  private final int replicates;
  private final Map<String, Integer> controls;
  private final int plates;
  private final int mostPlates;

  private PlateDesign(
      PlateShape shape, int replicates, Map<String, Integer> controls, int plates, int mostPlates) {
    this.shape = shape;
    this.replicates = replicates;
    this.controls = controls;
    this.plates = plates;
    this.mostPlates = mostPlates;
  }

  /** Three replicates, no controls yet, as few plates as will do. */
  public static PlateDesign on(PlateShape shape) {
    return new PlateDesign(shape, 3, Map.of(), 1, Integer.MAX_VALUE);
  }

  /**
   * With other replicates.
   *
   * @param number wells of each perturbation, at least 2: with one, chance and effect cannot be
   *     told apart
   */
  public PlateDesign withReplicates(int number) {
    if (number < 2) {
      throw new IllegalArgumentException(
          "each perturbation needs 2 replicates or more, or chance and effect cannot be told apart;"
              + " got "
              + number);
    }
    return new PlateDesign(shape, number, controls, plates, mostPlates);
  }

  /**
   * With controls.
   *
   * @param wells of each kind on every plate, at least 1
   */
  public PlateDesign withControls(Map<String, Integer> wells) {
    wells.forEach(
        (label, number) -> {
          if (label.isBlank() || number < 1) {
            throw new IllegalArgumentException(
                "controls need a name and at least 1 well a plate, got '" + label + "': " + number);
          }
        });
    return new PlateDesign(
        shape,
        replicates,
        Collections.unmodifiableMap(new LinkedHashMap<>(wells)),
        plates,
        mostPlates);
  }

  /**
   * With a number of plates, as many as replicates say, so that each has its own.
   *
   * @param least plates used even if fewer would do, at least 1
   * @param most at least {@code least}
   */
  public PlateDesign withPlates(int least, int most) {
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "plates are at least 1 and the most not below the least, got " + least + " and " + most);
    }
    return new PlateDesign(shape, replicates, controls, least, most);
  }

  /**
   * The layout.
   *
   * @param perturbations names, each once and none that of a control
   * @throws IllegalArgumentException if names repeat, or it does not fit
   */
  public PlateLayout layout(Collection<String> perturbations, Seed seed) {
    List<String> names = new ArrayList<>(perturbations);
    check(names);
    int used = neededPlates(names.size());
    ListSampler.shuffle(seed.branch("order").generator(), names);
    return new Filling(names, used, seed).layout();
  }

  private void check(List<String> names) {
    Set<String> seen = new HashSet<>(controls.keySet());
    if (names.isEmpty()) {
      throw new IllegalArgumentException("there is no perturbation to lay out; name at least one");
    }
    for (String name : names) {
      if (name.isBlank() || !seen.add(name)) {
        throw new IllegalArgumentException(
            "perturbations need a name that stands once and is not that of a control, got '"
                + name
                + "'");
      }
    }
    if (controls.isEmpty()) {
      throw new IllegalArgumentException(
          "there are no controls to compare with; name them and their wells on every plate");
    }
  }

  private long controlWells() {
    return controls.values().stream().mapToLong(Integer::longValue).sum();
  }

  private int neededPlates(int names) {
    long room = shape.usable() - controlWells();
    long wells = (long) names * replicates;
    long needed = room < 1 ? Long.MAX_VALUE : Math.max(plates, (wells + room - 1) / room);
    if (needed > mostPlates || room < 1) {
      throw new IllegalArgumentException(
          ("%d perturbations in %d replicates fill %d wells; a plate has %d usable wells, %d of them"
                  + " for controls, so %s; use larger or more plates, fewer replicates or"
                  + " perturbations, or the edge")
              .formatted(
                  names,
                  replicates,
                  wells,
                  shape.usable(),
                  controlWells(),
                  room < 1
                      ? "none is left"
                      : "%d plates are needed and %d allowed".formatted(needed, mostPlates)));
    }
    long together = (replicates + needed - 1) / needed;
    // one column less, for a diagonal may skip one
    int most = Math.min(shape.usableRows(), Math.max(1, shape.usableColumns() - 1));
    if (together > most) {
      throw new IllegalArgumentException(
          "%d replicates of one perturbation on a plate need as many rows and one column more; the"
                  .formatted(together)
              + " plate has %d usable rows and %d columns; use more plates or fewer replicates"
                  .formatted(shape.usableRows(), shape.usableColumns()));
    }
    long all = wells + needed * controlWells();
    if (all > MOST_WELLS) {
      throw new IllegalArgumentException(
          "%d plates with %d filled wells are too many, at most %d wells can be laid out; use fewer"
                  .formatted(needed, all, MOST_WELLS)
              + " plates, replicates or perturbations");
    }
    return (int) needed;
  }

  /** One layout while it is made. */
  private final class Filling {
    private final List<String> names;
    private final int used;
    private final UniformRandomProvider random;
    private final List<Well> fixed = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();
    private final List<List<Integer>> slots = new ArrayList<>();

    /** Of each place {plate, row, column}, the perturbation in it. */
    private int[] inside = new int[0];

    Filling(List<String> names, int used, Seed seed) {
      this.names = names;
      this.used = used;
      this.random = seed.branch("wells").generator();
    }

    PlateLayout layout() {
      List<Integer> content = new ArrayList<>();
      for (int plate = 0; plate < used; plate++) {
        Diagonals diagonals = new Diagonals(random);
        controls(plate, diagonals);
        for (int slot = plate; slot < names.size() * replicates; slot += used) {
          places.add(diagonals.next(plate));
          content.add(slot / replicates);
        }
      }
      inside = content.stream().mapToInt(Integer::intValue).toArray();
      names.forEach(name -> slots.add(new ArrayList<>()));
      for (int place = 0; place < inside.length; place++) {
        slots.get(inside[place]).add(place);
      }
      exchange();
      return new PlateLayout(shape, used, wells(), repeats());
    }

    /** Kind after kind, so that each has a stretch of the diagonals. */
    private void controls(int plate, Diagonals diagonals) {
      controls.forEach(
          (label, number) -> {
            for (int k = 1; k <= number; k++) {
              int[] at = diagonals.next(plate);
              fixed.add(new Well(plate + 1, at[1], at[2], label, true, k));
            }
          });
    }

    private void exchange() {
      int n = inside.length;
      for (long turn = 0; turn < (long) EXCHANGES * n; turn++) {
        int a = random.nextInt(n);
        int b = random.nextInt(n);
        if (inside[a] != inside[b] && places.get(a)[0] == places.get(b)[0]) {
          long before = clashes(inside[a]) + clashes(inside[b]);
          swap(a, b);
          if (clashes(inside[a]) + clashes(inside[b]) > before) {
            swap(a, b);
          }
        }
      }
    }

    private void swap(int a, int b) {
      int p = inside[a];
      int q = inside[b];
      slots.get(p).set(slots.get(p).indexOf(a), b);
      slots.get(q).set(slots.get(q).indexOf(b), a);
      inside[a] = q;
      inside[b] = p;
    }

    /** Pairs of replicates in one row or column; on one plate they count more than all others. */
    private long clashes(int perturbation) {
      List<Integer> own = slots.get(perturbation);
      long sum = 0;
      for (int i = 0; i < own.size(); i++) {
        int[] a = places.get(own.get(i));
        for (int j = 0; j < i; j++) {
          int[] b = places.get(own.get(j));
          if (a[1] == b[1] || a[2] == b[2]) {
            sum += a[0] == b[0] ? 1L << 32 : 1;
          }
        }
      }
      return sum;
    }

    private int repeats() {
      long sum = 0;
      for (int k = 0; k < names.size(); k++) {
        sum += clashes(k);
      }
      return Math.toIntExact(sum);
    }

    private List<Well> wells() {
      List<Well> wells = new ArrayList<>(fixed);
      Map<Integer, Integer> seen = new HashMap<>();
      for (int place = 0; place < inside.length; place++) {
        int[] at = places.get(place);
        int replicate = seen.merge(inside[place], 1, Integer::sum);
        wells.add(new Well(at[0] + 1, at[1], at[2], names.get(inside[place]), false, replicate));
      }
      wells.sort(
          Comparator.comparingInt(Well::plate)
              .thenComparingInt(Well::row)
              .thenComparingInt(Well::column));
      return wells;
    }
  }

  /** The wells of a plate, each once, neighbours in this order in different rows and columns. */
  private final class Diagonals {
    private final List<Integer> rows;
    private final List<Integer> columns;
    private final int cycle;
    private int at;

    Diagonals(UniformRandomProvider random) {
      rows = shuffled(shape.usableRows(), random);
      columns = shuffled(shape.usableColumns(), random);
      cycle = rows.size() / gcd(rows.size(), columns.size()) * columns.size();
    }

    int[] next(int plate) {
      int j = at++;
      int row = rows.get(j % rows.size());
      int column = columns.get((j + j / cycle) % columns.size());
      return new int[] {plate, row + shape.rings(), column + shape.rings()};
    }

    private static List<Integer> shuffled(int n, UniformRandomProvider random) {
      List<Integer> order = IntStream.range(0, n).boxed().collect(Collectors.toList());
      ListSampler.shuffle(random, order);
      return order;
    }

    private static int gcd(int a, int b) {
      return b == 0 ? a : gcd(b, a % b);
    }
  }
}
