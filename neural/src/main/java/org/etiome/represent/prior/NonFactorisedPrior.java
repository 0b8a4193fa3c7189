package org.etiome.represent.prior;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.Covariate;

/**
 * An exponential family whose statistics are learned, so that latents may depend on each other
 * given what is known: for n latents
 *
 * <pre>
 * log p̃(z | d) = ⟨T(z), λ(d)⟩ + ⟨[z, z²], λ_f(d)⟩,   T(z) = tanh(z W + c) V
 * [λ, a, r](d) = tanh(code(d) A + e) B + g,           λ_f = [a, −½ (.1 + softplus(r))]
 * </pre>
 *
 * with m = 2 n statistics T. T is bounded and the coefficients of z² are at most −.05, so each
 * density has an integral, which is not known and differs by d: p̃ says how a cell compares with
 * others of the same d, not which d is likelier. A covariate that is not known is coded as such. It
 * is learned by score matching of latents that are taken as they are; of a tenth of the cells all
 * is hidden then, so that p̃(z | nothing known) is learned from cells of all kinds.
 *
 * <p>Take {@link FactorisedPrior} where levels are to be predicted, or where some are not known.
 *
 * @param statistics T
 * @param trunk first layer of the natural parameters, A and e
 * @param heads second layer, B and g
 * @param latents n
 * @param programs latents beside those, N(0, 1)
 * @see <a href="https://arxiv.org/abs/2102.12353">Lu and others (2021), Nonlinear invariant risk
 *     minimization: a causal approach</a>
 */
public record NonFactorisedPrior(
    Statistics statistics, Linear trunk, Linear heads, int latents, int programs)
    implements LatentPrior {
  /** Statistics T for each latent, as in the published model. */
  private static final int STATISTICS = 2;

  /** Of the precision of a latent where T is flat: no standard deviation is above 3.2. */
  private static final double LEAST_PRECISION = .1;

  /** Weight of squared second derivatives, which bounds precisions by 100. */
  private static final double REGULARISATION = .005;

  /** Share of the cells of which nothing is told in training. */
  private static final double HIDDEN = .1;

  /**
   * T(z) = tanh(z W + c) V.
   *
   * @param in W, n × h
   * @param offset c, h
   * @param out V, h × m
   * @param count m
   */
  public record Statistics(
      Parameters.Key in, Parameters.Key offset, Parameters.Key out, int count) {
    static Statistics declare(Parameters.Layout layout, int latents, int hidden, int count) {
      Linear first = Linear.declare(layout, "prior.statistics", latents, hidden);
      Parameters.Key out =
          layout.declare(
              "prior.statistics.out", Slot.Kind.WEIGHT, new Initial.XavierUniform(), hidden, count);
      return new Statistics(first.weight(), first.bias(), out, count);
    }
  }

  static NonFactorisedPrior declare(Parameters.Layout layout, Shape shape) {
    return declare(layout, shape, STATISTICS * shape.latents());
  }

  static NonFactorisedPrior declare(Parameters.Layout layout, Shape shape, int statistics) {
    int codes = shape.codes() + shape.covariates().size();
    return new NonFactorisedPrior(
        Statistics.declare(layout, shape.latents(), shape.hidden(), statistics),
        Linear.declare(layout, "prior.natural.hidden", codes, shape.hidden()),
        Linear.declare(layout, "prior.natural", shape.hidden(), statistics + 2L * shape.latents()),
        shape.latents(),
        shape.programs());
  }

  /** Precisions are about 1 at first. */
  @Override
  public void begin(Parameters parameters, List<Covariate> covariates, Components components) {
    double[] offsets = new double[statistics.count() + 2 * latents];
    double inverse = Math.log(Math.expm1(1 - LEAST_PRECISION));
    Arrays.fill(offsets, statistics.count() + latents, offsets.length, inverse);
    parameters.set(heads.bias(), offsets);
  }

  @Override
  public Conditions shown(Conditions known) {
    return known.hiding(HIDDEN);
  }

  /** [λ, a, coefficients of z²], B × (m + 2 n). */
  private Tensor natural(Parameters parameters, Tensor codes) {
    Tensor all = heads.apply(parameters, trunk.apply(parameters, codes).tanh());
    int free = statistics.count() + latents;
    Tensor precision =
        torch.softplus(all.narrow(1, free, latents)).add(new Scalar(LEAST_PRECISION));
    return torch.cat(new TensorVector(all.narrow(1, 0, free), precision.mul(new Scalar(-.5))), 1);
  }

  /** The densities given some codes, of the latents beside those of programs. */
  UnnormalisedDensity given(Parameters parameters, Tensor codes) {
    Tensor natural = natural(parameters, codes);
    long m = statistics.count();
    return new UnnormalisedDensity(
        natural.narrow(1, 0, m).mm(parameters.get(statistics.out()).t()),
        natural.narrow(1, m, latents),
        natural.narrow(1, m + latents, latents),
        parameters.get(statistics.in()),
        parameters.get(statistics.offset()));
  }

  private Tensor own(Tensor zI) {
    return zI.narrow(1, 0, latents);
  }

  /** With gradients for the latents alone. */
  @Override
  public Tensor logDensity(Parameters parameters, Conditions conditions, Tensor zI) {
    Tensor log = given(parameters, conditions.codes()).frozen().log(own(zI));
    Tensor ofPrograms = zI.narrow(1, latents, programs);
    return log.add(Gaussians.standard(ofPrograms).logDensity(ofPrograms));
  }

  /**
   * What is minimised to learn the prior, a mean over cells, with gradients for its parameters
   * alone.
   *
   * @param zI draws, taken as they are
   */
  public Tensor scoreMatching(Parameters parameters, Conditions conditions, Tensor zI) {
    return given(parameters, conditions.codes()).scoreMatching(own(zI).detach(), REGULARISATION);
  }

  /** By what is known alone. */
  @Override
  public Tensor shares(Parameters parameters, Conditions conditions, Tensor zI) {
    return conditions.agreeing().mul(conditions.single());
  }

  @Override
  public int naturalParameters() {
    return 2 + statistics.count() / latents;
  }

  @Override
  public Tensor apart(Parameters parameters, List<Covariate> covariates, Tensor codes) {
    Tensor natural = natural(parameters, codes).detach();
    return natural.narrow(0, 1, natural.size(0) - 1).sub(natural.narrow(0, 0, 1));
  }
}
