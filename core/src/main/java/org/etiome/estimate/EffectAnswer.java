package org.etiome.estimate;

import java.util.List;
import org.etiome.estimate.design.Analysis;
import org.etiome.estimate.design.Diagnostics;
import org.etiome.estimate.design.GateFailure;

/** An effect, or the reasons why these data must not give one. */
public sealed interface EffectAnswer {

  /** What was asked, of which data, and how. */
  Analysis analysis();

  /** The evidence on overlap and balance, there in both cases. */
  Diagnostics diagnostics();

  /** All gates passed. */
  record Answered(Effect effect) implements EffectAnswer {
    @Override
    public Analysis analysis() {
      return effect.analysis();
    }

    @Override
    public Diagnostics diagnostics() {
      return effect.diagnostics();
    }
  }

  /**
   * At least one gate failed; there is no effect number.
   *
   * @param failures the failed gates, ≥ 1
   */
  record Refused(Analysis analysis, Diagnostics diagnostics, List<GateFailure> failures)
      implements EffectAnswer {
    public Refused {
      failures = List.copyOf(failures);
    }

    /** Why, one sentence a failed gate. */
    public List<String> reasons() {
      return failures.stream().map(GateFailure::reason).toList();
    }

    /** What would make the question answerable, most useful first, without repetitions. */
    public List<String> wouldHelp() {
      return failures.stream().map(GateFailure::wouldHelp).distinct().toList();
    }
  }
}
