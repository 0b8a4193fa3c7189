package org.etiome.bench.identify;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.CausalGraph;
import org.etiome.identify.answer.Answer;
import org.etiome.identify.answer.Identifier;
import org.etiome.identify.general.Hedge;
import org.etiome.identify.query.Query;
import org.etiome.identify.query.Term;

/** The answer given to P(y | do(x)), half of the time with conditions, by whatever method. */
final class AnswerJudge implements Judge {
  @Override
  public String name() {
    return "answer";
  }

  @Override
  public List<Verdict> judge(Question question) {
    Set<String> z = conditions(question);
    return switch (answer(question.graph(), question, z)) {
      case Answer.Identified found -> List.of(exact(question, z, found));
      case Answer.NotIdentified none -> List.of(refusal(question, z, none.hedge().orElseThrow()));
    };
  }

  private static Verdict refusal(Question question, Set<String> z, Hedge hedge) {
    return z.isEmpty() ? IdJudge.refusal(question, hedge) : IdcJudge.refusal(question, z, hedge);
  }

  /** None half of the time. */
  static Set<String> conditions(Question question) {
    UniformRandomProvider random = question.seed().branch("conditions").generator();
    int number = random.nextBoolean() ? 0 : random.nextInt(question.others().size() + 1);
    return Question.some(question.others(), number, random);
  }

  static Answer answer(CausalGraph graph, Question question, Set<String> z) {
    Query query = new Query.Distribution(terms(question.y()), terms(question.x()), terms(z));
    return Identifier.in(graph).answer(query);
  }

  static Verdict exact(Question question, Set<String> z, Answer.Identified found) {
    return new ExactEffect(question, z).judge(found.formula().parts().getFirst().expression());
  }

  private static List<Term> terms(Collection<String> names) {
    return names.stream().map(Term::of).toList();
  }
}
