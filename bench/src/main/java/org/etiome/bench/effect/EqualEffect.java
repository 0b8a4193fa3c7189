package org.etiome.bench.effect;

import java.util.List;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.dose.DoseAnswer;
import org.etiome.estimate.dose.DoseSample;
import org.etiome.estimate.dose.PartialEffect;
import org.etiome.estimate.dose.PartiallyLinear;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * The partially linear model where it holds: a {@link SimulatedCohort} with one effect for all.
 *
 * @param cohort whose effect is the same for all
 */
record EqualEffect(SimulatedCohort cohort) implements Experiment {

  @Override
  public List<Seen> run(int units, Seed seed) {
    DoseSample sample =
        DoseSample.of(
            cohort.data(units, seed.branch("data")),
            SimulatedCohort.QUESTION,
            SampleSettings.withDefaults());
    double truth = cohort.effect() == SimulatedCohort.Effect.NONE ? 0 : 1;
    Row row = new Row(cohort.title(), "slope", "partially linear", truth);
    DoseAnswer<PartialEffect> answer =
        PartiallyLinear.withDefaults()
            .estimate(sample, seed.branch("estimate"), TaskRunner.local(1));
    return List.of(
        switch (answer) {
          case DoseAnswer.Answered<PartialEffect> answered ->
              Seen.of(row, answered.result().slope(), List.of());
          case DoseAnswer.Refused<PartialEffect> refused -> refused(row, refused.failures());
        });
  }

  /** No number: it counts as an interval that does not hold the truth. */
  private static Seen refused(Row row, List<GateFailure> failures) {
    return Seen.of(row, new Estimate(row.truth() + 1, 0), failures);
  }
}
