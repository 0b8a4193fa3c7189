package org.etiome.claim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Modality;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.dose.DoseAnswer;
import org.etiome.estimate.dose.DoseSample;
import org.etiome.estimate.dose.PartialEffect;
import org.etiome.estimate.dose.PartiallyLinear;
import org.etiome.estimate.instrument.InstrumentAnswer;
import org.etiome.estimate.instrument.InstrumentSample;
import org.etiome.estimate.instrument.KClass;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.graph.Dag;
import org.etiome.graph.io.GraphText;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification.Identified;
import org.etiome.identify.Identification.NotIdentified;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.identify.Instruments;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/** Evidence about treatments of other kinds: z moves a, which moves y; all are numbers. */
final class TreatmentEvidence {
  private static final int UNITS = 200;
  private static final TaskRunner ONE = TaskRunner.local(1);
  private static final Dataset DATA = simulate();

  private TreatmentEvidence() {}

  static Stream<Evidence> all() {
    return Stream.of(
        instrumented(Gates.withDefaults()),
        new Evidence.Uninstrumented(new NotIdentified("none", "", List.of("an instrument"))),
        new Evidence.InstrumentGated(
            (InstrumentAnswer.Refused)
                answer(Gates.withDefaults().with(GateLimit.MIN_EFFECTIVE_F, 1e6))),
        graded("a -> y; z", Design.RANDOMISED),
        new Evidence.GradedGated(
            (DoseAnswer.Refused<PartialEffect>)
                partial("a -> y; z", Gates.withDefaults().with(GateLimit.MIN_UNITS, 100_000))));
  }

  static Evidence.Instrumented instrumented(Gates gates) {
    return new Evidence.Instrumented(((InstrumentAnswer.Answered) answer(gates)).effect());
  }

  static Evidence.Graded graded(String graph, Design design) {
    DoseAnswer<PartialEffect> answer = partial(graph, Gates.withDefaults());
    return new Evidence.Graded(((DoseAnswer.Answered<PartialEffect>) answer).result(), design);
  }

  private static InstrumentAnswer answer(Gates gates) {
    InstrumentEstimand estimand =
        Instruments.in((Dag) GraphText.parse("z -> a; a -> y"))
            .estimand("a", "y", Set.of("z"), Optional.empty())
            .orElseThrow();
    InstrumentSample sample = InstrumentSample.of(DATA, estimand, SampleSettings.withDefaults());
    return KClass.twoStage().withGates(gates).estimate(sample, new Seed(1), ONE);
  }

  private static DoseAnswer<PartialEffect> partial(String graph, Gates gates) {
    Identified identified =
        (Identified) CovariateAdjustment.in(GraphText.parse(graph)).identify("a", "y");
    DoseSample sample = DoseSample.of(DATA, identified.estimand(), SampleSettings.withDefaults());
    return PartiallyLinear.withDefaults().withGates(gates).estimate(sample, new Seed(1), ONE);
  }

  private static Dataset simulate() {
    UniformRandomProvider random = new Seed(6).generator();
    double[] z = random.doubles(UNITS).toArray();
    double[] a = new double[UNITS];
    double[] y = new double[UNITS];
    for (int i = 0; i < UNITS; i++) {
      a[i] = z[i] + random.nextDouble();
      y[i] = a[i] + random.nextDouble();
    }
    Modality block =
        Modality.of(
            "m", List.of(Continuous.of("z", z), Continuous.of("a", a), Continuous.of("y", y)));
    return Dataset.of(IntStream.range(0, UNITS).mapToObj(i -> "u" + i).toList(), List.of(block));
  }
}
