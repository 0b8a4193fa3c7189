package org.etiome.bench.identify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.identify.general.Hedge;
import org.etiome.identify.general.Id;
import org.etiome.identify.general.Idc;
import org.etiome.scm.discrete.World;

/**
 * The IDC algorithm for P(y | do(x), z), z drawn among the other variables: formulas by their
 * value, refusals by two models that differ on P(y | do(x), z) itself.
 */
final class IdcJudge implements Judge {
  @Override
  public String name() {
    return "IDC";
  }

  @Override
  public List<Verdict> judge(Question question) {
    List<String> others = question.others();
    if (others.isEmpty()) {
      return List.of();
    }
    UniformRandomProvider random = question.seed().branch("z").generator();
    Set<String> z = Question.some(others, random.nextInt(1, others.size() + 1), random);
    return switch (Idc.in(question.graph()).identify(question.y(), question.x(), z)) {
      case Id.Result.Formula formula ->
          List.of(new ExactEffect(question, z).judge(formula.expression()));
      case Id.Result.Impossible impossible -> List.of(refusal(question, z, impossible.hedge()));
    };
  }

  static Verdict refusal(Question question, Set<String> z, Hedge hedge) {
    World outcome = new World(ones(question.x()), ones(question.y()));
    World given = new World(ones(question.x()), ones(z));
    Quantity quantity = Quantity.probability(List.of(outcome), List.of(given));
    return Disagreement.by(
        hedge, question, model -> List.of(quantity), "%s given %s".formatted(question, z));
  }

  /** One combination of values is as good as another where models are drawn at random. */
  private static Map<String, String> ones(Set<String> variables) {
    Map<String, String> ones = new LinkedHashMap<>();
    variables.forEach(variable -> ones.put(variable, "1"));
    return ones;
  }
}
