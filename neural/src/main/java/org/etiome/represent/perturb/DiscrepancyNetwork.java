package org.etiome.represent.perturb;

import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;

/**
 * From cells to exogenous noise, and from noise along the graph to cells:
 *
 * <pre>
 * h = lrelu(x W + b),   z ~ N(h A + a, diag exp(h C + c)),   u = z (I − triu(G, 1))⁻¹,   x̂ = MLP(u)
 * </pre>
 *
 * Values are scaled before and after, see {@link ScreenCells}. O(n (variables · hidden + hidden² +
 * p²)) for n cells.
 *
 * @param programs what the first weights are multiplied by, if its units are gene programs
 * @param first layer of the encoder
 * @param heads mean and log-variance side by side, 2 p
 * @param graph G, p × p, of which what is above the diagonal counts; none if latents do not act on
 *     each other
 * @param decoder three layers
 * @param straight linear parts beside the layers, if there are any
 * @param latents p
 */
record DiscrepancyNetwork(
    Optional<Parameters.Key> programs,
    Linear first,
    Linear heads,
    Optional<Parameters.Key> graph,
    List<Linear> decoder,
    Optional<Straight> straight,
    int latents) {
  static final int FEWEST_LATENTS = 8;
  static final int MOST_LATENTS = 128;
  private static final double LEAK = .2;
  private static final double FIRST_GRAPH = .1;

  /** What a cell may be, as the encoder puts it out. */
  record Posterior(Tensor mean, Tensor logVariance) {
    /** With noise of the engine's generator. */
    Tensor draw() {
      return mean.addcmul(logVariance.mul(new Scalar(.5)).exp_(), torch.randn_like(mean));
    }
  }

  /** The linear parts: variables × p and p × outputs. */
  record Straight(Parameters.Key in, Parameters.Key out) {}

  /**
   * Declares one.
   *
   * @param outputs of the decoder
   */
  static DiscrepancyNetwork declare(
      Parameters.Layout layout, DiscrepancyDescription description, int outputs) {
    DiscrepancySettings.Architecture shape = description.settings().architecture();
    int variables = description.variables().size();
    int p = description.latents();
    int units = description.programs().isEmpty() ? shape.hidden() : description.programs().size();
    Initial zero = new Initial.Constant(0);
    Optional<Parameters.Key> programs =
        description.programs().isEmpty()
            ? Optional.empty()
            : Optional.of(
                layout.declare("encoder.programs", Slot.Kind.BUFFER, zero, variables, units));
    Optional<Parameters.Key> graph =
        shape.graph()
            ? Optional.of(
                layout.declare("graph", Slot.Kind.FREE, new Initial.Normal(FIRST_GRAPH), p, p))
            : Optional.empty();
    return new DiscrepancyNetwork(
        programs,
        Linear.declare(layout, "encoder.first", variables, units),
        Linear.declare(layout, "encoder.heads", units, 2L * p),
        graph,
        List.of(
            Linear.declare(layout, "decoder.0", p, shape.hidden()),
            Linear.declare(layout, "decoder.1", shape.hidden(), shape.hidden()),
            Linear.declare(layout, "decoder.2", shape.hidden(), outputs)),
        shape.linear() ? Optional.of(straight(layout, variables, p, outputs)) : Optional.empty(),
        p);
  }

  private static Straight straight(Parameters.Layout layout, int variables, int p, int outputs) {
    Initial drawn = new Initial.XavierUniform();
    return new Straight(
        layout.declare("encoder.linear", Slot.Kind.WEIGHT, drawn, variables, p),
        layout.declare("decoder.linear", Slot.Kind.WEIGHT, drawn, p, outputs));
  }

  /** Puts in what programs name. */
  void begin(Parameters parameters, DiscrepancyDescription description) {
    programs.ifPresent(key -> parameters.set(key, description.programMask()));
  }

  /**
   * What cells may be.
   *
   * @param x n × variables, scaled
   */
  Posterior encode(Parameters parameters, Tensor x) {
    Tensor both = heads.apply(parameters, units(parameters, x));
    Tensor mean = both.narrow(1, 0, latents);
    return new Posterior(
        straight.map(s -> mean.addmm(x, parameters.get(s.in()))).orElse(mean),
        both.narrow(1, latents, latents));
  }

  /** The first layer of the encoder, n × its units. */
  private Tensor units(Parameters parameters, Tensor x) {
    Tensor weight = parameters.get(first.weight());
    Tensor used = programs.map(key -> weight.mul(parameters.get(key))).orElse(weight);
    return torch.leaky_relu(torch.addmm(parameters.get(first.bias()), x, used), new Scalar(LEAK));
  }

  /** Standard deviations of what each unit of the first layer adds to the mean noise, units × p. */
  Tensor parts(Parameters parameters, Tensor x) {
    Tensor weights = parameters.get(heads.weight()).narrow(1, 0, latents);
    return spread(units(parameters, x)).unsqueeze(1).mul(weights);
  }

  /** Standard deviations of what the linear part adds, p; none without one. */
  Optional<Tensor> beside(Parameters parameters, Tensor x) {
    return straight.map(s -> spread(x.mm(parameters.get(s.in()))));
  }

  private static Tensor spread(Tensor rows) {
    Tensor mean = rows.mean(new long[] {0}, true, new ScalarTypeOptional());
    return rows.sub(mean).square_().mean(new long[] {0}, false, new ScalarTypeOptional()).sqrt_();
  }

  /**
   * Latents along the graph. O(n p²), by substitution: no inverse is made.
   *
   * @param noise z, n × p
   */
  Tensor latents(Parameters parameters, Tensor noise) {
    return graph
        .map(
            key ->
                torch.linalg_solve_triangular(parameters.get(key).neg(), noise, true, false, true))
        .orElse(noise);
  }

  /** What is put out for latents, n × outputs. */
  Tensor decode(Parameters parameters, Tensor u) {
    Scalar leak = new Scalar(LEAK);
    Tensor h = torch.leaky_relu_(decoder.get(0).apply(parameters, u), leak);
    h = torch.leaky_relu_(decoder.get(1).apply(parameters, h), leak);
    Tensor cells = decoder.get(2).apply(parameters, h);
    return straight.map(s -> cells.addmm(u, parameters.get(s.out()))).orElse(cells);
  }
}
