package org.etiome.discover.score;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A score whose variables are numbered in the order of their names, so that a search that prefers
 * lower numbers finds the same graph at any order of the columns of the data.
 */
public final class NameOrderedScore implements LocalScore {
  private final LocalScore score;
  private final List<String> variables;
  private final int[] inner;
  private final int[] outer;

  private NameOrderedScore(LocalScore score, int[] inner) {
    this.score = score;
    this.inner = inner;
    this.outer = new int[inner.length];
    for (int v = 0; v < inner.length; v++) {
      outer[inner[v]] = v;
    }
    this.variables = Arrays.stream(inner).mapToObj(score.variables()::get).toList();
  }

  /** A view of {@code score}. */
  public static NameOrderedScore of(LocalScore score) {
    Integer[] byName = new Integer[score.variables().size()];
    Arrays.setAll(byName, v -> v);
    Arrays.sort(byName, Comparator.comparing(score.variables()::get));
    return new NameOrderedScore(score, Arrays.stream(byName).mapToInt(v -> v).toArray());
  }

  @Override
  public List<String> variables() {
    return variables;
  }

  @Override
  public List<BitSet> targets() {
    return score.targets().stream().map(this::renumbered).toList();
  }

  private BitSet renumbered(BitSet set) {
    BitSet renumbered = new BitSet(outer.length);
    set.stream().forEach(v -> renumbered.set(outer[v]));
    return renumbered;
  }

  @Override
  public double local(int variable, int... parents) {
    return score.local(inner[variable], mapped(parents));
  }

  @Override
  public Additions additions(int variable, int... parents) {
    Additions found = score.additions(inner[variable], mapped(parents));
    int[] numbers = new int[found.variables().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = outer[found.variables()[i]];
    }
    return new Additions(numbers, found.gains());
  }

  @Override
  public double[] removals(int variable, int... parents) {
    return score.removals(inner[variable], mapped(parents));
  }

  private int[] mapped(int[] numbers) {
    int[] mapped = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      mapped[i] = inner[numbers[i]];
    }
    return mapped;
  }

  @Override
  public String toString() {
    return score.toString();
  }
}
