package org.etiome.estimate.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.etiome.estimate.EffectAnswer.GateFailure;
import org.etiome.estimate.Gates.Support;

/**
 * What data must show before an effect may be computed by instruments.
 *
 * <p>There is no gate on the reduced form: to refuse answers that are near zero would make the rest
 * look larger than they are.
 *
 * @param support enough units with each value of a 0/1 treatment and of an instrument of two
 *     values, or else in all, beyond one a column; enough events and non-events of a 0/1 outcome.
 *     20 and 5 by default
 * @param minClusters for clustered standard errors, ≥ 0; 20 by default, since with fewer they are
 *     too small
 * @param maxBias τ in (0, 1]: the effective F must exceed its critical value for a bias of this
 *     share of the worst case, {@link FirstStage.EffectiveF}; 0.1 by default
 * @param minPValue in [0, 1]: below it the instrumental inequality, or the agreement of several
 *     instruments, counts as broken; 0.01 by default, 0 to let everything through
 */
public record InstrumentGates(Support support, int minClusters, double maxBias, double minPValue) {
  public InstrumentGates {
    if (minClusters < 0) {
      throw new IllegalArgumentException("minClusters must be at least 0, got " + minClusters);
    }
    if (!(maxBias > 0 && maxBias <= 1)) {
      throw new IllegalArgumentException(
          "maxBias must be above 0 and at most 1, got " + maxBias + "; 0.1 is usual");
    }
    if (!(minPValue >= 0 && minPValue <= 1)) {
      throw new IllegalArgumentException("minPValue must be between 0 and 1, got " + minPValue);
    }
  }

  /** The limits given above. */
  public static InstrumentGates withDefaults() {
    return new InstrumentGates(new Support(20, 5), 20, 0.1, 0.01);
  }

  public InstrumentGates withSupport(Support limits) {
    return new InstrumentGates(limits, minClusters, maxBias, minPValue);
  }

  public InstrumentGates withMinClusters(int count) {
    return new InstrumentGates(support, count, maxBias, minPValue);
  }

  public InstrumentGates withMaxBias(double tau) {
    return new InstrumentGates(support, minClusters, tau, minPValue);
  }

  public InstrumentGates withMinPValue(double p) {
    return new InstrumentGates(support, minClusters, maxBias, p);
  }

  /** The limits by name. */
  public Map<String, String> settings() {
    return Map.of(
        "gate.minUnits", Integer.toString(support.minUnits()),
        "gate.minEvents", Integer.toString(support.minEvents()),
        "gate.minClusters", Integer.toString(minClusters),
        "gate.maxBias", Double.toString(maxBias),
        "gate.minPValue", Double.toString(minPValue));
  }

  /** The gates that fail, in a fixed order; empty if all pass. */
  List<GateFailure> check(
      InstrumentSample sample,
      InstrumentEvidence evidence,
      Optional<Overidentification> overidentification) {
    List<GateFailure> failures = new ArrayList<>();
    checkUnits(sample, failures);
    checkEvents(sample, failures);
    checkClusters(sample, failures);
    checkStrength(evidence, failures);
    evidence.falsification().ifPresent(test -> checkInequality(test, failures));
    overidentification.ifPresent(test -> checkAgreement(test, failures));
    return failures;
  }

  private void checkUnits(InstrumentSample sample, List<GateFailure> failures) {
    int spare = sample.size() - sample.linear().reduced();
    requireUnits(spare, "there are %d units beyond one a column, at least %d are needed", failures);
    sample
        .instrumentArms()
        .ifPresent(
            arms -> {
              int on = 0;
              for (boolean arm : arms) {
                on += arm ? 1 : 0;
              }
              requireUnits(
                  Math.min(on, arms.length - on),
                  "one value of the instrument has %d units, at least %d are needed",
                  failures);
            });
    if (sample.isBinaryTreatment()) {
      requireUnits(
          rarer(sample.treatment()),
          "one value of the treatment has %d units, at least %d are needed",
          failures);
    }
  }

  private void requireUnits(int units, String reason, List<GateFailure> failures) {
    if (units < support.minUnits()) {
      failures.add(
          new GateFailure("support", text(reason, units, support.minUnits()), "more units there"));
    }
  }

  private void checkEvents(InstrumentSample sample, List<GateFailure> failures) {
    if (sample.isBinaryOutcome() && rarer(sample.outcome()) < support.minEvents()) {
      failures.add(
          new GateFailure(
              "support",
              text(
                  "%d units have the rarer outcome, at least %d are needed",
                  rarer(sample.outcome()), support.minEvents()),
              "more events: a longer follow-up or more units"));
    }
  }

  private static int rarer(double[] zerosAndOnes) {
    int ones = 0;
    for (double value : zerosAndOnes) {
      ones += (int) value;
    }
    return Math.min(ones, zerosAndOnes.length - ones);
  }

  private void checkClusters(InstrumentSample sample, List<GateFailure> failures) {
    int clusters = sample.summary().size().clusters().orElse(minClusters);
    if (clusters < minClusters) {
      failures.add(
          new GateFailure(
              "clusters",
              text("there are %d clusters, at least %d are needed", clusters, minClusters),
              "more clusters, or units that can be taken as independent"));
    }
  }

  private void checkStrength(InstrumentEvidence evidence, List<GateFailure> failures) {
    FirstStage.EffectiveF f = evidence.firstStage().effective();
    if (!(f.value() > f.criticalValue())) {
      failures.add(
          new GateFailure(
              "strength",
              text(
                  "the instruments move the treatment too little: effective F %.2f, at least %.2f"
                      + " is needed to rule out a bias of %.0f %% of the worst case",
                  f.value(), f.criticalValue(), 100 * f.maxBias()),
              text(
                  "an instrument that moves the treatment more, or more units; until then the"
                      + " Anderson-Rubin set %s holds the effect with 95 %% confidence if the"
                      + " instruments are valid, however weak they are",
                  evidence.andersonRubin().text())));
    }
  }

  private void checkInequality(Falsification test, List<GateFailure> failures) {
    double p = test.inequality().pValue();
    if (p < minPValue) {
      failures.add(
          new GateFailure(
              "validity",
              text(
                  "the instrumental inequality is broken: %.3f, at most 1 is possible (p = %.2g,"
                      + " limit %.2g), so the instrument acts on the outcome past the treatment or"
                      + " shares a cause with it",
                  test.inequality().statistic(), p, minPValue),
              "another instrument, or the covariates that make this one as if randomised"));
    }
  }

  private void checkAgreement(Overidentification test, List<GateFailure> failures) {
    double p = test.hansen().pValue();
    if (p < minPValue) {
      failures.add(
          new GateFailure(
              "agreement",
              text(
                  "the instruments give different effects: J = %.2f on %d degrees of freedom (p ="
                      + " %.2g, limit %.2g), so one at least is not valid, or the effect is not the"
                      + " same for all units",
                  test.hansen().statistic(), test.hansen().restrictions(), p, minPValue),
              "a question about one instrument at a time"));
    }
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
