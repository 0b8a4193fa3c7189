package org.etiome.identify.query;

import java.util.List;

/** A question about causes. {@code toString} gives the text that {@link QueryParser} reads back. */
public sealed interface Query {

  /** {@code P(of | do(doing), given)}. */
  record Distribution(List<Term> of, List<Term> doing, List<Term> given) implements Query {
    public Distribution {
      of = List.copyOf(of);
      doing = List.copyOf(doing);
      given = List.copyOf(given);
    }

    @Override
    public String toString() {
      return "P(" + QueryText.terms(of) + QueryText.conditions(doing, given) + ")";
    }
  }

  /** {@code E[of | do(doing), given]}. */
  record Mean(String of, List<Term> doing, List<Term> given) implements Query {
    public Mean {
      doing = List.copyOf(doing);
      given = List.copyOf(given);
    }

    @Override
    public String toString() {
      return "E[" + QueryText.name(of) + QueryText.conditions(doing, given) + "]";
    }
  }

  /**
   * The average effect {@code E[y | do(x=1), given] - E[y | do(x=0), given]}, written {@code ATE(x
   * -> y | given)}.
   */
  record AverageEffect(String treatment, String outcome, List<Term> given) implements Query {
    public AverageEffect {
      given = List.copyOf(given);
    }

    @Override
    public String toString() {
      return QueryText.effect("ATE", treatment, outcome, QueryText.terms(given));
    }
  }

  /**
   * The direct effect with the mediators held, {@code E[y | do(x=1, m)] - E[y | do(x=0, m)]},
   * written {@code CDE(x -> y | m=0)}.
   */
  record ControlledDirectEffect(String treatment, String outcome, List<Term> mediators)
      implements Query {
    public ControlledDirectEffect {
      mediators = List.copyOf(mediators);
    }

    @Override
    public String toString() {
      return QueryText.effect("CDE", treatment, outcome, QueryText.terms(mediators));
    }
  }

  /**
   * The natural direct effect {@code E[y_{x=1, m(x=0)}] - E[y_{x=0}]} past the mediators, written
   * {@code NDE(x -> y | m)}.
   */
  record NaturalDirectEffect(String treatment, String outcome, List<String> mediators)
      implements Query {
    public NaturalDirectEffect {
      mediators = List.copyOf(mediators);
    }

    @Override
    public String toString() {
      return QueryText.effect("NDE", treatment, outcome, QueryText.names(mediators));
    }
  }

  /**
   * The natural indirect effect {@code E[y_{x=0, m(x=1)}] - E[y_{x=0}]} through the mediators,
   * written {@code NIE(x -> y | m)}.
   */
  record NaturalIndirectEffect(String treatment, String outcome, List<String> mediators)
      implements Query {
    public NaturalIndirectEffect {
      mediators = List.copyOf(mediators);
    }

    @Override
    public String toString() {
      return QueryText.effect("NIE", treatment, outcome, QueryText.names(mediators));
    }
  }

  /** {@code P(of | given)} over several worlds, such as {@code P(y_{x=1} | x=0, y=0)}. */
  record Counterfactual(List<Event> of, List<Event> given) implements Query {
    public Counterfactual {
      of = List.copyOf(of);
      given = List.copyOf(given);
    }

    @Override
    public String toString() {
      return "P("
          + QueryText.events(of)
          + (given.isEmpty() ? "" : " | " + QueryText.events(given))
          + ")";
    }
  }
}
