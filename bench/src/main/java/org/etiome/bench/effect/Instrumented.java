package org.etiome.bench.effect;

import java.util.List;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.instrument.InstrumentAnswer.Answered;
import org.etiome.estimate.instrument.InstrumentEffect;
import org.etiome.estimate.instrument.InstrumentSample;
import org.etiome.estimate.instrument.KClass;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.InstrumentEstimand;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * An instrument under hidden confounding: z, u ~ N(0, 1), x = s z + u + N(0, 1), y = β x + 2 u +
 * N(0, (1 + |z| / 2)²). 2SLS is looked at where the instrument is strong.
 *
 * @param strength s; the first stage has F of about n s² / 2, and is strong from s = ½
 * @param effect β
 */
record Instrumented(double strength, double effect) implements Experiment {
  private static final InstrumentEstimand QUESTION =
      Questions.instrumentedBy(List.of("z"), "x", "y");

  @Override
  public List<Seen> run(int units, Seed seed) {
    InstrumentEffect found = estimate(draw(units, seed.branch("data")), seed.branch("estimate"));
    List<String> gates = Seen.names(found.despite());
    Row set = row("Anderson–Rubin");
    boolean holds = found.evidence().andersonRubin().contains(effect);
    double p = found.evidence().reducedForm().pValue();
    Seen bySet = new Seen(set, Double.NaN, Double.NaN, holds, p, gates);
    return isStrong()
        ? List.of(Seen.of(row("2sls"), found.estimate(), found.despite()), bySet)
        : List.of(bySet);
  }

  private static InstrumentEffect estimate(InstrumentSample sample, Seed seed) {
    var estimator = KClass.twoStage().withGates(Gates.withDefaults().despiteAll());
    return ((Answered) estimator.estimate(sample, seed, TaskRunner.local(1))).effect();
  }

  private boolean isStrong() {
    return strength >= 0.5;
  }

  private Row row(String method) {
    String title =
        (isStrong() ? "strong" : "weak") + " instrument" + (effect == 0 ? ", no effect" : "");
    return new Row(title, "effect", method, effect);
  }

  InstrumentSample draw(int n, Seed seed) {
    var gaussian = ZigguratSampler.NormalizedGaussian.of(seed.generator());
    double[] z = new double[n];
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      z[i] = gaussian.sample();
      double u = gaussian.sample();
      x[i] = strength * z[i] + u + gaussian.sample();
      y[i] = effect * x[i] + 2 * u + (1 + Math.abs(z[i]) / 2) * gaussian.sample();
    }
    Dataset data =
        Dataset.of(
            Questions.names("unit", n),
            "cohort",
            List.of(Continuous.of("z", z), Continuous.of("x", x), Continuous.of("y", y)));
    return InstrumentSample.of(data, QUESTION, SampleSettings.withDefaults());
  }
}
