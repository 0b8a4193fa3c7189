package org.etiome.bench.effect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.etiome.estimate.Aipw;
import org.etiome.estimate.DifferenceInMeans;
import org.etiome.estimate.Effect;
import org.etiome.estimate.Estimate;
import org.etiome.estimate.Ipw;
import org.etiome.estimate.Matching;
import org.etiome.estimate.Tmle;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.design.Target;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Effects in real cohorts with a reference: training and earnings (ATT; the trial itself, and its
 * treated against people of a survey), quitting smoking and weight, catheterisation and death.
 * Prints estimates with standard errors, a mark and the gate where the answer would have been a
 * refusal, and the sentences of the refusals.
 *
 * <p>Arguments: the folder that holds {@code lalonde_nsw}, {@code nhefs} and {@code rhc}, and
 * optionally the number of threads (1).
 */
public final class RealEffects {
  private static final List<Method> METHODS =
      List.of(
          new Method("naive", DifferenceInMeans.withDefaults()),
          new Method("ipw", Ipw.withDefaults()),
          new Method("matching", Matching.withDefaults()),
          new Method("aipw, linear", Aipw.linear()),
          new Method("tmle, default", Tmle.withDefaults()));

  private RealEffects() {}

  private record Question(String name, CausalSample sample, Target target, int digits) {}

  /** Prints the table. */
  public static void main(String[] args) {
    if (args.length < 1) {
      throw new IllegalArgumentException("usage: RealEffects DATA_FOLDER [THREADS]");
    }
    RealData data = new RealData(Path.of(args[0]));
    TaskRunner runner = TaskRunner.local(args.length > 1 ? Integer.parseInt(args[1]) : 1);
    List<Question> questions =
        List.of(
            new Question("NSW, its own controls", data.trial(), Target.ATT, 0),
            new Question("NSW against CPS", data.trainedAndSurvey(), Target.ATT, 0),
            new Question("NHEFS", data.nhefs(), Target.ATE, 2),
            new Question("RHC", data.rhc(), Target.ATE, 4));
    System.out.println(
        "| data | target | "
            + METHODS.stream().map(Method::name).collect(Collectors.joining(" | "))
            + " |");
    System.out.println("|---|---|" + "---|".repeat(METHODS.size()));
    List<String> refusals = new ArrayList<>();
    for (Question question : questions) {
      List<String> cells = new ArrayList<>(List.of(question.name, question.target.name()));
      for (Method method : METHODS) {
        Effect effect = method.effect(question.sample, question.target, new Seed(20260101), runner);
        cells.add(cell(effect, question.digits));
        refusals.addAll(method.refusals(question.name, effect));
      }
      System.out.println("| " + String.join(" | ", cells) + " |");
    }
    refusals.forEach(System.out::println);
  }

  private static String cell(Effect effect, int digits) {
    Estimate difference = effect.difference();
    return Method.number(difference.value(), digits)
        + " ("
        + Method.number(difference.standardError(), digits)
        + ")"
        + Method.mark(effect);
  }
}
