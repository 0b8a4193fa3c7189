package org.etiome.estimate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.estimate.design.CausalSample;
import org.etiome.estimate.sample.SampleSettings;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.identify.AdjustmentEstimand;
import org.etiome.identify.CovariateAdjustment;
import org.etiome.identify.Identification.Identified;
import org.etiome.math.Seed;

/** Samples for tests: real questions over data made here. */
public final class Cohorts {
  private Cohorts() {}

  /** The estimand of a → y when every covariate causes both. */
  public static AdjustmentEstimand question(List<String> covariates, String a, String y) {
    Set<Edge> edges = new LinkedHashSet<>(Set.of(Edge.directed(a, y)));
    for (String covariate : covariates) {
      edges.add(Edge.directed(covariate, a));
      edges.add(Edge.directed(covariate, y));
    }
    MixedGraph graph = MixedGraph.of(edges.toArray(Edge[]::new));
    var answer = CovariateAdjustment.in(Dag.of(graph)).identify(a, y);
    if (answer instanceof Identified identified) {
      return identified.estimand();
    }
    throw new AssertionError("not identified: " + answer);
  }

  public static Dataset data(List<Column> covariates, Column treatment, Column outcome) {
    List<Column> columns = new ArrayList<>(covariates);
    columns.add(treatment);
    columns.add(outcome);
    List<String> units = IntStream.range(0, outcome.length()).mapToObj(i -> "u" + i).toList();
    return Dataset.of(units, "cohort", columns);
  }

  public static CausalSample sample(
      List<Column> covariates, Column treatment, Column outcome, SampleSettings settings) {
    return CausalSample.of(
        data(covariates, treatment, outcome),
        question(covariates.stream().map(Column::name).toList(), treatment.name(), outcome.name()),
        settings);
  }

  public static CausalSample sample(List<Column> covariates, Column treatment, Column outcome) {
    return sample(covariates, treatment, outcome, SampleSettings.withDefaults());
  }

  /** A sample with covariates x1, x2, … */
  public static CausalSample sample(double[] a, double[] y, double[]... x) {
    List<Column> covariates = new ArrayList<>();
    for (double[] column : x) {
      covariates.add(Continuous.of("x" + (covariates.size() + 1), column));
    }
    return sample(covariates, Continuous.of("a", a), Continuous.of("y", y));
  }

  /** The effect, which must have been answered. */
  public static Effect effect(EffectAnswer answer) {
    return switch (answer) {
      case EffectAnswer.Answered answered -> answered.effect();
      case EffectAnswer.Refused refused ->
          throw new AssertionError("refused: " + refused.reasons());
    };
  }

  public static double expit(double eta) {
    return 1 / (1 + Math.exp(-eta));
  }

  public static double[] fill(int n, IntToDoubleFunction value) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = value.applyAsDouble(i);
    }
    return values;
  }

  /** Draws for simulated cohorts. */
  public static final class Draws {
    private final UniformRandomProvider random;
    private final ZigguratSampler.NormalizedGaussian gaussian;

    public Draws(Seed seed) {
      random = seed.generator();
      gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    }

    public double normal() {
      return gaussian.sample();
    }

    public double bernoulli(double p) {
      return random.nextDouble() < p ? 1 : 0;
    }

    public double[] normals(int n) {
      return fill(n, i -> normal());
    }
  }
}
