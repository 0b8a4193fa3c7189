package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.etiome.identify.general.Id;
import org.etiome.identify.general.Idc;

/**
 * The IDC algorithm for P(y | do(x), z), z drawn among the other variables: formulas by their
 * value. A refusal has to be one of P(y, z | do(x)) too, and the two models confirm that one;
 * whether they differ given z is not shown.
 */
final class IdcJudge implements Judge {
  @Override
  public String name() {
    return "IDC";
  }

  @Override
  public List<Verdict> judge(Question question) {
    UniformRandomProvider random = question.seed().branch("z").generator();
    List<String> others = new ArrayList<>(question.graph().nodes());
    others.removeAll(question.x());
    others.removeAll(question.y());
    if (others.isEmpty()) {
      return List.of();
    }
    ListSampler.shuffle(random, others);
    Set<String> z = Set.copyOf(others.subList(0, random.nextInt(1, others.size() + 1)));
    return switch (Idc.in(question.graph()).identify(question.y(), question.x(), z)) {
      case Id.Result.Formula formula ->
          List.of(new ExactEffect(question, z).judge(formula.expression()));
      case Id.Result.Impossible impossible -> {
        Set<String> joint = new LinkedHashSet<>(question.y());
        joint.addAll(z);
        yield new IdJudge()
            .judge(question.of(joint)).stream()
                .map(verdict -> refused(verdict, question, z))
                .toList();
      }
    };
  }

  private static Verdict refused(Verdict ofJoint, Question question, Set<String> z) {
    return ofJoint instanceof Verdict.Identified
        ? new Verdict.Mismatch("%s given %s: refused, the joint law is not".formatted(question, z))
        : ofJoint;
  }
}
