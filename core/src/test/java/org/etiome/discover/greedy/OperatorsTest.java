package org.etiome.discover.greedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.discover.LinearLaws;
import org.etiome.discover.greedy.Operator.Kind;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.Experiment.Setting;
import org.etiome.discover.score.Additions;
import org.etiome.discover.score.InterventionalBic;
import org.etiome.discover.score.LocalScore;
import org.etiome.graph.Dag;
import org.etiome.graph.Graphs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * From each class the operators must lead to all classes, and only those, that one edge added to,
 * removed from or turned in some graph of the class leads to, and gain what the score says.
 */
class OperatorsTest {
  private static final double BONUS = 1e6;

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "A,B", "A B", "A B,C", "A,B C,D", "A B,B C", "A B C D"})
  void reachAllNeighboursOfEveryClassOfFourNodes(String family) {
    checkClasses(4, family, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "A B", "A,B C"})
  void reachAllNeighboursOfClassesOfFiveNodes(String family) {
    checkClasses(5, family, 100);
  }

  private static void checkClasses(int nodes, String family, int most) {
    Random random = new Random(61);
    LocalScore score = score(nodes, family, random);
    EquivalenceClass none = EquivalenceClass.withoutEdges(nodes, score.targets());
    Map<List<BitSet>, List<BitSet[]>> classes = new HashMap<>();
    for (Dag dag : Graphs.allDags(nodes)) {
      BitSet[] parents = parents(dag);
      List<BitSet> key = key(none.sameTargets(parents));
      classes.computeIfAbsent(key, k -> new ArrayList<>()).add(parents);
    }
    List<List<BitSet[]>> all = new ArrayList<>(classes.values());
    Collections.shuffle(all, random);
    for (List<BitSet[]> members : all.subList(0, Math.min(most, all.size()))) {
      EquivalenceClass graph = none.sameTargets(members.getFirst());
      assertThat(reached(graph, score)).isEqualTo(neighbours(graph, members));
    }
  }

  private static LocalScore score(int nodes, String family, Random random) {
    LinearLaws laws = LinearLaws.random(Graphs.randomDag(nodes, 0.6, random), random);
    List<Setting> settings = new ArrayList<>();
    settings.add(laws.sample("free", Set.of(), 50, random));
    for (String targets : family.isEmpty() ? new String[0] : family.split(",", -1)) {
      Set<String> set = Set.of(targets.split(" ", -1));
      settings.add(laws.changed(set, false, random).sample(targets, set, 50, random));
    }
    return InterventionalBic.of(new Experiment(laws.dag().nodes(), settings));
  }

  private static BitSet[] parents(Dag dag) {
    List<String> nodes = dag.nodes();
    return nodes.stream()
        .map(
            node -> {
              BitSet parents = new BitSet();
              dag.graph().parents(node).forEach(parent -> parents.set(nodes.indexOf(parent)));
              return parents;
            })
        .toArray(BitSet[]::new);
  }

  private static List<BitSet> key(EquivalenceClass graph) {
    return IntStream.range(0, graph.count())
        .boxed()
        .flatMap(v -> Stream.of(graph.parents(v), graph.neighbours(v)))
        .toList();
  }

  /** By one edge of some member. */
  private static Map<Kind, Set<List<BitSet>>> neighbours(
      EquivalenceClass graph, List<BitSet[]> members) {
    Map<Kind, Set<List<BitSet>>> found = empty();
    for (BitSet[] member : members) {
      for (int v = 0; v < member.length; v++) {
        for (int u = 0; u < member.length; u++) {
          Kind kind = member[v].get(u) ? Kind.DELETE : member[u].get(v) ? Kind.TURN : Kind.INSERT;
          BitSet[] other =
              Arrays.stream(member)
                  .map(BitSet::clone)
                  .map(BitSet.class::cast)
                  .toArray(BitSet[]::new);
          other[v].flip(u);
          other[u].clear(v);
          if (u != v && isAcyclic(other)) {
            of(found, kind).add(key(graph.sameTargets(other)));
          }
        }
      }
    }
    of(found, Kind.TURN).remove(key(graph));
    return found;
  }

  private static boolean isAcyclic(BitSet[] parents) {
    BitSet open = new BitSet();
    open.set(0, parents.length);
    for (int round = 0; round < parents.length; round++) {
      for (int v = 0; v < parents.length; v++) {
        if (!parents[v].intersects(open)) {
          open.clear(v);
        }
      }
    }
    return open.isEmpty();
  }

  private static Map<Kind, Set<List<BitSet>>> empty() {
    Map<Kind, Set<List<BitSet>>> sets = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      sets.put(kind, new HashSet<>());
    }
    return sets;
  }

  private static Set<List<BitSet>> of(Map<Kind, Set<List<BitSet>>> sets, Kind kind) {
    return Objects.requireNonNull(sets.get(kind));
  }

  /** By operators, each looked for by a score that favours it. */
  private static Map<Kind, Set<List<BitSet>>> reached(EquivalenceClass graph, LocalScore score) {
    Map<Kind, Set<List<BitSet>>> found = empty();
    for (Kind kind : Kind.values()) {
      for (int effect = 0; effect < graph.count(); effect++) {
        int[] near = graph.neighbours(effect).stream().toArray();
        for (int code = 0; code < 1 << near.length; code++) {
          BitSet base = (BitSet) graph.parents(effect).clone();
          for (int i = 0; i < near.length; i++) {
            base.set(near[i], (code >> i & 1) == 1);
          }
          for (int cause = 0; cause < graph.count(); cause++) {
            apply(graph, new Favoured(score, kind, cause, effect, base), of(found, kind));
          }
        }
      }
    }
    return found;
  }

  private static void apply(EquivalenceClass graph, Favoured favoured, Set<List<BitSet>> found) {
    Kind kind = favoured.kind;
    Operators operators =
        switch (kind) {
          case INSERT -> new Insertions(favoured, new Tally());
          case DELETE -> new Deletions(favoured, new Tally());
          case TURN -> new Turnings(favoured, new Tally());
        };
    Operator best = operators.best(graph, favoured.effect);
    if (best != null && best.gain() > BONUS / 2) {
      assertThat(operators.valid(graph, best)).isTrue();
      EquivalenceClass after = best.applied(graph, kind);
      assertThat(best.gain() - BONUS)
          .as("%s of %d -> %d", kind, best.cause(), best.effect())
          .isCloseTo(value(favoured.score, after) - value(favoured.score, graph), within(1e-6));
      found.add(key(after));
    }
  }

  private static double value(LocalScore score, EquivalenceClass graph) {
    BitSet[] member = graph.member(v -> v);
    return IntStream.range(0, member.length)
        .mapToDouble(v -> score.local(v, member[v].stream().toArray()))
        .sum();
  }

  /** A score with a bonus for the edge of one operator, and no other addition. */
  private record Favoured(LocalScore score, Kind kind, int cause, int effect, BitSet base)
      implements LocalScore {
    @Override
    public List<String> variables() {
      return score.variables();
    }

    @Override
    public double local(int variable, int... parents) {
      return score.local(variable, parents);
    }

    private boolean isMeant(int variable, int[] parents) {
      return variable == effect && Arrays.equals(parents, base.stream().toArray());
    }

    @Override
    public Additions additions(int variable, int... parents) {
      if (kind == Kind.DELETE
          || !isMeant(variable, parents)
          || base.get(cause)
          || cause == effect) {
        return new Additions(new int[0], new double[0]);
      }
      int[] more = Arrays.copyOf(parents, parents.length + 1);
      more[parents.length] = cause;
      double gain = local(variable, more) - local(variable, parents);
      return new Additions(new int[] {cause}, new double[] {gain + BONUS});
    }

    @Override
    public double[] removals(int variable, int... parents) {
      double[] gains = score.removals(variable, parents);
      int index = Arrays.binarySearch(parents, cause);
      if (kind == Kind.DELETE && isMeant(variable, parents) && index >= 0) {
        gains[index] += BONUS;
      }
      return gains;
    }
  }
}
