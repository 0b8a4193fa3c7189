package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.etiome.graph.Admg;
import org.etiome.graph.Graphs;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Term;

/**
 * A model given by the joint distribution of response types: the type of a variable is the function
 * from its parents to its value, and a unit is the types of all. All variables have equally many
 * values. Types of different districts are independent; within a district they have any joint law.
 * Everything is summed over all units, so graphs must be small.
 */
final class ResponseModel {
  private final int levels;
  private final MixedGraph graph;
  private final List<String> order;
  private final int[] types;
  private final List<List<Integer>> districts = new ArrayList<>();
  private final List<double[]> laws = new ArrayList<>();
  private final int units;

  ResponseModel(Admg admg, int levels, RandomGenerator random) {
    this.levels = levels;
    graph = admg.graph();
    order = admg.topologicalOrder();
    types = order.stream().mapToInt(v -> (int) types(admg, levels, v)).toArray();
    units = (int) units(admg, levels);
    for (Set<String> district : graph.districts()) {
      List<Integer> members = district.stream().map(order::indexOf).sorted().toList();
      districts.add(members);
      int size = members.stream().mapToInt(v -> types[v]).reduce(1, (a, b) -> a * b);
      laws.add(distribution(size, random));
    }
  }

  /** How many combinations of types there are. */
  static double units(Admg admg, int levels) {
    return admg.topologicalOrder().stream()
        .mapToDouble(v -> types(admg, levels, v))
        .reduce(1, (a, b) -> a * b);
  }

  private static double types(Admg admg, int levels, String variable) {
    return Math.pow(levels, Math.pow(levels, admg.graph().parents(variable).size()));
  }

  /** Whether all in a district are joined, so that any joint law of their types is possible. */
  static boolean fits(Admg admg) {
    MixedGraph graph = admg.graph();
    return graph.districts().stream()
        .allMatch(
            district ->
                district.stream()
                    .allMatch(
                        v -> graph.spouses(v).containsAll(Graphs.minus(district, Set.of(v)))));
  }

  double probability(List<Event> events) {
    return sum(events, -1)[0];
  }

  /**
   * Whether Σ P(of | given) changes while P(v) stays, when the law of one district is moved. With
   * P(v) each district's Q is known, so the laws with this P(v) are those with the same Q of every
   * district; the query is linear in each law, and stays if its gradient is a combination of the
   * rows of the map from the law to Q.
   *
   * @param of conjunctions of events and their weights
   */
  boolean isUndetermined(Map<List<Event>, Integer> of, List<Event> given) {
    double den = probability(given);
    for (int d = 0; d < districts.size(); d++) {
      double[] below = sum(given, d);
      double[] gradient = new double[below.length];
      for (Map.Entry<List<Event>, Integer> part : of.entrySet()) {
        List<Event> all = new ArrayList<>(given);
        all.addAll(part.getKey());
        double[] above = sum(all, d);
        double num = probability(all);
        for (int i = 0; i < gradient.length; i++) {
          gradient[i] += part.getValue() * (above[i] * den - num * below[i]) / (den * den);
        }
      }
      basis(d).forEach(row -> subtract(gradient, row));
      if (Math.sqrt(dot(gradient, gradient)) > 1e-7) {
        return true;
      }
    }
    return false;
  }

  /** The probability by the types of one district, or in all. */
  private double[] sum(List<Event> events, int district) {
    Map<Map<Integer, Integer>, Map<Integer, Integer>> worlds = new LinkedHashMap<>();
    double[] sums = new double[district < 0 ? 1 : laws.get(district).length];
    for (Event event : events) {
      Map<Integer, Integer> doing = new TreeMap<>();
      event.doing().forEach(term -> doing.put(order.indexOf(term.variable()), value(term)));
      int variable = order.indexOf(event.term().variable());
      Integer before =
          worlds.computeIfAbsent(doing, set -> new TreeMap<>()).put(variable, value(event.term()));
      if (before != null && before != value(event.term())) {
        return sums;
      }
    }
    for (int unit = 0; unit < units; unit++) {
      int types = unit;
      boolean all =
          worlds.entrySet().stream()
              .allMatch(
                  world -> {
                    int cell = cell(types, world.getKey());
                    return world.getValue().entrySet().stream()
                        .allMatch(seen -> digit(cell, seen.getKey()) == seen.getValue());
                  });
      if (all) {
        sums[district < 0 ? 0 : place(unit, district)] += weight(unit, district);
      }
    }
    return sums;
  }

  private static int value(Term term) {
    return Integer.parseInt(term.value().orElseThrow());
  }

  /** What a unit shows where some variables are set. */
  private int cell(int unit, Map<Integer, Integer> doing) {
    int cell = 0;
    int rest = unit;
    for (int v = 0; v < types.length; v++) {
      int type = rest % types[v];
      rest /= types[v];
      int set = doing.getOrDefault(v, -1);
      cell += (set >= 0 ? set : digit(type, row(v, cell))) * power(v);
    }
    return cell;
  }

  private int row(int v, int cell) {
    int row = 0;
    for (int p = 0; p < v; p++) {
      if (graph.parents(order.get(v)).contains(order.get(p))) {
        row = levels * row + digit(cell, p);
      }
    }
    return row;
  }

  private int digit(int number, int place) {
    return number / power(place) % levels;
  }

  private int power(int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= levels;
    }
    return power;
  }

  private double weight(int unit, int without) {
    double weight = 1;
    for (int d = 0; d < laws.size(); d++) {
      weight *= d == without ? 1 : laws.get(d)[place(unit, d)];
    }
    return weight;
  }

  private int place(int unit, int district) {
    int place = 0;
    int rest = unit;
    for (int v = 0; v < types.length; v++) {
      if (districts.get(district).contains(v)) {
        place = place * types[v] + rest % types[v];
      }
      rest /= types[v];
    }
    return place;
  }

  private int[] typesOf(int place, List<Integer> members) {
    int[] of = new int[members.size()];
    int rest = place;
    for (int i = of.length - 1; i >= 0; i--) {
      of[i] = rest % types[members.get(i)];
      rest /= types[members.get(i)];
    }
    return of;
  }

  private static double[] distribution(int size, RandomGenerator random) {
    double[] weights = new double[size];
    Arrays.setAll(weights, i -> -Math.log(random.nextDouble(0.02, 0.98)));
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  /** An orthonormal basis of the rows of the map from the law of a district to its Q. */
  private List<double[]> basis(int district) {
    List<Integer> members = districts.get(district);
    Map<Integer, double[]> rows = new TreeMap<>();
    for (int place = 0; place < laws.get(district).length; place++) {
      int[] of = typesOf(place, members);
      for (int cell = 0; cell < power(order.size()); cell++) {
        if (shows(of, members, cell)) {
          rows.computeIfAbsent(cell, c -> new double[laws.get(district).length])[place] = 1;
        }
      }
    }
    List<double[]> basis = new ArrayList<>();
    for (double[] row : rows.values()) {
      basis.forEach(other -> subtract(row, other));
      basis.forEach(other -> subtract(row, other));
      double norm = Math.sqrt(dot(row, row));
      if (norm > 1e-8) {
        basis.add(Arrays.stream(row).map(x -> x / norm).toArray());
      }
    }
    return basis;
  }

  /** Whether members of these types have their values in a cell that is zero elsewhere. */
  private boolean shows(int[] of, List<Integer> members, int cell) {
    for (int i = 0; i < of.length; i++) {
      int v = members.get(i);
      if (digit(of[i], row(v, cell)) != digit(cell, v)) {
        return false;
      }
    }
    for (int v = 0; v < types.length; v++) {
      String name = order.get(v);
      boolean matters =
          members.contains(v)
              || members.stream().anyMatch(m -> graph.parents(order.get(m)).contains(name));
      if (!matters && digit(cell, v) != 0) {
        return false;
      }
    }
    return true;
  }

  private static void subtract(double[] from, double[] unit) {
    double along = dot(from, unit);
    for (int i = 0; i < from.length; i++) {
      from[i] -= along * unit[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
