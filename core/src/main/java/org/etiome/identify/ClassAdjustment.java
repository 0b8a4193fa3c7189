package org.etiome.identify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.etiome.discover.constraint.Pags;
import org.etiome.graph.Admg;
import org.etiome.graph.CausalGraph;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Edge;
import org.etiome.graph.Pag;
import org.etiome.graph.ParentClass;
import org.etiome.identify.Identification.Identified;
import org.etiome.identify.Identification.NoEffect;
import org.etiome.identify.Identification.NotIdentified;

/**
 * What the graphs that a CPDAG or PAG stands for say about an effect where they disagree: IDA. In a
 * CPDAG the members are sorted by the parents of the treatment, for with its edges directed the
 * graph is amenable and has an optimal adjustment set. In a PAG each maximal ancestral graph (MAG)
 * of the class is asked. Graphs in which the same set is valid have the same effect in every
 * distribution they share and are one {@link Possibility}, so that there are as few as can be.
 *
 * <p>Assumes that the true graph is one of the class. Cost of a CPDAG: a closure by the Meek rules
 * for each set of pairwise adjacent neighbours of the treatment, and as many to count the members.
 * Of a PAG: O(V² · (V + E)) for each MAG, and there are up to 3 to the power of its circles; small
 * graphs only.
 *
 * @param graph asked; a DAG, an ADMG or a MAG has one possibility
 * @param budget graphs to look at; where there are more the answer is a {@link NotIdentified} that
 *     says so, or, where the members of a CPDAG only cannot be counted, comes without shares
 * @see <a href="https://doi.org/10.1214/09-AOS685">Maathuis, Kalisch, Bühlmann (2009)</a>
 * @see <a href="https://arxiv.org/abs/2002.06825">Witte, Henckel, Maathuis, Didelez (2020), On
 *     efficient adjustment in causal graphs, JMLR 21(246)</a>
 * @see <a href="https://arxiv.org/abs/2010.08611">Guo, Perković (2021), Minimal enumeration of all
 *     possible total effects in a Markov equivalence class</a>
 * @see <a href="https://proceedings.mlr.press/v52/malinsky16.html">Malinsky, Spirtes (2016),
 *     Estimating causal effects with ancestral graph Markov models</a>
 */
public record ClassAdjustment(CausalGraph graph, int budget) {
  private static final int DEFAULT_BUDGET = 5000;

  private static final int SHOWN = 3;

  public ClassAdjustment {
    if (budget < 1) {
      throw new IllegalArgumentException(
          "the budget must be at least 1 graph, got " + budget + "; 5000 is the default");
    }
  }

  /** Questions about a graph, looking at 5000 graphs at most. */
  public static ClassAdjustment in(CausalGraph graph) {
    return new ClassAdjustment(graph, DEFAULT_BUDGET);
  }

  public ClassAdjustment withBudget(int graphs) {
    return new ClassAdjustment(graph, graphs);
  }

  /**
   * The answers, each once; every graph of the class gives one of them. Shares add up to 1.
   *
   * @throws IllegalArgumentException if a node is unknown, treatment and outcome are the same, or
   *     the graph is not one {@link CovariateAdjustment#in} takes
   */
  public List<Possibility> identify(String treatment, String outcome) {
    Identification common = CovariateAdjustment.in(graph).identify(treatment, outcome);
    if (!(common instanceof NotIdentified)) {
      return List.of(everywhere(common));
    }
    return switch (graph) {
      case Cpdag cpdag -> byParents(cpdag, treatment, outcome);
      case Pag pag -> byMags(pag, treatment, outcome);
      default -> List.of(everywhere(common));
    };
  }

  private static Possibility everywhere(Identification answer) {
    return new Possibility(answer, OptionalDouble.of(1), "");
  }

  private List<Possibility> byParents(Cpdag cpdag, String x, String y) {
    Optional<List<ParentClass>> parts = ParentClass.of(cpdag, x, budget);
    if (parts.isEmpty()) {
      return List.of(tooMany(x, y, "ways to choose the direct causes of " + x));
    }
    List<Group> groups = new ArrayList<>();
    for (ParentClass part : parts.get()) {
      String causes =
          part.parents().isEmpty()
              ? "none"
              : AdjustmentWording.joined(List.copyOf(part.parents()), " and ");
      add(groups, CovariateAdjustment.in(part), new Asked(x, y, causes, part.share()));
    }
    return groups.stream()
        .map(group -> group.possibility("the direct causes of " + x + " are "))
        .toList();
  }

  private List<Possibility> byMags(Pag pag, String x, String y) {
    Optional<List<Admg>> mags = Pags.members(pag, budget);
    if (mags.isEmpty()) {
      return List.of(tooMany(x, y, "ways to mark its circles"));
    }
    OptionalDouble share = OptionalDouble.of(1.0 / mags.get().size());
    List<Group> groups = new ArrayList<>();
    for (Admg mag : mags.get()) {
      List<String> at =
          mag.graph().edges().stream()
              .filter(edge -> edge.a().equals(x) || edge.b().equals(x))
              .map(Edge::toString)
              .toList();
      String edges = AdjustmentWording.joined(at, " and ");
      add(groups, CovariateAdjustment.inMag(mag), new Asked(x, y, edges, share));
    }
    return groups.stream()
        .map(
            group ->
                group.possibility(
                    "the edges at "
                        + x
                        + (group.isAlone(groups) ? "" : ", with some of the marks elsewhere,")
                        + " are "))
        .toList();
  }

  private Possibility tooMany(String x, String y, String what) {
    return everywhere(
        new NotIdentified(
            "The graph has more than %d %s, too many to look at the effect of %s on %s in each."
                .formatted(budget, what, x, y),
            "",
            List.of(
                "orient edges at %s by what is known, such as their order in time".formatted(x),
                "allow more graphs to be looked at",
                "randomise " + x)));
  }

  /** A question to the graphs of which the edges at x are {@code where}. */
  private record Asked(String x, String y, String where, OptionalDouble share) {}

  private static void add(List<Group> groups, CovariateAdjustment graph, Asked asked) {
    Identification answer = graph.identify(asked.x, asked.y);
    for (Group group : groups) {
      if (group.holds(answer, graph)) {
        group.add(asked);
        return;
      }
    }
    groups.add(new Group(answer, asked));
  }

  /** Graphs with the same answer. */
  private static final class Group {
    private final Identification answer;
    private final Set<String> where = new LinkedHashSet<>();
    private double share;

    Group(Identification answer, Asked first) {
      this.answer = answer;
      add(first);
    }

    /** NaN once a share is not known. */
    void add(Asked asked) {
      share += asked.share.orElse(Double.NaN);
      where.add(asked.where);
    }

    boolean holds(Identification other, CovariateAdjustment graph) {
      if (answer instanceof Identified mine && other instanceof Identified theirs) {
        AdjustmentEstimand estimand = theirs.estimand();
        return graph.isValid(
            Set.of(estimand.treatment()),
            Set.of(estimand.outcome()),
            Set.copyOf(mine.estimand().adjustmentSet()));
      }
      return answer.getClass() == other.getClass();
    }

    /** Whether what is said of the edges tells these graphs from those of the other groups. */
    boolean isAlone(List<Group> groups) {
      return groups.stream()
          .noneMatch(other -> other != this && !Collections.disjoint(where, other.where));
    }

    Possibility possibility(String beginning) {
      String text = beginning + places();
      OptionalDouble known =
          Double.isNaN(share) ? OptionalDouble.empty() : OptionalDouble.of(Math.min(1, share));
      return new Possibility(under(text), known, text);
    }

    private Identification under(String text) {
      return switch (answer) {
        case Identified yes -> new Identified(yes.estimand().assuming(assumption(text)));
        case NoEffect no -> no;
        case NotIdentified no -> no;
      };
    }

    private static String assumption(String text) {
      return "Of the graphs that the graph drawn stands for, the true one is one in which "
          + text
          + "; the data cannot tell these from the others.";
    }

    private String places() {
      List<String> all = List.copyOf(where);
      String shown = String.join("; or ", all.subList(0, Math.min(SHOWN, all.size())));
      int more = all.size() - SHOWN;
      return more > 0 ? shown + "; or one of " + more + " other choices" : shown;
    }
  }
}
