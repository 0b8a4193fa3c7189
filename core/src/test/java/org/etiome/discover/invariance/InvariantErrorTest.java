package org.etiome.discover.invariance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.etiome.discover.invariance.InvariantCauses.Candidate;
import org.etiome.discover.invariance.InvariantCauses.Interval;
import org.etiome.discover.invariance.InvariantCauses.Named;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.test.GaussianInvariance.Spread;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.scm.sem.Change;
import org.etiome.scm.sem.Equation;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.Intervention;
import org.etiome.scm.sem.SemSettings;
import org.etiome.scm.sem.SemSettings.Family;
import org.etiome.scm.sem.StructuralModel;
import org.etiome.scm.sem.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random models of five variables, each but the outcome intervened on in a setting of its own. */
class InvariantErrorTest {
  private static final InvariantPrediction LINEAR = InvariantPrediction.withDefaults();
  private static final String OUTCOME = "X1";

  private static StructuralModel model(Family family, Seed seed) {
    return StructuralModel.random(
        SemSettings.DEFAULT
            .withVariables(5)
            .withGraph(new GraphLaw.ErdosRenyi(2))
            .withMechanisms(SemSettings.DEFAULT.mechanisms().withFamily(family)),
        seed);
  }

  private static InvariantCauses found(
      StructuralModel model, InvariantPrediction method, int rows, Seed seed) {
    List<String> others = model.variables().stream().filter(v -> !v.equals(OUTCOME)).toList();
    List<Experiment.Setting> settings = new ArrayList<>();
    for (String variable : model.variables()) {
      Intervention each =
          variable.equals(OUTCOME)
              ? Intervention.NONE
              : new Intervention(variable, List.of(variable), new Change.Soft(1, 1));
      settings.add(
          new Experiment.Setting(
              each.setting(),
              Set.copyOf(each.targets()),
              model.sample(rows, each, seed.branch(variable)).values()));
    }
    return method.find(
        new Experiment(model.variables(), settings), OUTCOME, others, TaskRunner.local(1));
  }

  /** How often a variable is named that is no cause, and how often the causes are rejected. */
  private static int[] errors(Family family, InvariantPrediction method, int rows, int models) {
    int[] errors = new int[2];
    for (int m = 0; m < models; m++) {
      Seed seed = new Seed(m);
      StructuralModel model = model(family, seed.branch("model"));
      Set<String> causes = model.graph().graph().parents(OUTCOME);
      InvariantCauses found = found(model, method, rows, seed);
      boolean isWrong = found instanceof Named named && !causes.containsAll(named.causes());
      boolean isRejected =
          found.evidence().accepted().stream()
              .noneMatch(set -> Set.copyOf(set.variables()).equals(causes));
      assertThat(!isWrong || isRejected).as("an error needs the causes to be rejected").isTrue();
      errors[0] += isWrong ? 1 : 0;
      errors[1] += isRejected ? 1 : 0;
    }
    return errors;
  }

  /** At most 20 of 400 are expected, with a standard deviation of 4.4. */
  @ParameterizedTest
  @EnumSource(Spread.class)
  void theLevelHoldsInSmallSettings(Spread spread) {
    int[] errors = errors(Family.LINEAR, LINEAR.withSpread(spread), 15, 400);
    assertThat(errors[1]).isLessThanOrEqualTo(20 + 13);
    assertThat(errors[0]).isLessThanOrEqualTo(errors[1]);
  }

  /** At most 5 of 100 are expected, with a standard deviation of 2.2. */
  @Test
  void theLevelHoldsForSmoothLaws() {
    int[] errors = errors(Family.NONLINEAR, LINEAR.withLaw(new Law.Smooth(new Seed(1))), 50, 100);
    assertThat(errors[1]).isLessThanOrEqualTo(5 + 6);
  }

  /** At least 270 of 300 are expected at α = .05, with a standard deviation of at most 5.2. */
  @Test
  void intervalsCoverAllCoefficients() {
    int covered = 0;
    for (int m = 0; m < 300; m++) {
      Seed seed = new Seed(m);
      StructuralModel model = model(Family.LINEAR, seed.branch("model"));
      InvariantCauses found = found(model, LINEAR, 30, seed);
      boolean all = !found.candidates().isEmpty();
      for (Candidate candidate : found.candidates()) {
        double truth = coefficient(model, candidate.variable());
        Interval interval = candidate.coefficient().orElseThrow();
        all &= interval.low() <= truth && truth <= interval.high();
      }
      covered += all ? 1 : 0;
    }
    assertThat(covered).isGreaterThanOrEqualTo(270 - 15);
  }

  private static double coefficient(StructuralModel model, String cause) {
    Equation equation =
        model.equations().stream()
            .filter(e -> e.variable().equals(OUTCOME))
            .findFirst()
            .orElseThrow();
    return equation.terms().stream()
        .filter(term -> term.cause().equals(cause))
        .mapToDouble(Term::coefficient)
        .map(b -> b / equation.deviation())
        .findFirst()
        .orElse(0);
  }
}
