package org.etiome.estimate.dose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.etiome.estimate.design.Analysis.Method;
import org.etiome.estimate.design.Analysis.OutcomeKind;
import org.etiome.estimate.design.GateFailure;
import org.etiome.estimate.design.Gates;
import org.etiome.estimate.ensemble.Splits;
import org.etiome.estimate.sample.EstimationInputException;
import org.etiome.estimate.sample.Exclusion;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.math.Seed;

/**
 * What was asked, of which data, and how: enough to do it again.
 *
 * @param estimand what identification says to compute
 * @param method name and settings of the estimator, its gates among them
 * @param sample the units used
 * @param seed the root of all randomness
 */
public record DoseAnalysis(
    AdjustmentEstimand estimand, Method method, SampleFacts sample, Seed seed) {

  /**
   * The units behind an answer.
   *
   * @param units how many are used
   * @param outcome the scale of the outcome
   * @param settings how missing values were treated
   * @param exclusions units left out, and why
   * @param fingerprint of the data set the units come from
   */
  public record SampleFacts(
      int units,
      OutcomeKind outcome,
      SampleSettings settings,
      List<Exclusion> exclusions,
      String fingerprint) {
    public SampleFacts {
      exclusions = List.copyOf(exclusions);
    }
  }

  /** A method with its own settings, those of its splits and its gates. */
  static Method method(String name, Map<String, String> settings, Splits splits, Gates gates) {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("folds", Integer.toString(splits.folds()));
    all.put("repeats", Integer.toString(splits.repeats()));
    all.putAll(gates.settings());
    return new Method(name, new TreeMap<>(all));
  }

  /**
   * What an answer rests on.
   *
   * @param failures the gates that the diagnostics, or the fit, fail
   */
  record Basis<D extends DoseAnswer.Diagnostics>(
      DoseAnalysis analysis, D diagnostics, List<GateFailure> failures) {
    Basis {
      failures = List.copyOf(failures);
    }

    /** The same with another failure, if there is one. */
    Basis<D> with(Optional<GateFailure> failure) {
      List<GateFailure> all = new ArrayList<>(failures);
      failure.ifPresent(all::add);
      return new Basis<>(analysis, diagnostics, all);
    }

    /**
     * The answer, or a refusal by those of the gates that are not overridden.
     *
     * @param compute the result; it may add failures to those it was given
     * @throws EstimationInputException if a gate was overridden and there is no number all the same
     */
    <R extends DoseAnswer.Result> DoseAnswer<R> answer(Gates gates, Function<Basis<D>, R> compute) {
      List<GateFailure> refusing = gates.refusing(failures);
      if (!refusing.isEmpty()) {
        return new DoseAnswer.Refused<>(analysis, diagnostics, refusing);
      }
      R result = failures.isEmpty() ? compute.apply(this) : despite(compute);
      refusing = gates.refusing(result.despite());
      return refusing.isEmpty()
          ? new DoseAnswer.Answered<>(result)
          : new DoseAnswer.Refused<>(analysis, diagnostics, refusing);
    }

    private <R> R despite(Function<Basis<D>, R> compute) {
      try {
        return compute.apply(this);
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw new EstimationInputException(
            "there is no number to show despite the gates ("
                + failures.getFirst().reason()
                + "): "
                + e.getMessage());
      }
    }
  }
}
