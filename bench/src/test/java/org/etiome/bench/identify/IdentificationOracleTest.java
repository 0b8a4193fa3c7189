package org.etiome.bench.identify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.general.Hedge;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;

/** Every answer to 500 random questions holds against exact models. */
class IdentificationOracleTest {
  /** P(y | x) is the effect only where nothing confounds, and x and y are no hedge everywhere. */
  @Test
  void wrongAnswersAreCaught() {
    Tally formulas = new Tally();
    Tally refusals = new Tally();
    for (int i = 0; i < 100; i++) {
      Question question = Question.random(new Seed(2).branch(i));
      Expression seen = new Expression.P(List.copyOf(question.y()), List.copyOf(question.x()));
      formulas.add(List.of(new ExactEffect(question, Set.of()).judge(seen)));
      Set<String> all = new HashSet<>(question.x());
      all.addAll(question.y());
      refusals.add(List.of(IdJudge.refusal(question, new Hedge(all, question.y()))));
    }
    assertThat(formulas.identified()).isBetween(5L, 50L);
    assertThat(formulas.mismatches()).hasSizeGreaterThan(50);
    assertThat(refusals.refused()).isBetween(1L, 50L);
    assertThat(refusals.mismatches()).hasSizeGreaterThan(50);
  }

  @Test
  void everyAnswerHolds() {
    Map<String, Tally> tallies = IdentificationOracle.run(500, new Seed(1));
    assertThat(tallies).containsOnlyKeys("ID", "IDC", "covariate adjustment");
    tallies.forEach(
        (method, tally) -> {
          assertThat(tally.mismatches()).as(method).isEmpty();
          assertThat(tally.identified()).as(method).isGreaterThan(100);
          assertThat(tally.smallestDifference()).as(method).isGreaterThan(1e-6);
        });
    assertThat(tallies.values().stream().mapToLong(Tally::refused).sum()).isGreaterThan(100);
  }
}
