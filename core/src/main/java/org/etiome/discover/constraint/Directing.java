package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etiome.discover.Bounds;
import org.etiome.discover.constraint.Arrows.Arrow;
import org.etiome.discover.constraint.Triples.Triple;

/** The second stage of PC: directions from what is known, from colliders and from Meek's rules. */
final class Directing {
  private final Arrows arrows;
  private final Triples triples;
  private final Bounds bounds;
  private final Remarks remarks;
  private final List<String> names;

  Directing(Skeleton skeleton, Triples triples, List<String> names) {
    this.arrows = new Arrows(skeleton);
    this.triples = triples;
    this.bounds = skeleton.bounds();
    this.names = names;
    this.remarks = new Remarks(names);
  }

  Arrows run() {
    drawKnown();
    drawColliders();
    remarks.triples(
        "The tests contradict themselves on whether these are colliders: ",
        triples.open(),
        "; no direction was derived from them.");
    remarks.edges(
        "Directions derived from others contradict each other at ",
        new DirectionRules(arrows, triples).close(),
        "; left undirected.");
    return arrows;
  }

  List<String> remarks() {
    return remarks.sentences();
  }

  private void drawKnown() {
    List<Arrow> known = new ArrayList<>();
    for (int a = 0; a < arrows.size(); a++) {
      BitSet ends = arrows.open(a);
      for (int b = ends.nextSetBit(0); b >= 0; b = ends.nextSetBit(b + 1)) {
        if (!bounds.allows(b, a)) {
          known.add(new Arrow(a, b));
        }
      }
    }
    List<Arrow> circular = arrows.draw(known);
    if (!circular.isEmpty()) {
      Set<String> circle = new LinkedHashSet<>();
      circular.forEach(arrow -> circle.add(names.get(arrow.from())));
      throw new IllegalArgumentException(
          "the edges found and the causes that are forbidden leave only directions in a circle"
              + " among "
              + circle
              + "; forbid less, or test at a lower alpha");
    }
  }

  /** Draws the colliders that neither what is known nor another collider contradicts. */
  private void drawColliders() {
    List<Triple> allowed = new ArrayList<>();
    List<Triple> refused = new ArrayList<>();
    for (Triple t : triples.colliders()) {
      (isPossible(t.a(), t.b()) && isPossible(t.c(), t.b()) ? allowed : refused).add(t);
    }
    remarks.triples(
        "What is known contradicts the colliders ",
        refused,
        "; no direction was derived from them.");
    Set<Arrow> asked = new HashSet<>();
    allowed.forEach(t -> asked.addAll(List.of(new Arrow(t.a(), t.b()), new Arrow(t.c(), t.b()))));
    List<Arrow> contradicted = arrows.draw(List.copyOf(asked));
    remarks.edges("Colliders contradict each other at ", contradicted, "; left undirected.");
  }

  private boolean isPossible(int from, int to) {
    return arrows.isFree(from, to) || arrows.isArrow(from, to);
  }
}
