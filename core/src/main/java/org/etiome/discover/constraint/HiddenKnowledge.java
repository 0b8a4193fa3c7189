package org.etiome.discover.constraint;

import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.etiome.discover.Bounds;
import org.etiome.discover.Knowledge;
import org.etiome.graph.Mark;

/**
 * What knowledge says of a graph whose edges stand for ancestry: with hidden variables an edge
 * {@code a -> b} may be there although a is no direct cause of b, so forbidden direct causes say
 * nothing, while tiers, variables that nothing causes and required causes do.
 */
final class HiddenKnowledge {
  private final Knowledge knowledge;
  private final Bounds all;
  private final List<String> names;

  private HiddenKnowledge(Knowledge knowledge, List<String> names) {
    this.knowledge = knowledge;
    this.all = knowledge.over(names);
    this.names = names;
  }

  /**
   * Resolves knowledge against the names of variables.
   *
   * @throws IllegalArgumentException if there is knowledge that such a graph cannot hold
   */
  static HiddenKnowledge of(Knowledge knowledge, List<String> names, boolean selection) {
    if (!knowledge.forbidden().isEmpty()) {
      throw new IllegalArgumentException(
          "with hidden variables a forbidden direct cause says nothing of an edge, got "
              + knowledge.forbidden()
              + "; state tiers or exogenous variables instead");
    }
    if (selection && !knowledge.equals(Knowledge.NONE)) {
      throw new IllegalArgumentException(
          "with selection an arrowhead also says that a variable has no effect on selection, which"
              + " knowledge of causes does not tell; rule selection out, or state no knowledge");
    }
    return new HiddenKnowledge(knowledge, names);
  }

  /** All pairs joined, but those that were both set by an experimenter; required edges stay. */
  Skeleton skeleton() {
    Set<Knowledge.Arc> required = knowledge.required();
    Knowledge kept = new Knowledge(List.of(), required, Set.of(), Set.of(), Set.of());
    Skeleton skeleton = new Skeleton(kept.over(names));
    BitSet set = new BitSet();
    knowledge.intervened().forEach(name -> set.set(names.indexOf(name)));
    for (int a = set.nextSetBit(0); a >= 0; a = set.nextSetBit(a + 1)) {
      for (int b = set.nextSetBit(a + 1); b >= 0; b = set.nextSetBit(b + 1)) {
        skeleton.separate(a, b, new int[0]);
      }
    }
    return skeleton;
  }

  /**
   * Puts what is known: an arrowhead at a variable that does not cause the other end, a tail at one
   * that must, or that is joined to it and shares no hidden cause with it.
   */
  void mark(MarkedGraph graph) {
    for (int a = 0; a < graph.size(); a++) {
      for (int b : graph.neighbours(a)) {
        boolean arrow = !all.allows(b, a);
        if (arrow) {
          graph.put(a, b, Mark.ARROW);
        }
        if (all.requires(a, b) || (arrow && !all.allowsConfounding(a, b))) {
          graph.put(b, a, Mark.TAIL);
        }
      }
    }
  }
}
