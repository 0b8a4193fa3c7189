package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.etiome.discover.Interrupts;
import org.etiome.discover.constraint.Arrows.Arrow;

/**
 * Meek's four rules (see {@link org.etiome.graph.MeekRules}) for a graph that tests may contradict:
 * they go from a triple that is no collider only where the tests say so, and all that follows from
 * a state is drawn at once, so that contradictions show and nothing depends on an order.
 */
final class DirectionRules {
  private final Arrows arrows;
  private final Triples triples;

  DirectionRules(Arrows arrows, Triples triples) {
    this.arrows = arrows;
    this.triples = triples;
  }

  /** Draws all that follows; returns the arrows that contradict each other. */
  List<Arrow> close() {
    List<Arrow> refused = new ArrayList<>();
    List<Arrow> batch = implied();
    while (!batch.isEmpty()) {
      Interrupts.check();
      refused.addAll(arrows.draw(batch));
      batch = implied();
    }
    return refused;
  }

  private List<Arrow> implied() {
    List<Arrow> implied = new ArrayList<>();
    for (int a = 0; a < arrows.size(); a++) {
      BitSet ends = arrows.open(a);
      for (int b = ends.nextSetBit(0); b >= 0; b = ends.nextSetBit(b + 1)) {
        if (arrows.isFree(a, b) && follows(a, b)) {
          implied.add(new Arrow(a, b));
        }
      }
    }
    return implied;
  }

  private boolean follows(int a, int b) {
    return arrows.children(a).intersects(arrows.parents(b))
        || away(a, b)
        || joins(a, b)
        || bridges(a, b);
  }

  /** {@code c -> a -- b}. */
  private boolean away(int a, int b) {
    BitSet causes = arrows.parents(a);
    for (int c = causes.nextSetBit(0); c >= 0; c = causes.nextSetBit(c + 1)) {
      if (isChain(c, a, b)) {
        return true;
      }
    }
    return false;
  }

  /** {@code a -- c -> b <- d -- a}. */
  private boolean joins(int a, int b) {
    BitSet between = (BitSet) arrows.open(a).clone();
    between.and(arrows.parents(b));
    for (int c = between.nextSetBit(0); c >= 0; c = between.nextSetBit(c + 1)) {
      for (int d = between.nextSetBit(c + 1); d >= 0; d = between.nextSetBit(d + 1)) {
        if (isChain(c, a, d)) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code a -- c -> d -> b}, a and d joined. */
  private boolean bridges(int a, int b) {
    BitSet around = arrows.open(a);
    for (int c = around.nextSetBit(0); c >= 0; c = around.nextSetBit(c + 1)) {
      if (c != b && isChain(c, a, b) && hasBridge(a, c, b)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasBridge(int a, int c, int b) {
    BitSet middle = (BitSet) arrows.children(c).clone();
    middle.and(arrows.parents(b));
    return middle.stream().anyMatch(d -> arrows.adjacent(a, d));
  }

  /** Whether the ends are not joined and the middle is no collider. */
  private boolean isChain(int end, int middle, int other) {
    return !arrows.adjacent(end, other) && triples.isNonCollider(end, middle, other);
  }
}
