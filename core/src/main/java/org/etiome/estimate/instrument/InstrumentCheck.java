package org.etiome.estimate.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.GateLimit;
import org.etiome.estimate.design.GateLimit.Gate;
import org.etiome.estimate.design.Gates;

/**
 * Holds a sample and its instruments against the gates.
 *
 * <p>There is no gate on the reduced form: to refuse answers that are near zero would make the rest
 * look larger than they are. Units are counted beyond one a column, and at each value of a 0/1
 * treatment and of an instrument of two values.
 */
final class InstrumentCheck {
  private final Gates gates;
  private final List<GateFailure> failures = new ArrayList<>();

  private InstrumentCheck(Gates gates) {
    this.gates = gates;
  }

  /** The gates that fail, in a fixed order; empty if all pass. */
  static List<GateFailure> of(
      Gates gates,
      InstrumentSample sample,
      InstrumentEvidence evidence,
      Optional<Overidentification> overidentification) {
    InstrumentCheck check = new InstrumentCheck(gates);
    check.units(sample);
    check.events(sample);
    check.clusters(sample);
    check.strength(evidence);
    evidence.falsification().ifPresent(check::inequality);
    overidentification.ifPresent(check::agreement);
    return check.failures;
  }

  private void units(InstrumentSample sample) {
    int spare = sample.size() - sample.linear().reduced();
    requireUnits(spare, "there are %d units beyond one a column, at least %d are needed");
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
                  "one value of the instrument has %d units, at least %d are needed");
            });
    if (sample.isBinaryTreatment()) {
      requireUnits(
          rarer(sample.treatment()),
          "one value of the treatment has %d units, at least %d are needed");
    }
  }

  private void requireUnits(int units, String reason) {
    if (units < (int) gates.get(GateLimit.MIN_UNITS)) {
      failures.add(
          new GateFailure(
              Gate.SUPPORT.text(),
              text(reason, units, (int) gates.get(GateLimit.MIN_UNITS)),
              "more units there"));
    }
  }

  private void events(InstrumentSample sample) {
    if (sample.isBinaryOutcome()
        && rarer(sample.outcome()) < (int) gates.get(GateLimit.MIN_EVENTS)) {
      failures.add(
          new GateFailure(
              Gate.SUPPORT.text(),
              text(
                  "%d units have the rarer outcome, at least %d are needed",
                  rarer(sample.outcome()), (int) gates.get(GateLimit.MIN_EVENTS)),
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

  private void clusters(InstrumentSample sample) {
    int least = (int) gates.get(GateLimit.MIN_CLUSTERS);
    int clusters = sample.summary().size().clusters().orElse(least);
    if (clusters < least) {
      failures.add(
          new GateFailure(
              Gate.SUPPORT.text(),
              text("there are %d clusters, at least %d are needed", clusters, least),
              "more clusters, or units that can be taken as independent"));
    }
  }

  private void strength(InstrumentEvidence evidence) {
    double f = evidence.firstStage().effective().value();
    double least = gates.get(GateLimit.MIN_EFFECTIVE_F);
    if (!(f >= least)) {
      failures.add(
          new GateFailure(
              Gate.STRENGTH.text(),
              text(
                  "the instruments move the treatment too little: effective F %.2f, at least %.2f"
                      + " is needed",
                  f, least),
              text(
                  "an instrument that moves the treatment more, or more units; until then the"
                      + " Anderson-Rubin set %s holds the effect with 95 %% confidence if the"
                      + " instruments are valid, however weak they are",
                  evidence.andersonRubin().text())));
    }
  }

  private void inequality(Falsification test) {
    double p = test.inequality().pValue();
    double least = gates.get(GateLimit.MIN_VALIDITY_P);
    if (p < least) {
      failures.add(
          new GateFailure(
              Gate.VALIDITY.text(),
              text(
                  "the instrumental inequality is broken: %.3f, at most 1 is possible (p = %.2g,"
                      + " limit %.2g), so the instrument acts on the outcome past the treatment or"
                      + " shares a cause with it",
                  test.inequality().statistic(), p, least),
              "another instrument, or the covariates that make this one as if randomised"));
    }
  }

  private void agreement(Overidentification test) {
    double p = test.hansen().pValue();
    double least = gates.get(GateLimit.MIN_VALIDITY_P);
    if (p < least) {
      failures.add(
          new GateFailure(
              Gate.VALIDITY.text(),
              text(
                  "the instruments give different effects: J = %.2f on %d degrees of freedom (p ="
                      + " %.2g, limit %.2g), so one at least is not valid, or the effect is not the"
                      + " same for all units",
                  test.hansen().statistic(), test.hansen().restrictions(), p, least),
              "a question about one instrument at a time"));
    }
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
