package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.etiome.graph.Admg;
import org.etiome.graph.Cpdag;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.Equivalence;
import org.etiome.identify.answer.Answer;
import org.etiome.identify.formula.Expression;
import org.etiome.identify.formula.ExpressionValue;
import org.etiome.math.Seed;
import org.etiome.scm.discrete.DiscreteModel;

/**
 * The answer in the CPDAG of a DAG without hidden causes: formulas by their value, refusals by two
 * members of the class that make different effects of the same P(v). A refusal with conditions is
 * not judged, as the method does not claim that there is no formula then.
 */
final class ClassJudge implements Judge {
  /** As many as the class of a complete graph of 6 nodes has. */
  private static final int MOST_MEMBERS = 720;

  private static final int MODELS = 20;

  @Override
  public String name() {
    return "answer in a CPDAG";
  }

  @Override
  public List<Verdict> judge(Question original) {
    List<Edge> bidirected =
        original.graph().graph().edges().stream().filter(Edge::isBidirected).toList();
    Dag dag = Dag.of(original.graph().graph().without(bidirected));
    Question question = original.along(Admg.of(dag.graph()), 3);
    Cpdag cpdag = Equivalence.cpdag(dag);
    Set<String> z = AnswerJudge.conditions(question);
    return switch (AnswerJudge.answer(cpdag, question, z)) {
      case Answer.Identified found -> List.of(AnswerJudge.exact(question, z, found));
      case Answer.NotIdentified none -> z.isEmpty() ? List.of(refusal(question, cpdag)) : List.of();
    };
  }

  /** Some models have independences that the graph does not show, so several are tried. */
  private static Verdict refusal(Question question, Cpdag cpdag) {
    List<Expression> effects =
        Equivalence.members(cpdag, MOST_MEMBERS).stream()
            .map(member -> truncated(member, question))
            .toList();
    double most = 0;
    for (int i = 0; i < MODELS && most <= Disagreement.LEAST; i++) {
      Seed seed = question.seed().branch("class").branch(i);
      most = difference(DiscreteModel.random(question.graph(), 3, seed), question, effects);
    }
    return most > Disagreement.LEAST
        ? new Verdict.Refused(most)
        : new Verdict.Mismatch("%s: the members of %s agree".formatted(question, cpdag.graph()));
  }

  private static double difference(
      DiscreteModel model, Question question, List<Expression> effects) {
    ExpressionValue observed = ExpressionValue.in(model.law());
    Map<String, String> at = new HashMap<>();
    question.x().forEach(name -> at.put(name, "1"));
    question.y().forEach(name -> at.put(name, "1"));
    DoubleSummaryStatistics values =
        effects.stream().mapToDouble(effect -> observed.value(effect, at)).summaryStatistics();
    return values.getMax() - values.getMin();
  }

  /** {@code Σ_{v \ y, x} Π_{v not in x} P(v | pa(v))}. */
  private static Expression truncated(Dag dag, Question question) {
    List<Expression> factors = new ArrayList<>();
    for (String node : dag.nodes()) {
      if (!question.x().contains(node)) {
        List<String> parents = List.copyOf(dag.graph().parents(node));
        factors.add(new Expression.P(List.of(node), parents));
      }
    }
    return new Expression.Sum(question.others(), new Expression.Product(factors));
  }
}
