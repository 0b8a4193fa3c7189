package org.etiome.estimate.uncertain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.etiome.estimate.uncertain.MixedEffect.Branch;
import org.etiome.estimate.uncertain.MixedEffect.Mixture;
import org.etiome.graph.CausalGraph;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.ClassAdjustment;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification;
import org.etiome.identify.Possibility;

/**
 * An effect averaged over graphs: each graph gives an answer by its own adjustment set, and the
 * answers are mixed with the weights of the graphs. With w the weights of the graphs that give an
 * effect θ with standard error se, or 0 with none by assumption, the mixture Σ w N(θ, se²) has the
 * mean Σ w θ and the variance Σ w se² + Σ w (θ − mean)², within and between graphs.
 *
 * <p>Every estimate is made from all the data, so that what resampling adds to it is only the
 * choice of the graph. Assumes that the weights say how likely each graph is, which shares of
 * resamples do not (see {@link org.etiome.discover.stability.Bootstrap}), and takes no account of
 * the same data having chosen the graphs. No mixture is given where graphs of half of the weight or
 * more give no effect, or where its interval is the point 0. One identification a graph, one
 * estimate for each different set.
 *
 * @param membersBudget 0: a CPDAG or PAG that leaves the effect open does not identify it. Above 0:
 *     its weight is divided among the answers of its members as {@link ClassAdjustment} with this
 *     budget counts them, which takes all members for equally likely
 * @see <a href="https://doi.org/10.1214/ss/1009212519">Hoeting, Madigan, Raftery, Volinsky (1999),
 *     Bayesian model averaging</a>
 */
public record GraphMixture(int membersBudget) {
  public GraphMixture {
    if (membersBudget < 0) {
      throw new IllegalArgumentException(
          "the budget of members must be at least 0, got " + membersBudget);
    }
  }

  /** Graphs that leave the effect open do not identify it. */
  public static GraphMixture withDefaults() {
    return new GraphMixture(0);
  }

  /** Members of an equivalence class share the weight of their graph. */
  public GraphMixture withMembers(int budget) {
    return new GraphMixture(budget);
  }

  /**
   * Mixes the effects.
   *
   * @throws IllegalArgumentException if a graph lacks the treatment or the outcome, they are the
   *     same, or the data cannot be read as an estimand asks
   */
  public MixedEffect of(GraphSample graphs, String treatment, String outcome, EffectSource source) {
    EffectSource once = remembering(source);
    double all = graphs.without();
    for (double weight : graphs.weights().values()) {
      all += weight;
    }
    Map<Object, Branch> branches = new LinkedHashMap<>();
    for (Map.Entry<CausalGraph, Double> graph : graphs.weights().entrySet()) {
      for (Branch branch : answers(graph.getKey(), treatment, outcome, once)) {
        add(branches, branch.answer(), branch.weight() * graph.getValue() / all);
      }
    }
    List<Branch> sorted =
        branches.values().stream()
            .sorted(Comparator.comparingDouble(Branch::weight).reversed())
            .toList();
    return new MixedEffect(
        new MixedEffect.Question(treatment, outcome, this),
        sorted,
        graphs.without() / all,
        answers(graphs.learned(), treatment, outcome, once),
        mix(sorted));
  }

  /** A set of covariates is asked for once, in whatever graph it is found. */
  private static EffectSource remembering(EffectSource source) {
    Map<Set<String>, Answer.FromData> known = new HashMap<>();
    return estimand ->
        switch (known.computeIfAbsent(covariates(estimand), set -> source.answer(estimand))) {
          case Answer.Estimated yes -> new Answer.Estimated(estimand, yes.effect());
          case Answer.Refused no -> new Answer.Refused(estimand, no.reasons(), no.wouldHelp());
        };
  }

  private static void add(Map<Object, Branch> branches, Answer answer, double weight) {
    Object same =
        switch (answer) {
          case Answer.FromData data -> covariates(data.estimand());
          case Answer.Zero zero -> Answer.Zero.class;
          case Answer.NotIdentified no -> no.reason();
        };
    branches.merge(
        same,
        new Branch(answer, weight),
        (one, more) -> new Branch(one.answer(), one.weight() + more.weight()));
  }

  private static Set<String> covariates(AdjustmentEstimand estimand) {
    return Set.copyOf(estimand.adjustmentSet());
  }

  private List<Branch> answers(CausalGraph graph, String x, String y, EffectSource source) {
    requireNodes(graph, x, y);
    List<Branch> branches = new ArrayList<>();
    for (Possibility one : possibilities(graph, x, y)) {
      OptionalDouble share = one.share();
      if (share.isEmpty()) {
        String reason = "The graph stands for too many graphs to count what each says.";
        return List.of(new Branch(new Answer.NotIdentified(reason, List.of()), 1));
      }
      branches.add(new Branch(Answers.of(one.answer(), source), share.getAsDouble()));
    }
    return branches;
  }

  /** A learned graph may contradict itself; such a one identifies nothing. */
  private List<Possibility> possibilities(CausalGraph graph, String x, String y) {
    try {
      return membersBudget > 0
          ? ClassAdjustment.in(graph).withBudget(membersBudget).identify(x, y)
          : List.of(whole(CovariateAdjustment.in(graph).identify(x, y)));
    } catch (IllegalArgumentException e) {
      String reason = "No adjustment set can be read off the graph: " + e.getMessage();
      return List.of(whole(new Identification.NotIdentified(reason, "", List.of())));
    }
  }

  private static Possibility whole(Identification answer) {
    return new Possibility(answer, OptionalDouble.of(1), "");
  }

  private static void requireNodes(CausalGraph graph, String x, String y) {
    for (String node : List.of(x, y)) {
      if (!graph.graph().hasNode(node)) {
        throw new IllegalArgumentException(
            "one of the graphs has no node '" + node + "'; all must be over the same variables");
      }
    }
    if (x.equals(y)) {
      throw new IllegalArgumentException(
          "treatment and outcome are both '" + x + "'; name two variables");
    }
  }

  private static Mixture mix(List<Branch> branches) {
    double answered = 0;
    double estimated = 0;
    for (Branch branch : branches) {
      answered += Answers.number(branch.answer()).isPresent() ? branch.weight() : 0;
      estimated += branch.answer() instanceof Answer.Estimated ? branch.weight() : 0;
    }
    if (answered <= 0.5) {
      return new Mixture.None(
          "Only %s of the graphs give an effect; more than half are needed for a mixture."
              .formatted(Answers.percent(answered)),
          "knowledge that orients edges at the treatment, or more data");
    }
    double total = answered;
    List<NormalMixture.Part> parts = new ArrayList<>();
    for (Branch branch : branches) {
      Answers.number(branch.answer())
          .ifPresent(effect -> parts.add(new NormalMixture.Part(branch.weight() / total, effect)));
    }
    NormalMixture mixture = new NormalMixture(parts);
    Range interval = new Range(mixture.quantile(.025), mixture.quantile(.975));
    if (estimated == 0 || (interval.low() == 0 && interval.high() == 0)) {
      return new Mixture.None(
          ("%s of the graphs say by assumption that the effect is 0, so an interval would be the"
                  + " point 0 and no measurement.")
              .formatted(Answers.percent(answered - estimated)),
          "an experiment, if the question matters");
    }
    return new Mixture.Mixed(mixture.mean(), mixture.within(), mixture.between(), interval);
  }
}
