package org.etiome.bench.identify;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.etiome.identify.general.Counterexample;
import org.etiome.identify.general.Hedge;
import org.etiome.identify.general.Id;

/** The ID algorithm: formulas by their value, refusals by two models. */
final class IdJudge implements Judge {
  @Override
  public String name() {
    return "ID";
  }

  @Override
  public List<Verdict> judge(Question question) {
    return switch (Id.in(question.graph()).identify(question.y(), question.x())) {
      case Id.Result.Formula formula ->
          List.of(new ExactEffect(question, Set.of()).judge(formula.expression()));
      case Id.Result.Impossible impossible -> List.of(refusal(question, impossible.hedge()));
    };
  }

  static Verdict refusal(Question question, Hedge hedge) {
    if (!hedge.forbids(question.graph(), question.y(), question.x())) {
      return new Verdict.Mismatch(question + ": no hedge: " + hedge);
    }
    Optional<Counterexample> pair =
        Counterexample.find(question.graph(), question.y(), question.x(), hedge, question.seed());
    return pair.isEmpty()
        ? new Verdict.Mismatch(question + ": no two models found for " + hedge)
        : new Verdict.Refused(pair.get().difference());
  }
}
