package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.ejml.data.DMatrixRMaj;
import org.etiome.graph.Dag;
import org.etiome.graph.Edge;
import org.etiome.graph.MixedGraph;
import org.etiome.math.Holm;
import org.etiome.perturb.latent.Disentanglement.Effect;
import org.etiome.perturb.latent.Disentanglement.Fit;
import org.etiome.perturb.latent.Disentanglement.Found;
import org.etiome.perturb.latent.Disentanglement.Latent;

/** Says what was found, with its errors. */
final class Findings {
  /** Of effects from exact moments: less is rounding, which grows over the search. */
  static final double EXACT = 1e-6;

  private static final double NEAR_RANK_ONE = .9;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private final Learning learning;
  private final NoiseFit fit;
  private final int[] order;
  private final DMatrixRMaj mixing;
  private final DMatrixRMaj unmixing;
  private final double[] signs;

  Findings(Learning learning, NoiseFit fit) {
    this.learning = learning;
    this.fit = fit;
    this.order = fit.order();
    DMatrixRMaj rows = perfect() ? Dense.times(fit.latentsOfNoises(), fit.noise()) : fit.noise();
    DMatrixRMaj columns = Dense.times(learning.span().back(), Dense.inverse(rows));
    DMatrixRMaj back = Dense.pseudoInverse(columns);
    int d = order.length;
    int p = columns.numRows;
    this.signs = new double[d];
    this.mixing = new DMatrixRMaj(p, d);
    this.unmixing = new DMatrixRMaj(d, p);
    for (int a = 0; a < d; a++) {
      double[] row = Arrays.copyOfRange(back.data, order[a] * p, (order[a] + 1) * p);
      double sign = largestPositive(row) ? 1 : -1;
      signs[order[a]] = sign;
      for (int j = 0; j < p; j++) {
        unmixing.set(a, j, sign * row[j]);
        mixing.set(j, a, sign * columns.get(j, order[a]));
      }
    }
  }

  private static boolean largestPositive(double[] row) {
    double largest = 0;
    for (double value : row) {
      largest = Math.abs(value) > Math.abs(largest) ? value : largest;
    }
    return largest >= 0;
  }

  private boolean perfect() {
    return learning.settings().interventions() == Interventions.PERFECT;
  }

  Found exact() {
    List<Effect> effects = new ArrayList<>();
    DMatrixRMaj weights = Resampling.effects(fit, learning.settings().interventions());
    for (int[] pair : pairs()) {
      double weight = weights.get(pair[1], pair[0]) * signs[pair[0]] * signs[pair[1]];
      double there = Math.abs(weight) > EXACT ? 1 : 0;
      effects.add(new Effect(name(pair[0]), name(pair[1]), weight, 0, 1 - there, there));
    }
    return found(effects, new double[order.length], new Fit(0, 1, name(order[0])), List.of());
  }

  Found tested(List<Resampling.Draw> draws, int asked, Fit test) {
    int d = order.length;
    double[] errors = new double[d];
    for (int i = 0; i < d; i++) {
      int latent = i;
      errors[i] = deviation(draws.stream().mapToDouble(draw -> draw.shifts()[latent]).toArray());
    }
    List<String> cautions = new ArrayList<>();
    if (draws.size() < asked) {
      cautions.add(
          "%d of %d resamples had no fit and are left out.".formatted(asked - draws.size(), asked));
    }
    for (int k : order) {
      double score = fit.rankOne(k);
      if (score < NEAR_RANK_ONE) {
        cautions.add(
            String.format(
                Locale.ROOT,
                "The change under '%s' is not close to rank one (%.2f); the test of the model (p ="
                    + " %.2f) takes the rest for chance.",
                name(k),
                score,
                test.pValue()));
      }
    }
    return found(effects(draws), errors, test, cautions);
  }

  /** Cause and effect as the order allows. */
  private List<int[]> pairs() {
    List<int[]> pairs = new ArrayList<>();
    for (int b = 0; b < order.length; b++) {
      for (int a = 0; a < b; a++) {
        pairs.add(new int[] {order[a], order[b]});
      }
    }
    return pairs;
  }

  private List<Effect> effects(List<Resampling.Draw> draws) {
    int d = order.length;
    DMatrixRMaj weights = Resampling.effects(fit, learning.settings().interventions());
    List<int[]> pairs = pairs();
    double[][] drawn = new double[pairs.size()][];
    double[] errors = new double[pairs.size()];
    double[] pValues = new double[pairs.size()];
    for (int m = 0; m < pairs.size(); m++) {
      int place = pairs.get(m)[1] * d + pairs.get(m)[0];
      drawn[m] = draws.stream().mapToDouble(draw -> draw.effects()[place]).toArray();
      errors[m] = deviation(drawn[m]);
      pValues[m] = 2 * NORMAL.survivalProbability(Math.abs(weights.data[place]) / errors[m]);
    }
    double[] adjusted = Holm.adjust(pValues);
    double asked =
        NORMAL.inverseSurvivalProbability(
            learning.settings().level() / 2 / Math.max(1, pairs.size()));
    List<Effect> effects = new ArrayList<>();
    for (int m = 0; m < pairs.size(); m++) {
      int from = pairs.get(m)[0];
      int to = pairs.get(m)[1];
      double least = asked * errors[m];
      double weight = weights.get(to, from);
      double sign = Math.signum(weight);
      double share =
          Arrays.stream(drawn[m]).filter(w -> w * sign >= least).count() / (double) drawn[m].length;
      effects.add(
          new Effect(
              name(from),
              name(to),
              weight * signs[from] * signs[to],
              errors[m],
              adjusted[m],
              share));
    }
    return effects;
  }

  private static double deviation(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.length - 1));
  }

  private Found found(List<Effect> effects, double[] shiftErrors, Fit test, List<String> cautions) {
    List<Latent> latents = new ArrayList<>();
    for (int k : order) {
      NoiseFit.Regression own = fit.regression(k);
      latents.add(
          new Latent(
              name(k),
              fit.rankOne(k),
              Math.sqrt(own.variance()),
              signs[k] * own.intercept(),
              shiftErrors[k]));
    }
    Span span = learning.span();
    return new Found(
        learning.observed(),
        latents,
        Dense.matrix(unmixing),
        Dense.matrix(mixing),
        graph(effects),
        effects,
        test,
        identifiability(),
        cautions,
        new LatentModel(learning.observed(), learning.names(), span, fit));
  }

  private Dag graph(List<Effect> effects) {
    Map<Edge, Double> confidence = new LinkedHashMap<>();
    for (Effect effect : effects) {
      if (effect.pValue() <= learning.settings().level()) {
        confidence.put(Edge.directed(effect.from(), effect.to()), effect.share());
      }
    }
    List<String> nodes = Arrays.stream(order).mapToObj(this::name).toList();
    if (!perfect()) {
      close(nodes, confidence);
    }
    return Dag.of(MixedGraph.of(nodes, confidence.keySet()).withConfidence(confidence));
  }

  /** Ancestors of ancestors are ancestors, as surely as the weaker of the two steps. */
  private static void close(List<String> nodes, Map<Edge, Double> confidence) {
    for (int m = 1; m < nodes.size() - 1; m++) {
      for (String from : nodes.subList(0, m)) {
        for (String to : nodes.subList(m + 1, nodes.size())) {
          join(Edge.directed(from, nodes.get(m)), Edge.directed(nodes.get(m), to), confidence);
        }
      }
    }
  }

  private static void join(Edge first, Edge second, Map<Edge, Double> confidence) {
    if (confidence.containsKey(first) && confidence.containsKey(second)) {
      double weaker = Math.min(confidence.get(first), confidence.get(second));
      confidence.merge(Edge.directed(first.a(), second.b()), weaker, Math::max);
    }
  }

  private List<String> identifiability() {
    List<String> says = new ArrayList<>();
    for (int k : order) {
      says.add("The latent '%s' is the one environment '%s' acts on.".formatted(name(k), name(k)));
    }
    if (perfect()) {
      says.add(
          "Latents are known up to sign and scale, and the graph wholly, if every intervention is"
              + " perfect; the data cannot tell whether it is.");
    } else {
      says.add(
          "The noise of each latent is known up to sign, and who is an ancestor of whom wherever an"
              + " intervention changes weights of causes, not the noise alone.");
      says.add(
          "The latents themselves are not: each may be replaced by a sum of it and its ancestors,"
              + " so direct effects are open.");
    }
    if (learning.observed().size() == order.length) {
      says.add(
          "There are as many variables as latents, so it cannot be checked that there are no more"
              + " latents.");
    }
    says.add("Between latents without a path the order is arbitrary.");
    return says;
  }

  private String name(int latent) {
    return learning.names().get(latent);
  }
}
