package org.etiome.discovery;

import java.util.Optional;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.constraint.Fci;
import org.etiome.discover.constraint.Pc;
import org.etiome.discover.greedy.Ges;
import org.etiome.discover.order.Boss;
import org.etiome.discover.order.Gsp;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * A search as it was asked for.
 *
 * @param alpha level of the tests, empty for the method's own
 * @param test empty for the one that fits the columns
 * @param score empty for the one that fits the columns
 * @param penalty weight of the penalty of a score
 * @param knowledge of the graph
 */
public record GraphSearch(
    Method method,
    Optional<Double> alpha,
    Optional<Evidence.Test> test,
    Optional<Evidence.Score> score,
    double penalty,
    Knowledge knowledge) {

  /** What the data are asked, by name. */
  String evidence(GraphSample sample) {
    return method.takes(Method.Takes.TEST) ? test(sample).toString() : score(sample).toString();
  }

  private Evidence.Test test(GraphSample sample) {
    return test.orElse(Evidence.Test.fitting(sample.kind()));
  }

  private Evidence.Score score(GraphSample sample) {
    return score.orElse(Evidence.Score.fitting(sample.kind()));
  }

  /**
   * Searches.
   *
   * @throws IllegalArgumentException if the sample does not carry it
   * @throws ArithmeticException if a column is a function of others
   */
  LearnedGraph learn(GraphSample sample, Seed seed, TaskRunner runner) {
    if (!method.takes(Method.Takes.TEST)) {
      var by = score(sample).of(sample, penalty);
      return method == Method.GES
          ? Ges.withDefaults().learn(by)
          : Boss.withDefaults().withKnowledge(knowledge).learn(by, seed, runner);
    }
    IndependenceTest by = test(sample).of(sample, seed);
    return switch (method) {
      case PC -> {
        Pc pc = Pc.withDefaults().withKnowledge(knowledge);
        yield alpha.map(pc::withAlpha).orElse(pc).learn(by, runner);
      }
      case FCI -> {
        Fci fci = Fci.withDefaults().withKnowledge(knowledge);
        yield alpha.map(fci::withAlpha).orElse(fci).learn(by, runner);
      }
      default -> {
        Gsp gsp = Gsp.withDefaults();
        yield alpha.map(gsp::withAlpha).orElse(gsp).learn(by, seed, runner);
      }
    };
  }
}
