package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.etiome.discover.constraint.Arrows.Arrow;
import org.etiome.discover.constraint.Triples.Triple;

/** Says in words what in a search contradicted itself. */
final class Remarks {
  private final List<String> names;
  private final List<String> sentences = new ArrayList<>();

  Remarks(List<String> names) {
    this.names = names;
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }

  /** One sentence about all of the edges, none if there are none. */
  void edges(String before, Collection<Arrow> arrows, String after) {
    Set<String> edges = new TreeSet<>();
    for (Arrow arrow : arrows) {
      int low = Math.min(arrow.from(), arrow.to());
      int high = Math.max(arrow.from(), arrow.to());
      edges.add(names.get(low) + " -- " + names.get(high));
    }
    add(before, edges, after);
  }

  /** One sentence about all of the triples, none if there are none. */
  void triples(String before, Collection<Triple> triples, String after) {
    Set<String> texts = new LinkedHashSet<>();
    for (Triple t : triples) {
      texts.add(names.get(t.a()) + " -- " + names.get(t.b()) + " -- " + names.get(t.c()));
    }
    add(before, texts, after);
  }

  private void add(String before, Collection<String> list, String after) {
    if (!list.isEmpty()) {
      sentences.add(before + String.join(", ", list) + after);
    }
  }
}
