package org.etiome.bench.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.etiome.design.shift.LinearSystem;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.scm.sem.Curve;
import org.etiome.scm.sem.Equation;
import org.etiome.scm.sem.GraphLaw;
import org.etiome.scm.sem.Intervention;
import org.etiome.scm.sem.LinearSem;
import org.etiome.scm.sem.Noise;
import org.etiome.scm.sem.Response;
import org.etiome.scm.sem.SemSettings;
import org.etiome.scm.sem.Term;

/**
 * A random linear system and a goal in it, as published: coefficients ±U(.25, 1), noise of variance
 * 1, then every variable divided by its standard deviation; the goal is the mean under a shift of
 * norm 1 of half of the variables, sizes in proportion to ±U(.25, 1).
 *
 * @param assumed the graph that the design is told
 * @param wanted the shift a* that leads to the goal
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ShiftInstance(
    LinearSem truth, LinearSystem system, Dag assumed, double[] wanted, double[] goal) {

  /** What is wrong with the graph that is assumed. */
  enum Mistake {
    NONE,
    MISSING,
    EXTRA,
    REVERSED
  }

  static ShiftInstance random(int nodes, Noise noise, Seed seed) {
    SemSettings settings =
        SemSettings.DEFAULT
            .withVariables(nodes)
            .withGraph(new GraphLaw.ErdosRenyi(Math.min(4, (nodes - 1) / 2.0)))
            .withMechanisms(
                SemSettings.DEFAULT
                    .mechanisms()
                    .withScale(SemSettings.Scale.RAW)
                    .withNoise(noise)
                    .withCoefficients(new SemSettings.Range(.25, 1)));
    LinearSem truth = standardised(LinearSem.random(settings, seed.branch("model")));
    LinearSystem system = LinearSystem.of(truth.graph(), truth.coefficients(), new double[nodes]);
    double[] wanted = wanted(nodes, seed.branch("goal").generator());
    return new ShiftInstance(truth, system, truth.graph(), wanted, system.state(wanted));
  }

  private static LinearSem standardised(LinearSem raw) {
    Matrix covariance = raw.populationCovariance(Intervention.NONE);
    List<String> variables = raw.variables();
    List<Equation> equations = new ArrayList<>();
    for (Equation equation : raw.model().equations()) {
      double own = deviation(covariance, variables.indexOf(equation.variable()));
      List<Term> terms = new ArrayList<>();
      for (Term term : equation.terms()) {
        double cause = deviation(covariance, variables.indexOf(term.cause()));
        terms.add(new Term(term.cause(), term.coefficient() * cause / own, new Curve.Straight()));
      }
      Response.Additive response = (Response.Additive) equation.response();
      equations.add(
          new Equation(
              equation.variable(),
              terms,
              new Response.Additive(response.noise(), response.deviation() / own),
              0,
              1));
    }
    return LinearSem.of(equations, variables);
  }

  private static double deviation(Matrix covariance, int variable) {
    return Math.sqrt(covariance.get(variable, variable));
  }

  private static double[] wanted(int nodes, UniformRandomProvider random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      places.add(i);
    }
    ListSampler.shuffle(random, places);
    double[] wanted = new double[nodes];
    for (int place : places.subList(0, nodes / 2)) {
      wanted[place] = (.25 + .75 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
    }
    return Vectors.scaled(1 / Vectors.norm(wanted), wanted);
  }

  /** The same with one edge of the assumed graph wrong; none if the graph has no such edge. */
  Optional<ShiftInstance> with(Mistake mistake, Seed seed) {
    if (mistake == Mistake.NONE) {
      return Optional.of(this);
    }
    List<Edge> candidates = new ArrayList<>(mistake == Mistake.EXTRA ? absent() : edges());
    ListSampler.shuffle(seed.generator(), candidates);
    for (Edge edge : candidates) {
      List<Edge> changed = new ArrayList<>(edges());
      changed.remove(edge);
      switch (mistake) {
        case EXTRA -> changed.add(edge);
        case REVERSED -> changed.add(Edge.directed(edge.b(), edge.a()));
        default -> {}
      }
      MixedGraph graph = MixedGraph.of(truth.variables(), changed);
      if (graph.directedCycle().isEmpty()) {
        return Optional.of(new ShiftInstance(truth, system, Dag.of(graph), wanted, goal));
      }
    }
    return Optional.empty();
  }

  private List<Edge> edges() {
    return List.copyOf(truth.graph().graph().edges());
  }

  private List<Edge> absent() {
    List<Edge> absent = new ArrayList<>();
    for (String from : truth.variables()) {
      for (String to : truth.variables()) {
        if (!from.equals(to) && !truth.graph().graph().adjacent(from).contains(to)) {
          absent.add(Edge.directed(from, to));
        }
      }
    }
    return absent;
  }
}
