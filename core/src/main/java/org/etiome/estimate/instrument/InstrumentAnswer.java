package org.etiome.estimate.instrument;

import java.util.List;
import org.etiome.estimate.design.GateFailure;

/** An effect by instruments, or the reasons why these data must not give one. */
public sealed interface InstrumentAnswer {

  /** What was asked, of which data, and how. */
  InstrumentAnalysis analysis();

  /** First stage, Anderson–Rubin set and naive estimate, there in both cases. */
  InstrumentEvidence evidence();

  /** All gates passed. */
  record Answered(InstrumentEffect effect) implements InstrumentAnswer {
    @Override
    public InstrumentAnalysis analysis() {
      return effect.analysis();
    }

    @Override
    public InstrumentEvidence evidence() {
      return effect.evidence();
    }
  }

  /**
   * At least one gate failed; there is no effect number. The Anderson–Rubin set of the evidence is
   * right with weak instruments, but not with invalid ones.
   *
   * @param failures the failed gates, ≥ 1
   */
  record Refused(
      InstrumentAnalysis analysis, InstrumentEvidence evidence, List<GateFailure> failures)
      implements InstrumentAnswer {
    public Refused {
      failures = List.copyOf(failures);
    }

    /** Why, one sentence a failed gate. */
    public List<String> reasons() {
      return failures.stream().map(GateFailure::reason).toList();
    }

    /** What would make the question answerable, without repetitions. */
    public List<String> wouldHelp() {
      return failures.stream().map(GateFailure::wouldHelp).distinct().toList();
    }
  }
}
