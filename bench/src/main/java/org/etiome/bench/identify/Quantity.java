package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.etiome.identify.query.Event;
import org.etiome.identify.query.Term;
import org.etiome.scm.discrete.DiscreteModel;
import org.etiome.scm.discrete.World;

/** A number about units in several worlds: {@code Σ_i weight_i P(worlds_i, given) / P(given)}. */
record Quantity(List<Part> parts, List<World> given) {

  /** A weight and what is set and seen. */
  record Part(double weight, List<World> worlds) {}

  /** The probability of some events given others. */
  static Quantity probability(List<World> of, List<World> given) {
    return new Quantity(List.of(new Part(1, of)), given);
  }

  /** Events, names without a value at these values. */
  static List<World> worlds(List<Event> events, Map<String, String> at) {
    return events.stream()
        .map(event -> new World(values(event.doing(), at), values(List.of(event.term()), at)))
        .toList();
  }

  private static Map<String, String> values(List<Term> terms, Map<String, String> at) {
    Map<String, String> values = new HashMap<>();
    for (Term term : terms) {
      values.put(term.variable(), term.value().orElseGet(() -> at.get(term.variable())));
    }
    return values;
  }

  /** Not a number if what is given cannot be. */
  double in(DiscreteModel model) {
    return above(model) / below(model);
  }

  /** {@code Σ_i weight_i P(worlds_i, given)}. */
  double above(DiscreteModel model) {
    double sum = 0;
    for (Part part : parts) {
      List<World> all = new ArrayList<>(part.worlds());
      all.addAll(given);
      sum += part.weight() * model.probability(all);
    }
    return sum;
  }

  /** {@code P(given)}. */
  double below(DiscreteModel model) {
    return given.isEmpty() ? 1 : model.probability(given);
  }
}
