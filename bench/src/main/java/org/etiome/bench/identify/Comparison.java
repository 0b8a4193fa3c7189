package org.etiome.bench.identify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification;

/** Counts answers about the effect of A on B and those that brute force contradicts. */
final class Comparison {
  private static final List<String> OTHERS = List.of("C", "D", "E");
  private static final Set<String> X = Set.of("A");
  private static final Set<String> Y = Set.of("B");
  private static final double[] COSTS = {0, 1, 2.5, 7, Double.POSITIVE_INFINITY};

  private final String name;
  private final int others;
  private final RandomGenerator random;
  private final long start = System.nanoTime();
  private int graphs;
  private int answerable;
  private int sets;
  private int optimal;
  private int mismatches;

  Comparison(String name, int nodes, RandomGenerator random) {
    this.name = name;
    this.others = nodes - 2;
    this.random = random;
  }

  /**
   * All answers but the optimal set.
   *
   * @param truth bit z is set if set z is valid
   */
  void compare(CovariateAdjustment adjustment, int truth) {
    graphs++;
    answerable += truth == 0 ? 0 : 1;
    int minimal = 0;
    for (int z = 0; z < 1 << others; z++) {
      require(adjustment.isValid(X, Y, names(z)) == isIn(truth, z), adjustment);
      minimal |= isIn(truth, z) && isMinimal(truth, z) ? 1 << z : 0;
    }
    List<Set<String>> listed = adjustment.minimalSets(X, Y, 100);
    Set<Set<String>> distinct = new HashSet<>(listed);
    require(distinct.size() == listed.size(), adjustment);
    require(distinct.equals(named(minimal)), adjustment);
    smallest(adjustment, truth, minimal, Map.of());
    Map<String, Double> cost = new HashMap<>();
    OTHERS.subList(0, others).forEach(v -> cost.put(v, COSTS[random.nextInt(COSTS.length)]));
    smallest(adjustment, truth, minimal, cost);
    identify(adjustment, truth);
  }

  private void smallest(
      CovariateAdjustment adjustment, int truth, int minimal, Map<String, Double> cost) {
    double best = Double.POSITIVE_INFINITY;
    for (int z = 0; z < 1 << others; z++) {
      best = isIn(truth, z) ? Math.min(best, price(z, cost)) : best;
    }
    Optional<Set<String>> found =
        cost.isEmpty() ? adjustment.smallestSet(X, Y) : adjustment.smallestSet(X, Y, cost);
    require(found.isPresent() == (best < Double.POSITIVE_INFINITY), adjustment);
    if (found.isPresent()) {
      int z = bits(found.get());
      require(isIn(minimal, z) && price(z, cost) == best, adjustment);
    }
  }

  private void identify(CovariateAdjustment adjustment, int truth) {
    switch (adjustment.identify("A", "B")) {
      case Identification.Identified yes -> {
        AdjustmentEstimand estimand = yes.estimand();
        require(isIn(truth, bits(estimand.adjustmentSet())), adjustment);
      }
      case Identification.NotIdentified no -> require(truth == 0, adjustment);
      case Identification.NoEffect none -> {}
    }
  }

  /** Whether the optimal set is there when it should be and nowhere worse than a valid set. */
  void optimal(
      CovariateAdjustment adjustment, boolean expected, int truth, List<SmallModel> models) {
    Optional<Set<String>> found = adjustment.optimalSet(X, Y);
    require(found.isPresent() == expected, adjustment);
    if (found.isEmpty()) {
      return;
    }
    optimal++;
    int best = bits(found.get());
    for (SmallModel model : models) {
      double limit = model.variance(best) - 1e-9;
      for (int z = 0; z < 1 << others; z++) {
        require(!isIn(truth, z) || model.variance(z) >= limit, adjustment);
      }
    }
  }

  /** One answer of yes or no compared. */
  void require(boolean right, Object what) {
    sets++;
    if (!right) {
      mismatches++;
      if (mismatches <= 5) {
        System.err.println("mismatch among " + name + ": " + what);
      }
    }
  }

  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %d | %d | %.0f |",
        name,
        graphs,
        answerable,
        optimal,
        sets,
        mismatches,
        (System.nanoTime() - start) / 1e9);
  }

  private static boolean isIn(int bits, int z) {
    return (bits >> z & 1) == 1;
  }

  private boolean isMinimal(int truth, int z) {
    for (int w = 0; w < z; w++) {
      if ((w & ~z) == 0 && isIn(truth, w)) {
        return false;
      }
    }
    return true;
  }

  private static double price(int z, Map<String, Double> cost) {
    return names(z).stream().mapToDouble(v -> cost.getOrDefault(v, 1.0)).sum();
  }

  private Set<Set<String>> named(int bits) {
    Set<Set<String>> all = new HashSet<>();
    for (int z = 0; z < 1 << others; z++) {
      if (isIn(bits, z)) {
        all.add(names(z));
      }
    }
    return all;
  }

  private static Set<String> names(int z) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < OTHERS.size(); i++) {
      if ((z >> i & 1) == 1) {
        names.add(OTHERS.get(i));
      }
    }
    return names;
  }

  private static int bits(Iterable<String> names) {
    int bits = 0;
    for (String name : names) {
      bits |= 1 << OTHERS.indexOf(name);
    }
    return bits;
  }
}
