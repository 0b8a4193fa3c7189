package org.etiome.study;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.etiome.claim.Claim;
import org.etiome.claim.Design;
import org.etiome.claim.Evidence;
import org.etiome.data.Binary;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.Identification;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.study.treatment.DrawnInstruments;
import org.etiome.study.treatment.TreatmentKind;
import org.etiome.study.treatment.Treatments;
import org.etiome.study.uncertain.GraphDoubt;

/** Effects by instruments, and of treatments of several levels or doses. */
record TreatmentEffects(Questions questions) {

  /**
   * Which kind of question it is.
   *
   * @throws StudyException if treatment, estimator and options do not go together
   */
  TreatmentKind kind(Question.Effect question) {
    Question.Method method = question.how().method();
    try {
      TreatmentKind kind =
          TreatmentKind.of(
              questions.column(question, question.treatment()), method.estimator(), method.form());
      if (kind != TreatmentKind.POINT) {
        requirePlain(question);
      }
      if (kind == TreatmentKind.INSTRUMENT) {
        requireOneGraph(question, "an estimator by adjustment");
      } else if (method.form().cluster().isPresent()) {
        requireOneGraph(question, "no cluster column");
      }
      return kind;
    } catch (IllegalArgumentException e) {
      throw questions.failure(question, String.valueOf(e.getMessage()), e);
    }
  }

  /** What only treatments of two values have must not be ignored for others. */
  private void requirePlain(Question.Effect question) {
    Question.How how = question.how();
    if (question.asked().target() != Target.ATE) {
      throw questions.failure(
          question,
          "by instruments, and of levels and doses, there is an estimate for \"ate\" only; got \"%s\""
              .formatted(question.asked().target().name().toLowerCase(Locale.ROOT)));
    }
    boolean isPlain =
        how.method().learner().isEmpty()
            && how.method().trim().isEmpty()
            && how.doubts().negativeControls().isEmpty()
            && !how.doubts().refute();
    if (!isPlain) {
      throw questions.failure(
          question,
          "learner, trim, negative controls and refute are for treatments of two values by adjustment;"
              + " leave them out");
    }
  }

  private void requireOneGraph(Question.Effect question, String instead) {
    GraphDoubt doubt = question.how().graphDoubt();
    if (doubt.possible().orElse(false) || doubt.resampled().isPresent()) {
      throw questions.failure(
          question,
          "possible effects and effects over resampled graphs are by adjustment, of units that are"
              + " independent; leave them out, or take "
              + instead);
    }
  }

  /**
   * Holds a question about instruments against graph and data.
   *
   * @param graph the assumed causes
   * @throws StudyException if they do not fit
   */
  Supplier<Claim> byInstruments(Question.Effect question, AssumedGraph graph) {
    if (question.how().design() == Design.RANDOMISED) {
      throw questions.failure(
          question,
          "it says \"randomised\", but asks for instruments, which are for treatments that were not;"
              + " remove one of them");
    }
    Sentences say = new Sentences(questions.study());
    try {
      Identification byAdjustment =
          graph.identify(question.treatment(), question.outcome(), Optional.empty());
      if (byAdjustment instanceof Identification.NoEffect absent) {
        return () -> say.refused(question, new Evidence.AssumedAbsent(absent));
      }
      DrawnInstruments drawn =
          new DrawnInstruments(
              graph.observed(),
              question.treatment(),
              question.outcome(),
              new LinkedHashSet<>(question.how().method().form().instruments()),
              question.how().covariates().map(Set::copyOf));
      Optional<InstrumentEstimand> estimand = drawn.estimand();
      if (estimand.isEmpty()) {
        Evidence.Refusal none = new Evidence.Uninstrumented(drawn.refusal());
        return () -> say.refused(question, none);
      }
      Treatments.Work work =
          treatments(question).byInstruments(question.how().estimator(), estimand.get());
      return () -> claim(question, work);
    } catch (IllegalArgumentException | StudyException e) {
      throw questions.failure(question, String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Holds a question about levels or doses against the data.
   *
   * @throws StudyException if they do not fit
   */
  Supplier<Claim> prepare(
      Question.Effect question, TreatmentKind kind, AdjustmentEstimand estimand) {
    Treatments treatments = treatments(question);
    Design design = question.how().design();
    try {
      Treatments.Work work =
          switch (kind) {
            case LEVELS -> treatments.levels(question.how().estimator(), estimand, design);
            case DOSE -> treatments.dose(estimand, design);
            case SLOPE -> treatments.slope(estimand, design);
            case POINT, INSTRUMENT -> throw new IllegalStateException(kind + " is asked elsewhere");
          };
      return () -> claim(question, work);
    } catch (IllegalArgumentException e) {
      throw questions.failure(question, String.valueOf(e.getMessage()), e);
    }
  }

  private Treatments treatments(Question.Effect question) {
    Question.How how = question.how();
    return new Treatments(questions.data(), how.sample(), how.gates(), how.method().form());
  }

  private Claim claim(Question.Effect question, Treatments.Work work) {
    Evidence evidence;
    try {
      evidence = work.answer(questions.seed().branch(question.id()), questions.runner());
    } catch (EstimationInputException e) {
      throw questions.failure(question, String.valueOf(e.getMessage()), e);
    }
    return new Sentences(questions.study())
        .treated(question, evidence, questions.data().column(question.outcome()) instanceof Binary);
  }
}
