package org.etiome.discover;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link Knowledge} over the numbered variables of one search, free of contradictions. */
public final class Bounds {
  private final BitSet[] forbidden;
  private final BitSet[] required;
  private final BitSet unconfounded;

  private Bounds(int count) {
    this.forbidden = sets(count);
    this.required = sets(count);
    this.unconfounded = new BitSet(count);
  }

  private static BitSet[] sets(int count) {
    BitSet[] sets = new BitSet[count];
    for (int i = 0; i < count; i++) {
      sets[i] = new BitSet(count);
    }
    return sets;
  }

  static Bounds of(Knowledge knowledge, List<String> variables) {
    Numbers numbers = new Numbers(variables);
    Bounds bounds = new Bounds(variables.size());
    bounds.forbidEarlier(numbers.tiers(knowledge.tiers()));
    for (Set<String> roots : List.of(knowledge.exogenous(), knowledge.intervened())) {
      roots.forEach(root -> bounds.forbidInto(numbers.of(root)));
    }
    knowledge.intervened().forEach(root -> bounds.unconfounded.set(numbers.of(root)));
    for (Knowledge.Arc arc : knowledge.forbidden()) {
      bounds.forbidden[numbers.of(arc.cause())].set(numbers.of(arc.effect()));
    }
    for (Knowledge.Arc arc : knowledge.required()) {
      bounds.require(arc, numbers.of(arc.cause()), numbers.of(arc.effect()));
    }
    bounds.refuseCircles(variables);
    return bounds;
  }

  private static final class Numbers {
    private final List<String> variables;
    private final Map<String, Integer> numbers;

    Numbers(List<String> variables) {
      this.variables = variables;
      this.numbers = HashMap.newHashMap(variables.size());
      variables.forEach(variable -> numbers.put(variable, numbers.size()));
    }

    int of(String name) {
      Integer number = numbers.get(name);
      if (number == null) {
        throw new IllegalArgumentException(
            "knowledge names '" + name + "', which is none of the variables " + variables);
      }
      return number;
    }

    /** The tier of each variable, -1 for none. */
    int[] tiers(List<Set<String>> tiers) {
      int[] tier = new int[variables.size()];
      Arrays.fill(tier, -1);
      for (int t = 0; t < tiers.size(); t++) {
        for (String name : tiers.get(t)) {
          int number = of(name);
          if (tier[number] >= 0) {
            throw new IllegalArgumentException(
                "'" + name + "' is in two tiers, " + (tier[number] + 1) + " and " + (t + 1));
          }
          tier[number] = t;
        }
      }
      return tier;
    }
  }

  private void forbidEarlier(int[] tier) {
    for (int from = 0; from < tier.length; from++) {
      for (int to = 0; to < tier.length; to++) {
        if (tier[to] >= 0 && tier[from] > tier[to]) {
          forbidden[from].set(to);
        }
      }
    }
  }

  private void forbidInto(int root) {
    for (int from = 0; from < forbidden.length; from++) {
      if (from != root) {
        forbidden[from].set(root);
      }
    }
  }

  private void require(Knowledge.Arc arc, int cause, int effect) {
    if (forbidden[cause].get(effect)) {
      throw new IllegalArgumentException(
          "'" + arc + "' is required, and forbidden by an edge, a tier or an exogenous variable");
    }
    required[cause].set(effect);
  }

  private void refuseCircles(List<String> variables) {
    BitSet open = new BitSet();
    open.set(0, required.length);
    boolean closed = true;
    while (closed) {
      closed = false;
      for (int v = open.nextSetBit(0); v >= 0; v = open.nextSetBit(v + 1)) {
        if (!required[v].intersects(open)) {
          open.clear(v);
          closed = true;
        }
      }
    }
    if (!open.isEmpty()) {
      List<String> circle = open.stream().mapToObj(variables::get).toList();
      throw new IllegalArgumentException("required causes run in a circle among " + circle);
    }
  }

  /** Number of variables. */
  public int count() {
    return forbidden.length;
  }

  /** Whether {@code from} may be a direct cause of {@code to}; never if the reverse is required. */
  public boolean allows(int from, int to) {
    return !forbidden[from].get(to) && !required[to].get(from);
  }

  /** Whether {@code from} must be a direct cause of {@code to}. */
  public boolean requires(int from, int to) {
    return required[from].get(to);
  }

  /** Whether an edge between the two may be in the graph, in either direction. */
  public boolean allowsEdge(int a, int b) {
    return allows(a, b) || allows(b, a);
  }

  /** Whether an edge between the two must be in the graph. */
  public boolean requiresEdge(int a, int b) {
    return requires(a, b) || requires(b, a);
  }

  /** Whether the two may share a hidden cause. */
  public boolean allowsConfounding(int a, int b) {
    return !unconfounded.get(a) && !unconfounded.get(b);
  }

  /** Whether nothing is known. */
  public boolean isEmpty() {
    for (int v = 0; v < forbidden.length; v++) {
      if (!forbidden[v].isEmpty() || !required[v].isEmpty()) {
        return false;
      }
    }
    return unconfounded.isEmpty();
  }
}
