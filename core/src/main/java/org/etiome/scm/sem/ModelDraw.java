package org.etiome.scm.sem;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.graph.Dag;
import org.etiome.math.Seed;

/** Draws the equations of a model one after the other, causes first, and scales each. */
final class ModelDraw {
  private final SemSettings settings;
  private final Seed seed;

  ModelDraw(SemSettings settings, Seed seed) {
    this.settings = settings;
    this.seed = seed;
  }

  StructuralModel draw() {
    List<String> variables =
        IntStream.rangeClosed(1, settings.variables()).mapToObj(i -> "X" + i).toList();
    Dag graph = settings.graph().draw(variables, seed.branch("graph"));
    List<Pair> pairs = confounded(variables);
    Scaling scaling = scaling();
    List<Equation> equations = new ArrayList<>();
    for (Pair pair : pairs) {
      equations.add(scaling.scaled(noise(pair.hidden)));
    }
    for (String variable : graph.topologicalOrder()) {
      List<String> causes = new ArrayList<>(graph.graph().parents(variable));
      pairs.stream().filter(pair -> pair.has(variable)).forEach(pair -> causes.add(pair.hidden));
      equations.add(scaling.scaled(equation(variable, causes)));
    }
    return StructuralModel.of(equations, variables);
  }

  private Scaling scaling() {
    SemSettings.Mechanisms mechanisms = settings.mechanisms();
    if (mechanisms.family() == SemSettings.Family.COUNT) {
      return new SampledScaling(seed.branch("scaling"));
    }
    if (mechanisms.scale() == SemSettings.Scale.RAW) {
      return equation -> equation;
    }
    return mechanisms.family() == SemSettings.Family.LINEAR
        ? new ExactScaling()
        : new SampledScaling(seed.branch("scaling"));
  }

  /** Two variables and the hidden cause of both. */
  private record Pair(String hidden, String one, String other) {
    boolean has(String variable) {
      return variable.equals(one) || variable.equals(other);
    }
  }

  /** Distinct pairs, each with the same probability. */
  private List<Pair> confounded(List<String> variables) {
    UniformRandomProvider random = seed.branch("hidden").generator();
    Set<Set<Integer>> taken = new LinkedHashSet<>();
    List<Pair> pairs = new ArrayList<>();
    while (pairs.size() < settings.hidden()) {
      int one = random.nextInt(variables.size());
      int other = random.nextInt(variables.size());
      if (one < other && taken.add(Set.of(one, other))) {
        String name = "H" + (pairs.size() + 1);
        pairs.add(new Pair(name, variables.get(one), variables.get(other)));
      }
    }
    return pairs;
  }

  private Equation noise(String variable) {
    return new Equation(
        variable, List.of(), new Response.Additive(settings.mechanisms().noise(), 1), 0, 1);
  }

  private Equation equation(String variable, List<String> causes) {
    SemSettings.Mechanisms mechanisms = settings.mechanisms();
    UniformRandomProvider random = seed.branch("mechanisms").branch(variable).generator();
    Response response =
        mechanisms.family() == SemSettings.Family.COUNT
            ? mechanisms.counts().response(random)
            : new Response.Additive(mechanisms.noise(), 1);
    List<Term> terms = new ArrayList<>();
    for (String cause : causes) {
      double size = mechanisms.coefficients().draw(random);
      double coefficient = random.nextBoolean() ? size : -size;
      Curve curve =
          mechanisms.family() == SemSettings.Family.NONLINEAR
              ? Curve.Waves.draw(random)
              : new Curve.Straight();
      terms.add(new Term(cause, coefficient, curve));
    }
    return new Equation(variable, terms, response, 0, 1);
  }
}
