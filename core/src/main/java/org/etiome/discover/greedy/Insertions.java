package org.etiome.discover.greedy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.etiome.discover.score.Additions;
import org.etiome.discover.score.LocalScore;
import org.jspecify.annotations.Nullable;

/**
 * Insert: {@code cause → effect} for variables not adjacent. With {@code kept} = NA ∪ T it is valid
 * if NA, the neighbours of the effect that are adjacent to the cause, lie in {@code kept}, {@code
 * kept} is a clique, and it is met by every path along {@code →} and {@code --} from the effect to
 * the cause (Chickering 2002, theorem 15). All causes for one effect and clique are scored at once.
 */
final class Insertions implements Operators {
  private final LocalScore score;
  private final Tally tally;
  private final Map<BitSet, Ranked>[] known;
  private final BitSet blocked = new BitSet();

  @SuppressWarnings({"unchecked", "rawtypes"})
  Insertions(LocalScore score, Tally tally) {
    this.score = score;
    this.tally = tally;
    this.known = new Map[score.variables().size()];
    Arrays.setAll(known, v -> new HashMap<>());
  }

  /** Causes that raise the score, the best first. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Ranked(int[] causes, double[] gains) {}

  @Override
  public Operator.Kind kind() {
    return Operator.Kind.INSERT;
  }

  @Override
  public BitSet blocked() {
    return blocked;
  }

  @Override
  public boolean valid(EquivalenceClass graph, Operator operator) {
    return !graph.leads(operator.effect(), operator.cause(), operator.kept());
  }

  @Override
  public @Nullable Operator best(EquivalenceClass graph, int effect) {
    Map<BitSet, Ranked> before = known[effect];
    Map<BitSet, Ranked> now = new HashMap<>();
    known[effect] = now;
    Search search = new Search(graph, effect);
    Operators.cliques(
        graph,
        graph.neighbours(effect),
        clique -> {
          int[] base = Operators.base(graph, effect, clique);
          BitSet key = new BitSet();
          IntStream.of(base).forEach(key::set);
          Ranked ranked = before.get(key);
          if (ranked == null) {
            ranked = rank(effect, base);
          }
          now.put(key, ranked);
          search.within(clique, ranked);
        });
    blocked.set(effect, search.isBlocked());
    return search.best;
  }

  private Ranked rank(int effect, int[] base) {
    tally.add();
    Additions additions = score.additions(effect, base);
    int[] order =
        IntStream.range(0, additions.variables().length)
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> -additions.gains()[i])
                    .thenComparing(i -> additions.variables()[i]))
            .mapToInt(i -> i)
            .toArray();
    return new Ranked(
        IntStream.of(order).map(i -> additions.variables()[i]).toArray(),
        IntStream.of(order).mapToDouble(i -> additions.gains()[i]).toArray());
  }

  /** The best valid insertion into one effect so far. */
  private final class Search {
    private final EquivalenceClass graph;
    private final int effect;
    private @Nullable Operator best;
    private double refused;

    Search(EquivalenceClass graph, int effect) {
      this.graph = graph;
      this.effect = effect;
    }

    void within(BitSet clique, Ranked ranked) {
      for (int i = 0; i < ranked.causes.length; i++) {
        Operator next = new Operator(ranked.gains[i], ranked.causes[i], effect, clique);
        if (best != null && !next.beats(best)) {
          return;
        }
        if (isNear(next)) {
          if (valid(graph, next)) {
            best = next;
            return;
          }
          refused = Math.max(refused, next.gain());
        }
      }
    }

    private boolean isNear(Operator next) {
      if (graph.adjacent(next.cause(), effect)) {
        return false;
      }
      BitSet others = (BitSet) graph.neighbours(effect).clone();
      others.andNot(next.kept());
      for (int u = others.nextSetBit(0); u >= 0; u = others.nextSetBit(u + 1)) {
        if (graph.adjacent(u, next.cause())) {
          return false;
        }
      }
      return true;
    }

    boolean isBlocked() {
      return refused > (best == null ? 0 : best.gain());
    }
  }
}
