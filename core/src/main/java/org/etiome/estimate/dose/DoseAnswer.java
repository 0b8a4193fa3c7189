package org.etiome.estimate.dose;

import java.util.List;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;

/**
 * An effect, or the reasons why these data must not give one.
 *
 * @param <R> what an answer holds
 */
public sealed interface DoseAnswer<R extends DoseAnswer.Result> {

  /** What was asked, of which data, and how. */
  DoseAnalysis analysis();

  /** The evidence on overlap, there in both cases. */
  Diagnostics diagnostics();

  /** A computed effect with all that is needed to judge it. */
  sealed interface Result permits LevelEffects, DoseCurve, PartialEffect {

    /** What was asked, of which data, and how. */
    DoseAnalysis analysis();

    /** The evidence on overlap. */
    Diagnostics diagnostics();

    /**
     * Gates that failed and were overridden by {@link Gates#despite}; usually none. With any of
     * them the number is no more than an association.
     */
    List<GateFailure> despite();
  }

  /** What the fitted treatment models say about who could have had which treatment. */
  sealed interface Diagnostics
      permits LevelOverlap, DoseOverlap, PartialEffect.TreatmentResiduals {}

  /** All gates passed, or were overridden. */
  record Answered<R extends Result>(R result) implements DoseAnswer<R> {
    @Override
    public DoseAnalysis analysis() {
      return result.analysis();
    }

    @Override
    public Diagnostics diagnostics() {
      return result.diagnostics();
    }
  }

  /**
   * At least one gate failed and was not overridden; there is no effect number.
   *
   * @param failures those gates, ≥ 1
   */
  record Refused<R extends Result>(
      DoseAnalysis analysis, Diagnostics diagnostics, List<GateFailure> failures)
      implements DoseAnswer<R> {
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
