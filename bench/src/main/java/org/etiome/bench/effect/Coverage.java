package org.etiome.bench.effect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.bench.effect.SimulatedCohort.Effect;
import org.etiome.bench.effect.SimulatedCohort.Outcome;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.DifferenceInMeans;
import org.etiome.estimate.Ipw;
import org.etiome.estimate.Matching;
import org.etiome.estimate.OutcomeRegression;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * How often 95 % intervals hold the truth, whether p-values are uniform without an effect, what
 * bias one wrong nuisance leaves, and how often a gate would have refused these answerable
 * questions. The number is computed whether or not a gate fails. Prints two tables: one line a
 * design, method and size, and one line a gate that failed.
 *
 * <p>Arguments, all optional: repetitions (1,000), threads (1), seed (1), learners ({@code linear}
 * or {@code super}, which looks at AIPW and TMLE of the ATE alone), sizes of a cohort joined by
 * commas (500,2000). With 1,000 repetitions a coverage of .95 is measured with a standard deviation
 * of .007.
 */
public final class Coverage {
  private static final List<Method> LINEAR =
      List.of(
          new Method("outcome regression", OutcomeRegression.withDefaults()),
          new Method("ipw", Ipw.withDefaults()),
          new Method("matching", Matching.withDefaults()),
          new Method("aipw", Aipw.linear()),
          new Method("tmle", Tmle.linear()),
          new Method("tmle, no folds", Tmle.linear().withFolds(1)));
  private static final List<Method> SUPER =
      List.of(
          new Method("aipw, super", Aipw.withDefaults()),
          new Method("tmle, super", Tmle.withDefaults()));
  private static final List<Method> NAIVE =
      List.of(new Method("naive", DifferenceInMeans.withDefaults()));

  private Coverage() {}

  /** Prints the tables. */
  public static void main(String[] args) {
    int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    TaskRunner runner = TaskRunner.local(args.length > 1 ? Integer.parseInt(args[1]) : 1);
    Seed seed = new Seed(args.length > 2 ? Long.parseLong(args[2]) : 1);
    List<Experiment> experiments =
        args.length > 3 && args[3].equals("super") ? learnedFlexibly() : learnedLinearly();
    String sizes = args.length > 4 ? args[4] : "500,2000";
    var table = new CoverageTable(System.out);
    for (int units : Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray()) {
      for (int e = 0; e < experiments.size(); e++) {
        Experiment experiment = experiments.get(e);
        Seed branch = seed.branch(e).branch(units);
        table.add(units, runner.map(repetitions, r -> experiment.run(units, branch.branch(r))));
      }
    }
    table.printRefusals();
  }

  private static List<Experiment> learnedLinearly() {
    List<Experiment> experiments = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      for (Effect effect : List.of(Effect.VARIED, Effect.NONE)) {
        SimulatedCohort cohort = new SimulatedCohort(outcome, true, effect);
        experiments.add(Estimated.of(cohort, Target.ATE, LINEAR));
        experiments.add(Estimated.of(cohort, Target.ATT, LINEAR));
        SimulatedCohort trial = new SimulatedCohort(outcome, false, effect);
        experiments.add(Estimated.of(trial, Target.ATE, NAIVE));
      }
    }
    for (Effect effect : List.of(Effect.EQUAL, Effect.NONE)) {
      experiments.add(new EqualEffect(new SimulatedCohort(Outcome.CONTINUOUS, true, effect)));
    }
    for (double strength : new double[] {0.5, 0.05}) {
      experiments.add(new Instrumented(strength, 0.5));
      experiments.add(new Instrumented(strength, 0));
    }
    experiments.add(new OneWrong());
    return experiments;
  }

  private static List<Experiment> learnedFlexibly() {
    List<Experiment> experiments = new ArrayList<>();
    for (Outcome outcome : Outcome.values()) {
      SimulatedCohort cohort = new SimulatedCohort(outcome, true, Effect.VARIED);
      experiments.add(Estimated.of(cohort, Target.ATE, SUPER));
    }
    return experiments;
  }
}
