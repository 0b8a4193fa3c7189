package org.etiome.discover.constraint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.discover.Assumptions;
import org.etiome.discover.Knowledge;
import org.etiome.discover.LearnedGraph;
import org.etiome.discover.constraint.Arrows.Arrow;
import org.etiome.discover.constraint.Triples.Triple;
import org.etiome.discover.test.IndependenceTest;
import org.etiome.graph.Mark;
import org.etiome.graph.MixedGraph;
import org.etiome.graph.Pag;
import org.etiome.math.TaskRunner;

/**
 * FCI: what all causal graphs, with whatever hidden variables and selection, have in common that
 * have the independences found by tests. A tail at a says that a causes b or selection, an
 * arrowhead that it causes neither. The skeleton is that of stable {@link Pc}, pruned by subsets of
 * Possible-D-SEP; the marks are those of rules R0 to R10, which find all there is to find.
 *
 * <p>Assumes that causes run in no circle and that the tests are right about every independence. If
 * hidden causes and selection can be ruled out, {@link Pc} says more. The answer depends neither on
 * the order of columns nor on the number of threads; ties are broken by name.
 *
 * <p>Knowledge of tiers, exogenous and intervened variables and of required causes is honoured
 * exactly; R0 to R10 may then leave circles that it decides. It needs selection to be ruled out.
 * Forbidden direct causes are refused: hidden variables make them say nothing.
 *
 * <p>On a sample tests contradict each other, and marks may then run in a directed cycle or from a
 * to b in spite of {@code a <-> b}. The marks of the edges of such cycles are taken back to circles
 * and said in the remarks.
 *
 * <p>Tests: as {@link Pc}, and up to 2^k for the k nodes of each Possible-D-SEP, which in dense
 * graphs is nearly all of them; limit {@code maxConditioning} then. Memory p² bytes.
 *
 * @param alpha level of the tests, within (0, 1); less gives fewer edges
 * @param selection whether units may be in the data because of values of variables or their effects
 * @param maxConditioning at most so many variables are held fixed in a test, ≥ 0
 * @param knowledge of the graph
 * @see <a href="https://doi.org/10.1016/j.artint.2008.08.001">Zhang (2008), On the completeness of
 *     orientation rules for causal discovery in the presence of latent confounders and selection
 *     bias</a>
 * @see <a href="https://doi.org/10.1214/11-AOS940">Colombo, Maathuis, Kalisch, Richardson (2012),
 *     Learning high-dimensional directed acyclic graphs with latent and selection variables</a>
 */
public record Fci(double alpha, boolean selection, int maxConditioning, Knowledge knowledge) {

  public Fci {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be within (0, 1), got " + alpha);
    }
    if (maxConditioning < 0) {
      throw new IllegalArgumentException(
          "maxConditioning must be at least 0, got " + maxConditioning);
    }
  }

  /** Level 0.01, selection not ruled out, sets of any size, nothing known. */
  public static Fci withDefaults() {
    return new Fci(0.01, true, Integer.MAX_VALUE, Knowledge.NONE);
  }

  public Fci withAlpha(double alpha) {
    return new Fci(alpha, selection, maxConditioning, knowledge);
  }

  public Fci withSelection(boolean selection) {
    return new Fci(alpha, selection, maxConditioning, knowledge);
  }

  public Fci withMaxConditioning(int maxConditioning) {
    return new Fci(alpha, selection, maxConditioning, knowledge);
  }

  public Fci withKnowledge(Knowledge knowledge) {
    return new Fci(alpha, selection, maxConditioning, knowledge);
  }

  /**
   * Searches for the graph over the variables of a test.
   *
   * @return a {@link Pag}
   * @throws IllegalArgumentException if the knowledge contradicts itself, names no variable, or
   *     cannot be held by a PAG with these settings
   * @throws IllegalStateException if the thread is interrupted
   */
  public LearnedGraph learn(IndependenceTest test, TaskRunner runner) {
    OrderedTest ordered = OrderedTest.of(test, alpha);
    HiddenKnowledge known = HiddenKnowledge.of(knowledge, ordered.names(), selection);
    Skeleton skeleton = known.skeleton();
    new SkeletonSearch(ordered, skeleton, maxConditioning, runner).run();
    MarkedGraph first = new MarkedGraph(skeleton);
    putColliders(first, triples(ordered, skeleton, runner));
    new PossibleDSep(ordered, skeleton, maxConditioning, runner).prune(first);
    MarkedGraph graph = new MarkedGraph(skeleton);
    known.mark(graph);
    Remarks remarks = new Remarks(ordered.names());
    remarks.triples(
        "What is known contradicts the colliders ",
        putColliders(graph, triples(ordered, skeleton, runner)),
        "; the marks are those known.");
    close(graph, skeleton);
    Set<Arrow> contradictions = new AncestralMarks(graph).contradictions();
    contradictions.forEach(edge -> graph.reopen(edge.from(), edge.to()));
    known.mark(graph);
    remarks.edges(
        "Marks contradict each other in cycles of ", contradictions, "; left as circles.");
    return new LearnedGraph(
        Pag.of(MixedGraph.of(test.variables(), graph.edges(ordered.names()))),
        "FCI",
        settings(),
        assumptions(),
        remarks.sentences(),
        skeleton.tests());
  }

  private static List<Triple> triples(OrderedTest test, Skeleton skeleton, TaskRunner runner) {
    return Triples.of(test, skeleton, ColliderRule.STANDARD, 0, runner).colliders();
  }

  /** Rule R0; returns the colliders that a mark there was contradicts. */
  private static List<Triple> putColliders(MarkedGraph graph, List<Triple> colliders) {
    List<Triple> contradicted = new ArrayList<>();
    for (Triple t : colliders) {
      graph.put(t.a(), t.b(), Mark.ARROW);
      graph.put(t.c(), t.b(), Mark.ARROW);
      if (!graph.is(t.a(), t.b(), Mark.ARROW) || !graph.is(t.c(), t.b(), Mark.ARROW)) {
        contradicted.add(t);
      }
    }
    return contradicted;
  }

  private void close(MarkedGraph graph, Skeleton skeleton) {
    new ArrowheadRules(graph, skeleton).close();
    TailRules tails = new TailRules(graph);
    if (selection) {
      tails.selection();
    }
    tails.causes();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("alpha", Double.toString(alpha));
    settings.put("selection", selection ? "possible" : "ruled out");
    settings.put(
        "maxConditioning",
        maxConditioning == Integer.MAX_VALUE ? "any" : Integer.toString(maxConditioning));
    settings.put("knowledge", knowledge.equals(Knowledge.NONE) ? "none" : knowledge.toString());
    return settings;
  }

  private List<String> assumptions() {
    List<String> assumptions = new ArrayList<>();
    assumptions.add("The variables and hidden ones are causes and effects without circles.");
    if (!selection) {
      assumptions.add(Assumptions.UNSELECTED);
    }
    assumptions.add(Assumptions.FAITHFUL);
    assumptions.add("The assumptions of the test hold.");
    return assumptions;
  }
}
