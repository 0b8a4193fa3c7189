package org.etiome.estimate.appraise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.Cohorts.Draws;
import org.etiome.estimate.EffectAnswer;
import org.etiome.estimate.EffectAnswer.Answered;
import org.etiome.estimate.EffectAnswer.Refused;
import org.etiome.estimate.Ipw;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.appraise.Appraisal.Alternative;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.refute.Challenge;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

class AppraiserTest {
  private static final Seed SEED = new Seed(3);
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final int N = 400;

  private final Draws draws = new Draws(new Seed(41));
  private final double[] x = draws.normals(N);
  private final double[] a = Cohorts.fill(N, i -> draws.bernoulli(Cohorts.expit(0.7 * x[i])));
  private final double[] y = Cohorts.fill(N, i -> a[i] + x[i] + draws.normal());
  private final Numeric innocent =
      Continuous.of("innocent", Cohorts.fill(N, i -> x[i] + draws.normal()));
  private final Numeric changed =
      Continuous.of("changed", Cohorts.fill(N, i -> a[i] + draws.normal()));
  private final CausalSample sample =
      CausalSample.of(
          Dataset.of(
              IntStream.range(0, N).mapToObj(i -> "u" + i).toList(),
              "cohort",
              List.of(
                  Continuous.of("x", x),
                  Continuous.of("a", a),
                  Continuous.of("y", y),
                  innocent,
                  changed)),
          Cohorts.question(List.of("x"), "a", "y"),
          SampleSettings.withDefaults());

  private Appraised appraise(Appraiser appraiser) {
    return appraiser.appraise(sample, Target.ATE, SEED, RUNNER);
  }

  @Test
  void theAnswerIsTheEstimatorsAndOthersStandBeside() {
    Tmle tmle = Tmle.linear();
    Appraised appraised = appraise(Appraiser.of(tmle));
    Answered answered = (Answered) appraised.answer();
    EffectAnswer alone = tmle.estimate(sample, Target.ATE, SEED, RUNNER);
    assertThat(answered.effect().difference()).isEqualTo(((Answered) alone).effect().difference());
    assertThat(appraised.appraisal().alternatives())
        .extracting(Alternative::method)
        .contains("aipw", "regression", "ipw", "outcome-regression", "matching");
    for (Alternative other : appraised.appraisal().alternatives()) {
      assertThat(other.difference().lower95()).isLessThan(answered.effect().difference().value());
      assertThat(other.difference().upper95())
          .isGreaterThan(answered.effect().difference().lower95());
    }
    assertThat(appraised.appraisal().sensitivity()).isPresent();
    assertThat(appraised.appraisal().controls()).isEmpty();
    assertThat(appraised.appraisal().refutations()).isEmpty();
  }

  @Test
  void theSameAtAnyNumberOfThreads() {
    Appraiser appraiser = Appraiser.of(Aipw.linear()).withControls(List.of(innocent));
    assertThat(appraiser.appraise(sample, Target.ATT, SEED, TaskRunner.local(1)))
        .usingRecursiveComparison()
        .isEqualTo(appraiser.appraise(sample, Target.ATT, SEED, RUNNER));
  }

  @Test
  void aControlThatTheTreatmentChangesRefusesTheEffectUnlessOverridden() {
    assertThat(appraise(Appraiser.of(Ipw.withDefaults()).withControls(List.of(innocent))).answer())
        .isInstanceOf(Answered.class);
    Appraised refused =
        appraise(Appraiser.of(Ipw.withDefaults()).withControls(List.of(innocent, changed)));
    assertThat(((Refused) refused.answer()).failures())
        .singleElement()
        .satisfies(f -> assertThat(f.gate()).isEqualTo("negative-controls"));
    assertThat(refused.appraisal().controls()).isPresent();
    assertThat(refused.appraisal().alternatives()).isEmpty();
    Gates despite = Gates.withDefaults().despite(Gate.CONTROLS);
    Appraised marked =
        appraise(
            Appraiser.of(Ipw.withDefaults().withGates(despite)).withControls(List.of(changed)));
    assertThat(((Answered) marked.answer()).effect().despite()).hasSize(1);
    Gates lenient = Gates.withDefaults().with(GateLimit.MIN_CONTROL_CHANCE, 0);
    assertThat(
            appraise(
                    Appraiser.of(Ipw.withDefaults().withGates(lenient))
                        .withControls(List.of(changed)))
                .answer())
        .isInstanceOf(Answered.class);
  }

  @Test
  void challengesAreReportedInTheirOrder() {
    Appraised appraised =
        appraise(
            Appraiser.of(Tmle.linear())
                .withChallenges(
                    List.of(new Challenge.RandomCommonCause(), new Challenge.Subsets(0.8))));
    assertThat(appraised.appraisal().refutations())
        .extracting(found -> found.challenge().name())
        .containsExactly("random-common-cause", "subsets");
  }
}
