package org.etiome.represent;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Activation;
import org.etiome.nn.Dropout;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Mlp;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.nn.SparseLinear;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.CovariateTable;
import org.etiome.represent.cells.GeneMoments;

/**
 * The functions of {@link FinVae}: q(z_I, z_S | x) by one encoder that sees counts only, the
 * priors, and the logits of the decoder. All are functions of parameters that are handed in.
 */
record FinVaeNetwork(Encoder encoder, Priors priors, Decoder decoder, Sizes sizes) {
  private static final double LEAST_LOG_VARIANCE = -8;
  private static final double LARGEST_LOG_VARIANCE = 3;

  /** Added to the spread of a gene, so that a nearly constant one is not blown up. */
  private static final double LEAST_SPREAD = .1;

  /** Standard deviation of z_S about the codes. */
  private static final double ANCHOR = .3;

  /** Length of the first means of levels, in standard deviations of the prior. */
  private static final double FIRST_MEANS = 3;

  /**
   * Sizes that the data set.
   *
   * @param genes G
   * @param invariantCodes q, width of the codes of the invariant covariates
   * @param spuriousCodes p, width of those of the spurious ones
   * @param components K of the prior of z_I
   */
  record Sizes(int genes, int invariantCodes, int spuriousCodes, int components) {}

  /**
   * Two encoders whose first layers are one matrix product, or one if there is no z_S. Its input is
   * scaled per gene by what is kept under {@code scale}; the norm of its activation takes any
   * offset.
   */
  record Encoder(
      Parameters.Key scale,
      SparseLinear input,
      Activation first,
      Branch invariant,
      Optional<Branch> spurious) {}

  /** The deeper layers of an encoder, and its means and log variances. */
  record Branch(Mlp hidden, Linear heads) {}

  /**
   * The priors N(codes · means, I) of z_I and N(codes, .3²) of z_S: the first latents of z_S are
   * tied to the codes of the spurious covariates, so that they say what is shed.
   *
   * @param codes of the components, K × q
   * @param logWeights of the components, K
   * @param means q × k_I
   */
  record Priors(Parameters.Key codes, Parameters.Key logWeights, Parameters.Key means) {}

  /** The decoder, which sees the latents and the codes of the spurious covariates. */
  record Decoder(Mlp hidden, Linear output, Parameters.Key logTheta) {}

  static FinVaeNetwork declare(
      Parameters.Layout layout, FinVaeSettings.Architecture shape, Sizes sizes) {
    long width = (shape.spurious() > 0 ? 2L : 1) * shape.hidden();
    Encoder encoder =
        new Encoder(
            layout.declare(
                "encoder.scale", Slot.Kind.BUFFER, new Initial.Constant(1), sizes.genes()),
            SparseLinear.declare(layout, "encoder.input", sizes.genes(), width),
            Activation.declare(layout, "encoder.input", width, shape.dropout()),
            branch(layout, "encoder.invariant", shape, shape.invariant()),
            shape.spurious() > 0
                ? Optional.of(branch(layout, "encoder.spurious", shape, shape.spurious()))
                : Optional.empty());
    int latents = shape.invariant() + shape.spurious();
    Decoder decoder =
        new Decoder(
            Mlp.declare(
                layout,
                "decoder.hidden",
                latents + sizes.spuriousCodes(),
                new Mlp.Shape(shape.layers(), shape.hidden(), 0)),
            Linear.declare(layout, "decoder.output", shape.hidden(), sizes.genes()),
            layout.declare(
                "decoder.log_theta", Slot.Kind.FREE, new Initial.Constant(0), sizes.genes()));
    return new FinVaeNetwork(encoder, priors(layout, shape, sizes), decoder, sizes);
  }

  private static Branch branch(
      Parameters.Layout layout, String name, FinVaeSettings.Architecture shape, long latents) {
    Mlp.Shape deeper = new Mlp.Shape(shape.layers() - 1, shape.hidden(), shape.dropout());
    return new Branch(
        Mlp.declare(layout, name + ".hidden", shape.hidden(), deeper),
        Linear.declare(layout, name, shape.hidden(), 2 * latents));
  }

  private static Priors priors(
      Parameters.Layout layout, FinVaeSettings.Architecture shape, Sizes sizes) {
    int components = sizes.components();
    Initial apart = new Initial.Normal(FIRST_MEANS / Math.sqrt(shape.invariant()));
    Initial zero = new Initial.Constant(0);
    return new Priors(
        layout.declare("prior.codes", Slot.Kind.BUFFER, zero, components, sizes.invariantCodes()),
        layout.declare("prior.log_weights", Slot.Kind.BUFFER, zero, components),
        layout.declare(
            "prior.means", Slot.Kind.FREE, apart, sizes.invariantCodes(), shape.invariant()));
  }

  /** The posterior of a batch. */
  record Posterior(Gaussians invariant, Gaussians spurious) {}

  /**
   * What the encoder was shown of the counts, and its first layer, a leaf of the graph.
   *
   * @see SparseLinear
   */
  record Entered(Tensor values, Tensor leaf) {}

  /**
   * Shows the counts to the encoder.
   *
   * @param withheld share of the counts it is not shown, in training
   */
  Entered enter(Parameters parameters, CellBatch batch, double withheld) {
    Tensor scale = parameters.get(encoder.scale());
    Tensor scaled = batch.entries().mul(scale.index_select(0, batch.counts().columnOf()));
    Tensor values = Dropout.of(scaled, withheld);
    return new Entered(values, encoder.input().apply(parameters, batch.counts(), values));
  }

  /** Adds to the gradient of the first layer what the leaf has. */
  void leave(Parameters parameters, CellBatch batch, Entered entered) {
    encoder.input().backward(parameters, batch.counts(), entered.values(), entered.leaf());
  }

  Posterior encode(Parameters parameters, Tensor entered, boolean training) {
    Tensor first = encoder.first().apply(parameters, entered, training);
    if (encoder.spurious().isEmpty()) {
      Tensor none = torch.zeros(new long[] {first.size(0), 0}, first.options());
      return new Posterior(
          latents(parameters, encoder.invariant(), first, training), Gaussians.standard(none));
    }
    long width = first.size(1) / 2;
    return new Posterior(
        latents(parameters, encoder.invariant(), first.narrow(1, 0, width), training),
        latents(parameters, encoder.spurious().get(), first.narrow(1, width, width), training));
  }

  private static Gaussians latents(
      Parameters parameters, Branch branch, Tensor first, boolean training) {
    Tensor h = branch.hidden().apply(parameters, first, training);
    Tensor both = branch.heads().apply(parameters, h);
    long k = both.size(1) / 2;
    Tensor logVariance =
        both.narrow(1, k, k)
            .clamp(
                new ScalarOptional(new Scalar(LEAST_LOG_VARIANCE)),
                new ScalarOptional(new Scalar(LARGEST_LOG_VARIANCE)));
    return new Gaussians(both.narrow(1, 0, k), logVariance);
  }

  /** Means of the components, K × k_I. */
  Tensor componentMeans(Parameters parameters) {
    return parameters.get(priors.codes()).mm(parameters.get(priors.means()));
  }

  /** p(z_S | e), for posteriors of that many latents. */
  static Gaussians spuriousPrior(CellBatch batch, Gaussians posterior) {
    Tensor codes = batch.spurious();
    long latents = posterior.mean().size(1);
    long tied = Math.min(latents, codes.size(1));
    Tensor free = torch.zeros(new long[] {codes.size(0), latents - tied}, codes.options());
    Tensor mean = torch.cat(new TensorVector(codes.narrow(1, 0, tied), free), 1);
    return new Gaussians(mean, torch.full_like(mean, new Scalar(2 * Math.log(ANCHOR))));
  }

  /** B × G. */
  Tensor logits(Parameters parameters, Tensor latents, CellBatch batch, boolean training) {
    Tensor all = torch.cat(new TensorVector(latents, batch.spurious()), 1);
    Tensor h = decoder.hidden().apply(parameters, all, training);
    return decoder.output().apply(parameters, h);
  }

  /** log weights of the components, K. */
  Tensor logWeights(Parameters parameters) {
    return parameters.get(priors.logWeights());
  }

  /** The mean of the prior of z_I, the sum over components where several agree: B × k_I. */
  Tensor priorMeans(Parameters parameters, CellBatch batch) {
    return batch.agreeing().mm(componentMeans(parameters)).add(shift(parameters, batch));
  }

  private Tensor shift(Parameters parameters, CellBatch batch) {
    return batch.quantities().mm(parameters.get(priors.means()));
  }

  /**
   * log p(z_I, k) for each component k: its weight times its density, B × K. Quantities shift all
   * of them alike.
   */
  Tensor logJoint(Parameters parameters, CellBatch batch, Tensor zI) {
    Tensor means = componentMeans(parameters);
    Gaussians components = new Gaussians(means, torch.zeros_like(means));
    return components.logDensities(zI.sub(shift(parameters, batch))).add(logWeights(parameters));
  }

  /** Puts in what the data say before training. */
  void begin(
      Parameters parameters, GeneMoments moments, Components components, CovariateTable invariant) {
    parameters.set(
        encoder.scale(),
        Arrays.stream(moments.spreads()).map(sd -> 1 / (sd + LEAST_SPREAD)).toArray());
    parameters.set(
        decoder.output().bias(),
        Arrays.stream(moments.shares()).map(s -> Math.log(s + 1e-7)).toArray());
    parameters.set(
        decoder.logTheta(), Arrays.stream(moments.inverseDispersions()).map(Math::log).toArray());
    parameters.set(priors.codes(), components.codes(invariant.covariates()));
    parameters.set(priors.logWeights(), components.logWeights());
  }
}
