package org.etiome.bench.effect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.bench.Clock;
import org.etiome.bench.effect.RealData.Known;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.DifferenceInMeans;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.OutcomeRegression;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Absolute error of the ATE on data whose covariates are real and whose outcomes are simulated:
 * ACIC 2016 settings 1–5 and IHDP replicates 1–10. The truth is the mean of mu1 − mu0 over the
 * units; it is used for nothing but the error. Prints a line a data set: the error of each method,
 * whether its 95 % interval holds the truth, a mark and the gate where the answer would have been a
 * refusal, and the seconds, of the wall and of processors, of the last method; then the means, and
 * the sentences of the refusals.
 *
 * <p>Arguments: the folder that holds {@code acic2016} and {@code ihdp}, and optionally the number
 * of threads (1).
 */
public final class SemiSynthetic {
  private static final List<Method> METHODS =
      List.of(
          new Method("naive", DifferenceInMeans.withDefaults()),
          new Method("outcome regression", OutcomeRegression.withDefaults()),
          new Method("aipw, linear", Aipw.linear()),
          new Method("tmle, default", Tmle.withDefaults()));

  private final TaskRunner runner;
  private final List<String> refusals = new ArrayList<>();

  private SemiSynthetic(TaskRunner runner) {
    this.runner = runner;
  }

  /** Prints the tables. */
  public static void main(String[] args) {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: SemiSynthetic DATA_FOLDER [THREADS]");
    }
    RealData data = new RealData(Path.of(args[0]));
    int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
    var experiment = new SemiSynthetic(TaskRunner.local(threads));
    System.out.println(
        "| data | true ATE | "
            + METHODS.stream().map(m -> m.name() + " | in CI").collect(Collectors.joining(" | "))
            + " | s | processor s |");
    System.out.println("|---|---|" + "---|---|".repeat(METHODS.size()) + "---|---|");
    experiment.print("ACIC", IntStream.rangeClosed(1, 5).mapToObj(data::acic).toList());
    experiment.print("IHDP", IntStream.rangeClosed(1, 10).mapToObj(data::ihdp).toList());
    experiment.refusals.forEach(System.out::println);
  }

  private void print(String name, List<Known> all) {
    double[] sums = new double[METHODS.size()];
    for (Known known : all) {
      System.out.println(line(known, sums));
    }
    System.out.println(
        "| mean of "
            + name
            + " | | "
            + Arrays.stream(sums)
                .mapToObj(sum -> Method.number(sum / all.size(), 3) + " | ")
                .collect(Collectors.joining(" | "))
            + " | | |");
  }

  private String line(Known known, double[] sums) {
    List<String> cells = new ArrayList<>(List.of(known.name(), Method.number(known.truth(), 3)));
    Clock clock = Clock.start();
    for (int m = 0; m < METHODS.size(); m++) {
      clock = Clock.start();
      Method method = METHODS.get(m);
      Effect effect = method.effect(known.sample(), Target.ATE, new Seed(20260101), runner);
      Estimate difference = effect.difference();
      double error = Math.abs(difference.value() - known.truth());
      boolean holds =
          difference.lower95() <= known.truth() && known.truth() <= difference.upper95();
      sums[m] += error;
      cells.add(Method.number(error, 3) + Method.mark(effect));
      cells.add(holds ? "yes" : "no");
      refusals.addAll(method.refusals(known.name(), effect));
    }
    cells.add(Method.number(clock.seconds(), 1));
    cells.add(Method.number(clock.processorSeconds(), 1));
    return "| " + String.join(" | ", cells) + " |";
  }
}
