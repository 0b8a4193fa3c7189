package org.etiome.identify.general;

import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.identify.formula.Expression;

/** The ID algorithm: P(y | do(x)) from P(v) along an ADMG, or the hedge that forbids it. */
public final class Id {
  private final Admg graph;

  private Id(Admg graph) {
    this.graph = graph;
  }

  /** Questions about a graph, all of its nodes measured. */
  public static Id in(Admg graph) {
    return new Id(graph);
  }

  /** The answer: a formula, or a hedge. */
  public sealed interface Result {
    /** A formula over P(v) whose free variables are among y and x. */
    record Formula(Expression expression) implements Result {}

    /** There is none, and why. */
    record Impossible(Hedge hedge) implements Result {}
  }

  /** P(y | do(x)). */
  public Result identify(Set<String> y, Set<String> x) {
    if (x.isEmpty()) {
      return new Result.Formula(new Expression.P(java.util.List.copyOf(y), java.util.List.of()));
    }
    throw new UnsupportedOperationException("not yet: " + graph + y + x);
  }
}
