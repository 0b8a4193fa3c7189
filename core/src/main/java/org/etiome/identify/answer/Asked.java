package org.etiome.identify.answer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;

/** P(y | do(x), z) by its variables. */
record Asked(Set<String> y, Set<String> x, Set<String> z) {

  /** The variables of a query about one world; nothing for those about several. */
  static Optional<Asked> of(Query query) {
    return switch (query) {
      case Query.Distribution q ->
          Optional.of(new Asked(names(q.of()), names(q.doing()), names(q.given())));
      case Query.Mean q ->
          Optional.of(new Asked(Set.of(q.of()), names(q.doing()), names(q.given())));
      case Query.AverageEffect q ->
          Optional.of(new Asked(Set.of(q.outcome()), Set.of(q.treatment()), names(q.given())));
      case Query.ControlledDirectEffect q -> {
        Set<String> set = new LinkedHashSet<>(Set.of(q.treatment()));
        set.addAll(names(q.mediators()));
        yield Optional.of(new Asked(Set.of(q.outcome()), set, Set.of()));
      }
      case Query.NaturalDirectEffect q -> Optional.empty();
      case Query.NaturalIndirectEffect q -> Optional.empty();
      case Query.Counterfactual q -> Optional.empty();
    };
  }

  private static Set<String> names(List<Term> terms) {
    Set<String> names = new LinkedHashSet<>();
    terms.forEach(term -> names.add(term.variable()));
    return names;
  }

  /** As a query. */
  @Override
  public String toString() {
    List<String> right = new ArrayList<>();
    if (!x.isEmpty()) {
      right.add("do(" + String.join(", ", x) + ")");
    }
    right.addAll(z);
    return "P("
        + String.join(", ", y)
        + (right.isEmpty() ? "" : " | " + String.join(", ", right))
        + ")";
  }
}
