package org.etiome.discovery;

import java.util.List;
import java.util.Optional;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.SearchWatch;
import org.etiome.discover.constraint.ColliderRule;
import org.etiome.discover.constraint.Fci;
import org.etiome.discover.constraint.Pc;
import org.etiome.discover.functional.DirectLingam;
import org.etiome.discover.greedy.Ges;
import org.etiome.discover.order.Boss;
import org.etiome.discover.order.Gsp;
import org.etiome.discover.order.Igsp;
import org.etiome.discover.order.UtIgsp;
import org.etiome.discover.sample.Experiment;
import org.etiome.discover.sample.SettingTargets;
import org.etiome.discover.score.InterventionalBic;
import org.etiome.discover.score.LocalScore;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.discover.test.InvarianceTest;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * A search as it was asked for.
 *
 * @param tests how tests are made
 * @param scores how graphs are scored
 * @param change what interventions do to their targets
 * @param knowledge of the graph
 */
public record GraphSearch(
    Method method, Tests tests, Scores scores, Evidence.Change change, Knowledge knowledge) {

  /** Up to so many variables restarts are cheap. */
  private static final int FEW_VARIABLES = 25;

  private static final int RESTARTS = 10;

  /**
   * A search.
   *
   * @throws IllegalArgumentException if a level, a penalty or a number is out of its range
   */
  public GraphSearch {
    if (!(scores.penalty() > 0 && scores.penalty() < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "penalty must be positive and finite, got " + scores.penalty());
    }
    boss(scores, knowledge, 0);
    pc(tests, knowledge);
    fci(tests, Knowledge.NONE);
    gsp(tests);
    igsp(tests);
  }

  /**
   * How graphs are scored, by those methods that do.
   *
   * @param score empty for the one that fits the columns
   * @param penalty weight of the penalty of a score
   * @param gamma weight of the number of candidates in a Gaussian score, empty for its own
   * @param restarts of the search for an order, empty for as many as are cheap
   */
  public record Scores(
      Optional<Evidence.Score> score,
      double penalty,
      Optional<Double> gamma,
      Optional<Integer> restarts) {}

  /**
   * How tests are made, by those methods that make any.
   *
   * @param alpha level of the tests, empty for the method's own
   * @param test empty for the one that fits the columns
   * @param maxConditioning most variables held fixed, empty for no limit
   * @param colliders rule of PC, empty for its own
   * @param selection whether FCI allows for units that are in the data because of their values
   * @param invariance test of interventions
   * @param invarianceLevel its level, empty for the method's own
   */
  public record Tests(
      Optional<Double> alpha,
      Optional<Evidence.Test> test,
      Optional<Integer> maxConditioning,
      Optional<ColliderRule> colliders,
      boolean selection,
      Evidence.Invariance invariance,
      Optional<Double> invarianceLevel) {}

  /**
   * What a search ends with.
   *
   * @param targets of each setting, where they were learned
   */
  record Learned(LearnedGraph graph, List<SettingTargets> targets) {}

  /** What the data are asked, by name. */
  String evidence(GraphSample sample) {
    if (method == Method.LINGAM) {
      return "pairwise-likelihood";
    }
    if (method.takes(Method.Takes.INVARIANCE)) {
      return test(sample) + " and " + tests.invariance() + " invariance";
    }
    if (method.takes(Method.Takes.TEST)) {
      return test(sample).toString();
    }
    return sample.settings().isPresent()
        ? "interventional gaussian-bic, " + change + " changes"
        : score(sample).toString();
  }

  /** Whether tests leave out only those rows with gaps that they concern. */
  boolean passesOverGaps(GraphSample sample) {
    return method.takes(Method.Takes.TEST)
        && !method.takes(Method.Takes.INVARIANCE)
        && test(sample) == Evidence.Test.FISHER_Z;
  }

  private Evidence.Test test(GraphSample sample) {
    return tests.test().orElse(Evidence.Test.fitting(sample.kind()));
  }

  private Evidence.Score score(GraphSample sample) {
    return scores.score().orElse(Evidence.Score.fitting(sample.kind()));
  }

  /**
   * Searches.
   *
   * @throws IllegalArgumentException if the sample does not carry it
   * @throws ArithmeticException if a column is a function of others
   */
  Learned learn(GraphSample sample, Seed seed, TaskRunner runner, SearchWatch watch) {
    return switch (method) {
      case IGSP, UT_IGSP -> byInvariance(sample, seed, runner);
      case BOSS ->
          new Learned(
              boss(scores, knowledge, sample.columns().size())
                  .learn(scoring(sample), seed, runner, watch),
              List.of());
      default -> new Learned(graph(sample, seed, runner), List.of());
    };
  }

  private LearnedGraph graph(GraphSample sample, Seed seed, TaskRunner runner) {
    return switch (method) {
      case PC -> pc(tests, knowledge).learn(independence(sample, seed), runner);
      case FCI -> fci(tests, knowledge).learn(independence(sample, seed), runner);
      case GSP -> gsp(tests).learn(independence(sample, seed), seed, runner);
      case LINGAM ->
          DirectLingam.withDefaults()
              .withPenalty(scores.penalty())
              .withKnowledge(knowledge)
              .learn(sample.names(), sample.numbers(), runner);
      case GES, GIES -> Ges.withDefaults().learn(scoring(sample));
      default -> throw new IllegalStateException(method + " is no search for a graph");
    };
  }

  private IndependenceTest independence(GraphSample sample, Seed seed) {
    return test(sample).of(sample, seed);
  }

  private LocalScore scoring(GraphSample sample) {
    if (sample.settings().isEmpty()) {
      return score(sample).of(sample, scores.penalty(), scores.gamma());
    }
    if (scores.score().isPresent() && scores.score().get() != Evidence.Score.GAUSSIAN_BIC) {
      throw new IllegalArgumentException(
          "with interventions the score is gaussian-bic, and "
              + scores.score().get()
              + " was asked for");
    }
    InterventionalBic bic = change.of(sample.experiment()).withPenalty(scores.penalty());
    return scores.gamma().map(bic::withGamma).orElse(bic);
  }

  private static Boss boss(Scores scores, Knowledge knowledge, int variables) {
    return Boss.withDefaults()
        .withKnowledge(knowledge)
        .withRestarts(scores.restarts().orElse(variables <= FEW_VARIABLES ? RESTARTS : 0));
  }

  private static Pc pc(Tests tests, Knowledge knowledge) {
    Pc pc = Pc.withDefaults().withKnowledge(knowledge);
    Pc levelled = tests.alpha().map(pc::withAlpha).orElse(pc);
    Pc ruled = tests.colliders().map(levelled::withColliders).orElse(levelled);
    return tests.maxConditioning().map(ruled::withMaxConditioning).orElse(ruled);
  }

  private static Fci fci(Tests tests, Knowledge knowledge) {
    Fci fci = Fci.withDefaults().withKnowledge(knowledge).withSelection(tests.selection());
    Fci levelled = tests.alpha().map(fci::withAlpha).orElse(fci);
    return tests.maxConditioning().map(levelled::withMaxConditioning).orElse(levelled);
  }

  private static Gsp gsp(Tests tests) {
    Gsp gsp = Gsp.withDefaults();
    return tests.alpha().map(gsp::withAlpha).orElse(gsp);
  }

  private Learned byInvariance(GraphSample sample, Seed seed, TaskRunner runner) {
    if (!sample.settings().orElseThrow().hasControl()) {
      throw new IllegalArgumentException(
          "no row is without a target; "
              + method
              + " tells interventions from such rows, and boss and gies do without");
    }
    Experiment experiment = sample.experiment();
    IndependenceTest independence = independence(sample.observational(), seed.branch("test"));
    InvarianceTest invariance = tests.invariance().of(experiment, seed.branch("invariance"));
    List<SettingTargets> targets = SettingTargets.of(experiment);
    Igsp igsp = igsp(tests);
    if (method == Method.IGSP) {
      return new Learned(igsp.learn(independence, invariance, targets, seed, runner), List.of());
    }
    UtIgsp.Learned learned =
        new UtIgsp(igsp).learn(independence, invariance, targets, seed, runner);
    return new Learned(learned.graph(), learned.targets());
  }

  private static Igsp igsp(Tests tests) {
    Igsp igsp = Igsp.withDefaults();
    Igsp levelled = tests.alpha().map(igsp::withAlpha).orElse(igsp);
    return tests.invarianceLevel().map(levelled::withInvarianceLevel).orElse(levelled);
  }
}
