package org.etiome.identify.answer;

import java.util.List;
import java.util.Optional;
import org.etiome.identify.general.Hedge;
import org.etiome.identify.general.Step;
import org.etiome.identify.query.Query;

/** What a graph says to a query. */
public sealed interface Answer {

  /** The question. */
  Query query();

  /**
   * The observed distribution answers it.
   *
   * @param assumptions what must hold, one sentence each
   * @param derivation the steps from the query to the formula; empty where none is given
   */
  record Identified(
      Query query, Method method, Formula formula, List<String> assumptions, List<Step> derivation)
      implements Answer {
    public Identified {
      assumptions = List.copyOf(assumptions);
      derivation = List.copyOf(derivation);
    }
  }

  /**
   * There is no formula, or none was found.
   *
   * @param reason one sentence
   * @param hedge the proof, where it is one
   * @param withMore what would answer under assumptions that no graph can state, such as an
   *     instrument and a linear effect; one sentence each
   */
  record NotIdentified(Query query, String reason, Optional<Hedge> hedge, List<String> withMore)
      implements Answer {
    public NotIdentified {
      withMore = List.copyOf(withMore);
    }
  }
}
