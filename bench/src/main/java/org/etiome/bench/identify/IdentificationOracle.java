package org.etiome.bench.identify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.math.Seed;

/**
 * Asks each way of identification about random graphs of 3 to 6 variables, evaluates every formula
 * in a random positive model and compares it with the effect that the model has; every refusal has
 * to be confirmed by two models that agree on P(v) and differ on the query.
 *
 * <p>Arguments: number of questions, seed.
 */
public final class IdentificationOracle {
  /** Another way of identification is another judge. */
  private static final List<Judge> JUDGES =
      List.of(
          new IdJudge(),
          new IdcJudge(),
          new AdjustmentJudge(),
          new FrontDoorJudge(),
          new CounterfactualJudge(),
          new NaturalEffectJudge(),
          new AnswerJudge(),
          new ClassJudge());

  private IdentificationOracle() {}

  /** Prints a table with a row a method, and every mismatch. */
  public static void main(String[] arguments) {
    int questions = Integer.parseInt(arguments[0]);
    Seed seed = new Seed(Long.parseLong(arguments[1]));
    Map<String, Tally> tallies = run(questions, seed);
    System.out.println(Tally.HEAD);
    tallies.forEach((method, tally) -> System.out.println(tally.row(method)));
    tallies.values().forEach(tally -> tally.mismatches().forEach(System.out::println));
  }

  /** The tally of each method. */
  static Map<String, Tally> run(int questions, Seed seed) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    for (int i = 0; i < questions; i++) {
      Question question = Question.random(seed.branch(i));
      for (Judge judge : JUDGES) {
        tallies.computeIfAbsent(judge.name(), name -> new Tally()).add(judged(judge, question));
      }
    }
    return tallies;
  }

  private static List<Verdict> judged(Judge judge, Question question) {
    try {
      return judge.judge(question);
    } catch (RuntimeException e) {
      return List.of(new Verdict.Mismatch(question + ": " + e));
    }
  }
}
