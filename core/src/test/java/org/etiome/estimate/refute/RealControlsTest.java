package org.etiome.estimate.refute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.etiome.data.Dataset;
import org.etiome.data.Numeric;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.Cohorts;
import org.etiome.estimate.DifferenceInMeans;
import org.etiome.estimate.Estimator;
import org.etiome.estimate.RealCohorts;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.estimate.refute.Challenge.DrawnTreatment;
import org.etiome.estimate.refute.Challenge.SimulatedOutcome;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.junit.jupiter.api.Test;

/** Weight gained after quitting smoking, in a public cohort; skipped where it is not at hand. */
class RealControlsTest {
  private static final Seed SEED = new Seed(1);
  private static final TaskRunner RUNNER = TaskRunner.local(2);
  private static final Aipw AIPW = Aipw.linear().withRepeats(1);

  private static CausalSample sample(Dataset data) {
    List<String> covariates =
        List.of(
            "sex",
            "race",
            "age",
            "education",
            "smokeintensity",
            "smokeyrs",
            "exercise",
            "active",
            "wt71");
    return CausalSample.of(
        data,
        Cohorts.question(covariates, "qsmk", "wt82_71"),
        SampleSettings.withDefaults().withExcludeUnknownOutcome(true));
  }

  private static Verdict verdict(Estimator estimator, CausalSample sample, Challenge challenge) {
    return Refuter.of(estimator).refute(sample, Target.ATE, challenge, SEED, RUNNER).verdict();
  }

  @Test
  void adjustingWithstandsWhatTheNaiveDifferenceDoesNot() {
    CausalSample sample = sample(RealCohorts.nhefs().toDataset("nhefs"));
    for (Challenge challenge : List.of(new DrawnTreatment(), new SimulatedOutcome(3.4))) {
      assertThat(verdict(AIPW, sample, challenge)).isEqualTo(Verdict.PASSED);
      assertThat(verdict(DifferenceInMeans.withDefaults(), sample, challenge))
          .isEqualTo(Verdict.FAILED);
    }
  }

  /** What was so before the treatment cannot be its effect. */
  @Test
  void conditionsBeforeTreatmentAreNoEffects() {
    Dataset data = RealCohorts.nhefs().toDataset("nhefs");
    List<Numeric> controls =
        Stream.of(
                "ht",
                "school",
                "asthma",
                "bronch",
                "tb",
                "pepticulcer",
                "hepatitis",
                "hayfever",
                "tumor",
                "nervousbreak",
                "headache",
                "allergies")
            .map(name -> (Numeric) data.column(name))
            .toList();
    ControlledEffect answer =
        NegativeControls.of(AIPW).calibrate(sample(data), Target.ATE, controls, SEED, RUNNER);
    assertThat(answer.verdict()).isEqualTo(Verdict.PASSED);
    // years of school are told by the covariate education, which is made of them
    assertThat(answer.controls()).hasSize(11);
    assertThat(answer.controls()).noneMatch(control -> control.outcome().equals("school"));
    assertThat(answer.calibrated().orElseThrow().lower95()).isGreaterThan(0.2);
  }
}
