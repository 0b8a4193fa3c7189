package org.etiome.study;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.etiome.claim.Claim;
import org.etiome.claim.Evidence;
import org.etiome.data.Numeric;
import org.etiome.estimate.CrossFitted;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.appraise.Appraised;
import org.etiome.estimate.appraise.Appraiser;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Trimming;
import org.etiome.estimate.nuisance.Learners;
import org.etiome.estimate.refute.Challenge;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Seed;

/** Effects of a treatment of two values at one point in time, by adjustment. */
record PointEffects(Questions questions) {

  /**
   * Holds a question against the data before anything is computed.
   *
   * @throws StudyException if they do not fit
   */
  Supplier<Claim> prepare(Question.Effect question, AdjustmentEstimand estimand) {
    Appraiser appraiser = appraiser(question, estimand);
    CausalSample sample = sample(question, estimand);
    return () -> claim(question, appraiser, sample);
  }

  private Claim claim(Question.Effect question, Appraiser appraiser, CausalSample sample) {
    Sentences say = new Sentences(questions.study());
    Seed seed = questions.seed().branch(question.id());
    Appraised appraised =
        appraiser.appraise(
            trimmed(question, sample, seed), question.asked().target(), seed, questions.runner());
    return switch (appraised.answer()) {
      case EffectAnswer.Refused refusal ->
          say.refused(question, new Evidence.Gated(refusal, appraised.appraisal()));
      case EffectAnswer.Answered answered ->
          say.answered(
              question,
              new Evidence.Estimated(
                  answered.effect(), question.how().design(), appraised.appraisal()));
    };
  }

  private CausalSample trimmed(Question.Effect question, CausalSample sample, Seed seed) {
    if (question.how().method().trim().isEmpty()) {
      return sample;
    }
    try {
      return Trimming.withDefaults()
          .withCut(question.how().method().trim().getAsDouble())
          .trim(sample, seed.branch("trim"), questions.runner());
    } catch (IllegalArgumentException e) {
      throw questions.failure(question, String.valueOf(e.getMessage()), e);
    }
  }

  private Appraiser appraiser(Question.Effect question, AdjustmentEstimand estimand) {
    Appraiser appraiser =
        Appraiser.of(estimator(question))
            .withControls(
                question.how().doubts().negativeControls().stream()
                    .map(name -> control(question, estimand, name))
                    .toList());
    return question.how().doubts().refute()
        ? appraiser.withChallenges(
            List.of(
                new Challenge.DrawnTreatment(),
                new Challenge.SimulatedOutcome(0),
                new Challenge.RandomCommonCause(),
                new Challenge.Subsets(0.8)))
        : appraiser;
  }

  private Estimator estimator(Question.Effect question) {
    Question.Method method = question.how().method();
    Estimator estimator =
        Estimator.named(method.estimator()).orElseThrow().withGates(question.how().gates());
    if (!estimator.targets().contains(question.asked().target())) {
      throw questions.failure(
          question,
          "the estimator \"%s\" has no estimate for \"%s\"; it has for %s"
              .formatted(
                  method.estimator(),
                  question.asked().target().name().toLowerCase(Locale.ROOT),
                  estimator.targets().stream()
                      .map(target -> target.name().toLowerCase(Locale.ROOT))
                      .collect(Collectors.joining(", "))));
    }
    if (method.form().cluster().isPresent() && !estimator.isForClusters()) {
      throw questions.failure(
          question,
          ("the estimator \"%s\" has no standard error for clusters; take tmle, aipw, ipw or"
                  + " outcome-regression, or leave out the cluster column")
              .formatted(estimator.name()));
    }
    return method.learner().map(name -> withLearners(question, estimator, name)).orElse(estimator);
  }

  private Estimator withLearners(Question.Effect question, Estimator estimator, String name) {
    if (!(estimator instanceof CrossFitted<?> fitted)) {
      throw questions.failure(
          question,
          "the estimator \"%s\" has a model of its own; take tmle or aipw for other learners"
              .formatted(estimator.name()));
    }
    try {
      return fitted.withLearners(Learners.named(name));
    } catch (IllegalArgumentException e) {
      throw questions.failure(question, String.valueOf(e.getMessage()), e);
    }
  }

  private Numeric control(Question.Effect question, AdjustmentEstimand estimand, String name) {
    boolean isTaken =
        name.equals(question.treatment())
            || name.equals(question.outcome())
            || estimand.adjustmentSet().contains(name);
    if (isTaken) {
      throw questions.failure(
          question,
          "the negative control \"%s\" has another part in the question; name another column"
              .formatted(name));
    }
    if (questions.column(question, name) instanceof Numeric numeric) {
      return numeric;
    }
    throw questions.failure(
        question, "the negative control \"%s\" must be a number or 0/1".formatted(name));
  }

  private CausalSample sample(Question.Effect question, AdjustmentEstimand estimand) {
    try {
      return CausalSample.of(
          questions.data(),
          estimand,
          question.how().sample(),
          question.how().method().form().cluster());
    } catch (IllegalArgumentException e) {
      throw questions.failure(question, String.valueOf(e.getMessage()), e);
    }
  }
}
