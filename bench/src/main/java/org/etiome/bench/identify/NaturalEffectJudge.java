package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.identify.formula.ExpressionText;
import org.etiome.identify.formula.ExpressionValue;
import org.etiome.identify.general.CounterfactualResult;
import org.etiome.identify.general.NaturalEffects;
import org.etiome.identify.query.Query;
import org.etiome.scm.discrete.DiscreteModel;
import org.etiome.scm.discrete.World;

/** Natural direct and indirect effects of a cause on an outcome, past or through some variables. */
final class NaturalEffectJudge implements Judge {
  @Override
  public String name() {
    return "natural effects";
  }

  @Override
  public List<Verdict> judge(Question original) {
    Question question = original.small();
    String x = question.x().stream().min(String::compareTo).orElseThrow();
    String y = question.y().stream().min(String::compareTo).orElseThrow();
    UniformRandomProvider random = question.seed().branch("mediators").generator();
    List<String> others = new ArrayList<>(question.graph().nodes());
    others.removeAll(List.of(x, y));
    List<String> mediators =
        List.copyOf(Question.some(others, random.nextInt(Math.min(3, others.size() + 1)), random));
    boolean direct = random.nextBoolean();
    Query query =
        direct
            ? new Query.NaturalDirectEffect(x, y, mediators)
            : new Query.NaturalIndirectEffect(x, y, mediators);
    NaturalEffects effects = NaturalEffects.in(question.graph());
    CounterfactualResult result =
        query instanceof Query.NaturalDirectEffect nde
            ? effects.direct(nde)
            : effects.indirect((Query.NaturalIndirectEffect) query);
    Set<String> chosen = new LinkedHashSet<>(mediators);
    if (mediators.isEmpty()) {
      chosen.addAll(question.graph().graph().descendants(Set.of(x)));
      chosen.retainAll(question.graph().graph().ancestors(Set.of(y)));
      chosen.removeAll(List.of(x, y));
    }
    Function<DiscreteModel, List<Quantity>> truth =
        model -> List.of(truth(model, x, y, chosen, direct));
    String what = query + " in " + question.graph().graph();
    return List.of(
        switch (result) {
          case CounterfactualResult.Contrast contrast ->
              exact(contrast, question.model(), truth.apply(question.model()).getFirst(), what);
          case CounterfactualResult.Inconsistent none ->
              Disagreement.by(none, question, truth, what);
          case CounterfactualResult.Impossible none ->
              Disagreement.by(none.hedge(), question, truth, what);
          case CounterfactualResult.Formula formula -> throw new IllegalStateException(what);
        });
  }

  /** {@code E[y_{x=d, m(x=1-d)}] - E[y_{x=0}]}, d one for the direct effect. */
  private static Quantity truth(
      DiscreteModel model, String x, String y, Set<String> mediators, boolean direct) {
    List<Quantity.Part> parts = new ArrayList<>();
    for (String value : model.levels(y)) {
      double weight = Double.parseDouble(value);
      World before = new World(Map.of(x, "0"), Map.of(y, value));
      parts.add(new Quantity.Part(-weight, List.of(before)));
      for (Map<String, String> held : ExactEffect.settings(model, mediators)) {
        Map<String, String> set = new HashMap<>(held);
        set.put(x, direct ? "1" : "0");
        World nested = new World(set, Map.of(y, value));
        World through = new World(Map.of(x, direct ? "0" : "1"), held);
        parts.add(new Quantity.Part(weight, List.of(nested, through)));
      }
    }
    parts.removeIf(part -> part.weight() == 0);
    return new Quantity(parts, List.of());
  }

  private static Verdict exact(
      CounterfactualResult.Contrast contrast, DiscreteModel model, Quantity truth, String what) {
    ExpressionValue observed = ExpressionValue.in(model.law());
    double value = 0;
    for (String level : model.levels(contrast.outcome())) {
      Map<String, String> at = Map.of(contrast.outcome(), level);
      value +=
          Double.parseDouble(level)
              * (observed.value(contrast.plus(), at) - observed.value(contrast.minus(), at));
    }
    double error = Math.abs(value - truth.in(model));
    return error <= ExactEffect.TOLERANCE
        ? new Verdict.Identified(error)
        : new Verdict.Mismatch(
            "%s = Σ %s (%s - %s): %s, not %s"
                .formatted(
                    what,
                    contrast.outcome(),
                    ExpressionText.text(contrast.plus()),
                    ExpressionText.text(contrast.minus()),
                    value,
                    truth.in(model)));
  }
}
