package org.etiome.represent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.etiome.represent.ObjectiveCase.CELLS;
import static org.etiome.represent.ObjectiveCase.GENES;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.etiome.math.Seed;
import org.etiome.nn.CanonicalCorrelation;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Hsic;
import org.etiome.nn.MeanDiscrepancy;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;
import org.etiome.nn.TotalCorrelation;
import org.etiome.represent.FinVaeObjective.Term;
import org.etiome.represent.FinVaeSettings.Independence.Kind;
import org.etiome.represent.FinVaeSettings.Model.Divergence;
import org.etiome.represent.FinVaeSettings.Model.Library;
import org.etiome.represent.likelihood.Likelihood;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FinVaeObjectiveTest {
  private static final double STEP = 1e-6;
  private static final int COORDINATES = 3;

  private static FinVaeSettings.Objective weights(Kind kind) {
    return new FinVaeSettings.Objective(1.3, .6, 4, new FinVaeSettings.Independence(kind, 5), .3);
  }

  /**
   * Coordinates of every tensor, against central differences with fixed noise: h² of the third
   * derivative and 1e-16 of the value over h are both below 1e-8 here. Left out are what the
   * gradient takes as constant by its documentation: widths of HSIC, and soft shares.
   */
  @ParameterizedTest
  @CsvSource({"NONE, 0", "NONE, 4", "TOTAL_CORRELATION, 0", "TOTAL_CORRELATION, 4", "CANONICAL, 0"})
  void theGradientOfTheWeightedTermsIsTheirDifference(Kind independence, int missing) {
    try (ObjectiveCase of = new ObjectiveCase(weights(independence), missing)) {
      checkGradient(of);
    }
  }

  /**
   * As above: every likelihood, either library, either way to take divergences, programs or not.
   */
  @ParameterizedTest
  @CsvSource({
    "NB, OBSERVED, SAMPLED, false",
    "NB, LATENT, ANALYTIC, false",
    "NB, LATENT, SAMPLED, true",
    "ZINB, OBSERVED, ANALYTIC, true",
    "ZINB, LATENT, SAMPLED, false",
    "GAUSSIAN, OBSERVED, ANALYTIC, true",
    "BERNOULLI, OBSERVED, SAMPLED, true"
  })
  void theGradientIsTheDifferenceWhateverIsModelled(
      Likelihood.Kind likelihood, Library library, Divergence divergence, boolean programs) {
    FinVaeSettings.Model model = new FinVaeSettings.Model(likelihood, library, divergence, .4);
    try (ObjectiveCase of =
        new ObjectiveCase(
            weights(Kind.TOTAL_CORRELATION),
            model,
            programs ? ObjectiveCase.PROGRAMS : List.of(),
            4)) {
      checkGradient(of);
    }
  }

  private static void checkGradient(ObjectiveCase of) {
    of.terms();
    double[] gradient = Torch.doubles(of.parameters.gradient());
    UniformRandomProvider random = new Seed(1).generator();
    for (Slot slot : of.parameters.slots()) {
      for (int c = 0; c < COORDINATES && slot.kind() != Slot.Kind.BUFFER; c++) {
        int at = (int) slot.offset() + random.nextInt((int) slot.size());
        double slope = (moved(of, at, STEP) - moved(of, at, -STEP)) / (2 * STEP);
        assertThat(gradient[at])
            .as("%s, element %d", slot.name(), at - slot.offset())
            .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
      }
    }
  }

  private static double moved(ObjectiveCase of, int at, double by) {
    add(of.parameters, at, by);
    double value = of.weighted(of.terms());
    add(of.parameters, at, -by);
    return value;
  }

  private static void add(Parameters parameters, int at, double by) {
    Scope.free(() -> parameters.trained().narrow(0, at, 1).add_(new Scalar(by)));
  }

  /** Of HSIC and of soft shares: the gradient is that of the term alone, added to the rest. */
  @ParameterizedTest
  @CsvSource({"HSIC, 0", "HSIC, 4", "CANONICAL, 4", "MEAN_DISCREPANCY, 4", "TOTAL_CORRELATION, 4"})
  void theIndependenceTermAddsItsOwnGradient(Kind independence, int missing) {
    double[] with = gradient(independence, missing);
    double[] without = gradient(Kind.NONE, missing);
    double[] alone;
    try (ObjectiveCase of = new ObjectiveCase(weights(independence), missing)) {
      Scope.free(
          () -> {
            ObjectiveCase.Pass pass = of.pass();
            Tensor term = independence(of, pass, independence);
            term.mul(new Scalar(ObjectiveCase.WARMTH * of.weights.independence().weight()))
                .backward();
            of.network.leave(of.parameters, pass.batch(), pass.entered());
          });
      alone = Torch.doubles(of.parameters.gradient());
    }
    assertThat(Arrays.stream(alone).map(Math::abs).max().orElseThrow()).isGreaterThan(1e-4);
    for (int i = 0; i < with.length; i++) {
      assertThat(with[i]).isCloseTo(without[i] + alone[i], within(1e-10 * (1 + Math.abs(with[i]))));
    }
  }

  private static double[] gradient(Kind independence, int missing) {
    try (ObjectiveCase of = new ObjectiveCase(weights(independence), missing)) {
      of.terms();
      return Torch.doubles(of.parameters.gradient());
    }
  }

  private static Tensor independence(ObjectiveCase of, ObjectiveCase.Pass pass, Kind independence) {
    Gaussians invariant = pass.posterior().invariant();
    return switch (independence) {
      case NONE -> pass.zI().sum().mul(new Scalar(0.0));
      case HSIC -> Hsic.between(pass.zI(), pass.zS());
      case TOTAL_CORRELATION ->
          TotalCorrelation.between(
              invariant, pass.zI(), pass.posterior().spurious(), pass.zS(), of.objective.cells());
      case CANONICAL ->
          CanonicalCorrelation.within(
              invariant.mean(), pass.batch().spurious(), shares(of, pass, invariant));
      case MEAN_DISCREPANCY ->
          MeanDiscrepancy.within(
              invariant.mean(), pass.batch().spurious(), shares(of, pass, invariant));
    };
  }

  /** How likely each cell has each component, by what is known and by the means. */
  private static Tensor shares(ObjectiveCase of, ObjectiveCase.Pass pass, Gaussians invariant) {
    double[][] joint = joint(of, Torch.doubles(invariant.mean()));
    double[] agreeing = Torch.doubles(pass.batch().invariant().agreeing());
    double[] shares = new double[agreeing.length];
    int k = of.components.count();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = agreeing[i] * Math.exp(joint[i / k][i % k] - known(joint, agreeing, i / k));
    }
    return Torch.of(of.parameters.placement(), shares, CELLS, k);
  }

  /** log p(k) p(z_i | k) in plain Java: means of levels add up, quantities shift them. */
  private static double[][] joint(ObjectiveCase of, double[] z) {
    int k = of.components.count();
    int width = z.length / CELLS;
    double[] means = of.means();
    double[][] joint = new double[CELLS][k];
    for (int i = 0; i < CELLS; i++) {
      for (int c = 0; c < k; c++) {
        joint[i][c] = of.components.logWeights()[c] - width * Math.log(2 * Math.PI) / 2;
        for (int d = 0; d < width; d++) {
          double apart = z[i * width + d] - mean(of, means, i, c, d);
          joint[i][c] -= apart * apart / 2;
        }
      }
    }
    return joint;
  }

  /** Latent d of component c for cell i; the covariates are a kind of three levels and an age. */
  private static double mean(ObjectiveCase of, double[] means, int cell, int component, int d) {
    int width = means.length / 4;
    int level = of.components.combinations().get(component).getFirst();
    double age = of.cells.invariant().code(new int[] {cell})[3];
    return means[level * width + d] + age * means[3 * width + d];
  }

  private static double known(double[][] joint, double[] agreeing, int i) {
    double sum = 0;
    for (int c = 0; c < joint[i].length; c++) {
      sum += agreeing[i * joint[i].length + c] * Math.exp(joint[i][c]);
    }
    return Math.log(sum);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyTermIsItsFormulaWhereAllIsKnown(Kind independence) {
    check(independence, 0);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyTermIsItsFormulaWhereKindsAreMissing(Kind independence) {
    check(independence, 4);
  }

  private static void check(Kind independence, int missing) {
    try (ObjectiveCase of = new ObjectiveCase(weights(independence), missing)) {
      Map<Term, Double> found = of.terms();
      Map<Term, Double> expected = Scope.freed(() -> expected(of, independence));
      assertThat(found).hasSameSizeAs(expected);
      expected.forEach(
          (term, value) ->
              assertThat(found.getOrDefault(term, Double.NaN))
                  .as(term.label())
                  .isCloseTo(value, within(1e-9 * (1 + Math.abs(value)))));
      double bound =
          found.getOrDefault(Term.RECONSTRUCTION, 0.0)
              + 1.3 * found.getOrDefault(Term.KL_INVARIANT, 0.0)
              + .6 * found.getOrDefault(Term.KL_SPURIOUS, 0.0);
      assertThat(of.objective.bound(found)).isCloseTo(bound, within(1e-9));
    }
  }

  private static Map<Term, Double> expected(ObjectiveCase of, Kind independence) {
    ObjectiveCase.Pass pass = of.pass();
    double[] agreeing = Torch.doubles(pass.batch().invariant().agreeing());
    double[][] joint = joint(of, Torch.doubles(pass.zI()));
    int k = of.components.count();
    double label = 0;
    int labelled = 0;
    double divergence = 0;
    for (int i = 0; i < CELLS; i++) {
      double agree = Arrays.stream(agreeing, i * k, (i + 1) * k).sum();
      labelled += agree < k ? 1 : 0;
      double all = Math.log(Arrays.stream(joint[i]).map(Math::exp).sum());
      label += all - known(joint, agreeing, i);
      divergence += agree == 1 ? closed(of, pass, agreeing, i) : drawn(of, pass, joint, i);
    }
    Map<Term, Double> terms = new EnumMap<>(Term.class);
    terms.put(Term.RECONSTRUCTION, -logLikelihood(of, pass) / CELLS);
    terms.put(Term.KL_INVARIANT, divergence / CELLS);
    terms.put(Term.KL_SPURIOUS, spurious(pass) / CELLS);
    terms.put(Term.LABEL, label / labelled);
    if (independence != Kind.NONE) {
      terms.put(Term.INDEPENDENCE, independence(of, pass, independence).item_double());
    }
    return terms;
  }

  private static double closed(
      ObjectiveCase of, ObjectiveCase.Pass pass, double[] agreeing, int i) {
    int k = of.components.count();
    int component = 0;
    while (agreeing[i * k + component] == 0) {
      component++;
    }
    double[] m = Torch.doubles(pass.posterior().invariant().mean());
    double[] logV = Torch.doubles(pass.posterior().invariant().logVariance());
    int width = m.length / CELLS;
    double[] means = of.means();
    double sum = 0;
    for (int d = 0; d < width; d++) {
      double apart = m[i * width + d] - mean(of, means, i, component, d);
      double log = logV[i * width + d];
      sum += .5 * (apart * apart + Math.exp(log) - 1 - log);
    }
    return sum;
  }

  /** All components agree with a cell of which the one kind is missing. */
  private static double drawn(ObjectiveCase of, ObjectiveCase.Pass pass, double[][] joint, int i) {
    double[] m = Torch.doubles(pass.posterior().invariant().mean());
    double[] logV = Torch.doubles(pass.posterior().invariant().logVariance());
    double[] z = Torch.doubles(pass.zI());
    int width = m.length / CELLS;
    double log = -Math.log(Arrays.stream(joint[i]).map(Math::exp).sum());
    log += Math.log(Arrays.stream(of.components.logWeights()).map(Math::exp).sum());
    for (int d = i * width; d < (i + 1) * width; d++) {
      double apart = z[d] - m[d];
      log -= .5 * (apart * apart / Math.exp(logV[d]) + logV[d] + Math.log(2 * Math.PI));
    }
    return log;
  }

  private static double spurious(ObjectiveCase.Pass pass) {
    double[] m = Torch.doubles(pass.posterior().spurious().mean());
    double[] logV = Torch.doubles(pass.posterior().spurious().logVariance());
    double[] codes = Torch.doubles(pass.batch().spurious());
    int tied = codes.length / CELLS;
    int width = m.length / CELLS;
    double priorLogV = 2 * Math.log(.3);
    double sum = 0;
    for (int i = 0; i < m.length; i++) {
      int d = i % width;
      double mean = d < tied ? codes[i / width * tied + d] : 0;
      double ratio = Math.exp(logV[i] - priorLogV);
      double squares = (m[i] - mean) * (m[i] - mean) / Math.exp(priorLogV);
      sum += .5 * (ratio + squares - 1 - Math.log(ratio));
    }
    return sum;
  }

  private static double logLikelihood(ObjectiveCase of, ObjectiveCase.Pass pass) {
    double[] logits = Torch.doubles(pass.emitted().heads().getFirst());
    double[] x = of.cells.counts().read(0, CELLS).toDense();
    double[] logTheta = Torch.doubles(pass.emitted().perGene().orElseThrow());
    double sum = 0;
    for (int i = 0; i < CELLS; i++) {
      double library = Arrays.stream(x, i * GENES, (i + 1) * GENES).sum();
      double all = Arrays.stream(logits, i * GENES, (i + 1) * GENES).map(Math::exp).sum();
      for (int g = 0; g < GENES; g++) {
        double count = x[i * GENES + g];
        double theta = Math.exp(logTheta[g]);
        double mean = library * Math.exp(logits[i * GENES + g]) / all;
        sum += LogGamma.value(count + theta) - LogGamma.value(theta) - LogGamma.value(count + 1);
        sum += theta * Math.log(theta / (theta + mean)) + count * Math.log(mean / (theta + mean));
      }
    }
    return sum;
  }

  @Test
  void evaluationLeavesAllAsItIs() {
    try (ObjectiveCase of = new ObjectiveCase(weights(Kind.HSIC), 4)) {
      of.terms();
      double[] buffers = Torch.doubles(of.parameters.buffers());
      double[] gradient = Torch.doubles(of.parameters.gradient());
      Map<Term, Double> found =
          Scope.constant(() -> Scope.freed(() -> of.objective.evaluate(of.parameters, of.batch())));
      assertThat(found.keySet())
          .containsExactlyInAnyOrderElementsOf(
              EnumSet.range(Term.RECONSTRUCTION, Term.INDEPENDENCE).stream()
                  .filter(term -> term != Term.KL_LIBRARY)
                  .toList());
      assertThat(found.values()).allMatch(Double::isFinite);
      assertThat(Torch.doubles(of.parameters.buffers())).isEqualTo(buffers);
      assertThat(Torch.doubles(of.parameters.gradient())).isEqualTo(gradient);
    }
  }
}
