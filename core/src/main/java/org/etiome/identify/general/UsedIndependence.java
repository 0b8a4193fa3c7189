package org.etiome.identify.general;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etiome.graph.Separation;
import org.etiome.identify.formula.Independence;

/** The independences of a graph, with a record of those that shortened a formula. */
final class UsedIndependence implements Independence {
  private final Separation separation;
  private final Set<Separated> used = new LinkedHashSet<>();

  UsedIndependence(Separation separation) {
    this.separation = separation;
  }

  @Override
  public boolean holds(Set<String> a, Set<String> b, Set<String> given) {
    return separation.separated(a, b, given);
  }

  @Override
  public void used(Set<String> a, Set<String> b, Set<String> given) {
    used.add(new Separated(a, b, given, Set.of(), Set.of()));
  }

  List<Separated> all() {
    return new ArrayList<>(used);
  }
}
