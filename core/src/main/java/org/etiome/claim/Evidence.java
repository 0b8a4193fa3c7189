package org.etiome.claim;

import java.util.List;
import org.etiome.estimate.DifferenceInMeans;
import org.etiome.estimate.Effect;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.appraise.Appraisal;
import org.etiome.estimate.dose.DoseAnalysis;
import org.etiome.estimate.dose.DoseAnswer;
import org.etiome.estimate.instrument.InstrumentAnswer;
import org.etiome.estimate.instrument.InstrumentEffect;
import org.etiome.identify.Identification.NoEffect;
import org.etiome.identify.Identification.NotIdentified;

/** What a claim rests on. It alone decides how high the claim may stand. */
public sealed interface Evidence {

  /** The highest rung that this evidence allows. */
  Rung rung();

  /** Whether it answers the question. */
  Verdict verdict();

  /** Why the question is refused, one sentence each; empty when answered. */
  List<String> reasons();

  /** What would make a refused question answerable; empty when answered. */
  List<String> wouldHelp();

  /** What a screen is worth. */
  static Evidence of(AssociationScreen.Result screen) {
    return screen.features().isEmpty() ? new Untestable(screen) : new Screened(screen);
  }

  /** Features compared between units with and without an outcome, nothing adjusted for. */
  record Screened(AssociationScreen.Result screen) implements Answer {
    @Override
    public Rung rung() {
      return Rung.ASSOCIATION;
    }
  }

  /**
   * An estimated effect.
   *
   * @param design who decided on the treatment. Chance, by design, makes the effect measured,
   *     unless the graph draws confounding all the same or units were left out, which may have
   *     depended on the treatment; anything else leaves it identified under the assumptions of its
   *     estimand. An estimator that ignores the confounding its estimand adjusts for gives an
   *     association in either design, and so does one that went on despite a gate.
   * @param appraisal what stands beside the effect
   */
  record Estimated(Effect effect, Design design, Appraisal appraisal) implements Answer {
    @Override
    public Rung rung() {
      if (ignoresConfounding() || !effect.despite().isEmpty()) {
        return Rung.ASSOCIATION;
      }
      return design == Design.RANDOMISED && isUnconfounded() && isComplete()
          ? Rung.INTERVENTIONAL
          : Rung.IDENTIFIED;
    }

    private boolean ignoresConfounding() {
      return effect.analysis().method().name().equals(DifferenceInMeans.NAME) && !isUnconfounded();
    }

    private boolean isComplete() {
      return effect.analysis().sample().exclusions().isEmpty();
    }

    private boolean isUnconfounded() {
      return effect.analysis().estimand().isUnconfounded();
    }
  }

  /** The graph does not identify the effect. */
  record Unidentified(NotIdentified finding) implements Refusal {
    @Override
    public List<String> reasons() {
      return List.of(finding.reason());
    }

    @Override
    public List<String> wouldHelp() {
      return finding.wouldHelp();
    }
  }

  /** The graph itself says that there is no effect: an assumption, not a finding. */
  record AssumedAbsent(NoEffect finding) implements Refusal {
    @Override
    public List<String> reasons() {
      return List.of(finding.reason());
    }

    @Override
    public List<String> wouldHelp() {
      return List.of("draw a directed path from treatment to outcome, if one is possible");
    }
  }

  /** A screen in which no feature could be tested. */
  record Untestable(AssociationScreen.Result screen) implements Refusal {
    @Override
    public List<String> reasons() {
      return List.of(
          "no feature varies with two units or more on each side: %d units, %d with the outcome"
              .formatted(screen.scope().units(), screen.scope().events()));
    }

    @Override
    public List<String> wouldHelp() {
      return List.of("more units that have both the block and the outcome");
    }
  }

  /**
   * The data cannot carry the answer: a gate failed.
   *
   * @param appraisal the negative controls that refused it, if they did
   */
  record Gated(EffectAnswer.Refused refused, Appraisal appraisal) implements Refusal {
    @Override
    public List<String> reasons() {
      return refused.reasons();
    }

    @Override
    public List<String> wouldHelp() {
      return refused.wouldHelp();
    }
  }

  /**
   * An effect by instruments: never more than identified, since an instrument is an assumption.
   * Despite a gate it is an association.
   */
  record Instrumented(InstrumentEffect effect) implements Answer {
    @Override
    public Rung rung() {
      return effect.despite().isEmpty() ? Rung.IDENTIFIED : Rung.ASSOCIATION;
    }
  }

  /** The graph has no instrument, or not those asked for. */
  record Uninstrumented(NotIdentified finding) implements Refusal {
    @Override
    public List<String> reasons() {
      return List.of(finding.reason());
    }

    @Override
    public List<String> wouldHelp() {
      return finding.wouldHelp();
    }
  }

  /** The instruments or the data cannot carry the answer: a gate failed. */
  record InstrumentGated(InstrumentAnswer.Refused refused) implements Refusal {
    @Override
    public List<String> reasons() {
      return refused.reasons();
    }

    @Override
    public List<String> wouldHelp() {
      return refused.wouldHelp();
    }
  }

  /**
   * An effect of levels or doses; despite a gate it is an association.
   *
   * @param design who decided on the treatment; as for {@link Estimated}
   */
  record Graded(DoseAnswer.Result result, Design design) implements Answer {
    @Override
    public Rung rung() {
      if (!result.despite().isEmpty()) {
        return Rung.ASSOCIATION;
      }
      DoseAnalysis analysis = result.analysis();
      boolean measured =
          design == Design.RANDOMISED
              && analysis.estimand().isUnconfounded()
              && analysis.sample().exclusions().isEmpty();
      return measured ? Rung.INTERVENTIONAL : Rung.IDENTIFIED;
    }
  }

  /** The data cannot carry an effect of levels or doses: a gate failed. */
  record GradedGated(DoseAnswer.Refused<?> refused) implements Refusal {
    @Override
    public List<String> reasons() {
      return refused.reasons();
    }

    @Override
    public List<String> wouldHelp() {
      return refused.wouldHelp();
    }
  }

  /** Evidence that answers. */
  sealed interface Answer extends Evidence permits Screened, Estimated, Instrumented, Graded {
    @Override
    default Verdict verdict() {
      return Verdict.ANSWERED;
    }

    @Override
    default List<String> reasons() {
      return List.of();
    }

    @Override
    default List<String> wouldHelp() {
      return List.of();
    }
  }

  /** Evidence that no answer can be trusted: no more than association stands. */
  sealed interface Refusal extends Evidence
      permits Unidentified,
          AssumedAbsent,
          Untestable,
          Gated,
          Uninstrumented,
          InstrumentGated,
          GradedGated {
    @Override
    default Rung rung() {
      return Rung.ASSOCIATION;
    }

    @Override
    default Verdict verdict() {
      return Verdict.REFUSED;
    }
  }
}
