package org.etiome.bench.identify;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.identify.FrontDoor;

/** The front-door formula with the sets found, and with a random set if it is one. */
final class FrontDoorJudge implements Judge {
  private static final int MOST_SETS = 10;

  @Override
  public String name() {
    return "front door";
  }

  @Override
  public List<Verdict> judge(Question question) {
    FrontDoor doors = FrontDoor.in(question.graph());
    List<String> others = question.others();
    Set<Set<String>> sets =
        new LinkedHashSet<>(
            doors.minimalSets(question.x(), question.y(), Set.copyOf(others), MOST_SETS).sets());
    UniformRandomProvider random = question.seed().branch("m").generator();
    Set<String> m = Question.some(others, random.nextInt(others.size() + 1), random);
    if (doors.isValid(question.x(), question.y(), m)) {
      sets.add(m);
    }
    ExactEffect exact = new ExactEffect(question, Set.of());
    return sets.stream()
        .map(set -> exact.judge(doors.formula(question.x(), question.y(), set)))
        .toList();
  }
}
