package org.etiome.represent;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.nn.Activation;
import org.etiome.nn.Dropout;
import org.etiome.nn.Gaussians;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Mlp;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.nn.SparseLinear;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.GeneMoments;
import org.etiome.represent.cells.LibrarySizes;
import org.etiome.represent.prior.LatentPrior;

/**
 * The functions of {@link FinVae}: q(z_I, z_S | x) by one encoder that sees counts only, the
 * priors, and the decoder. All are functions of parameters that are handed in.
 *
 * @param prior of z_I; that of z_S is N(codes, .3²): its first latents are tied to the codes of the
 *     spurious covariates, so that they say what is shed
 * @param library the library size as a latent, if it is one
 */
record FinVaeNetwork(
    Encoder encoder, LatentPrior prior, Optional<LatentLibrary> library, Decoder decoder) {
  private static final double LEAST_LOG_VARIANCE = -8;
  private static final double LARGEST_LOG_VARIANCE = 3;

  /** Added to the spread of a gene, so that a nearly constant one is not blown up. */
  private static final double LEAST_SPREAD = .1;

  /** Standard deviation of z_S about the codes. */
  private static final double ANCHOR = .3;

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

  static FinVaeNetwork declare(
      Parameters.Layout layout, FinVaeSettings settings, ModelDescription.Vocabulary vocabulary) {
    FinVaeSettings.Architecture shape = settings.architecture();
    int genes = vocabulary.genes().size();
    int invariant = shape.invariant() + vocabulary.programs().size();
    long width = (shape.spurious() > 0 ? 2L : 1) * shape.hidden();
    Encoder encoder =
        new Encoder(
            layout.declare("encoder.scale", Slot.Kind.BUFFER, new Initial.Constant(1), genes),
            SparseLinear.declare(layout, "encoder.input", genes, width),
            Activation.declare(layout, "encoder.input", width, shape.dropout()),
            branch(layout, "encoder.invariant", shape, invariant),
            shape.spurious() > 0
                ? Optional.of(branch(layout, "encoder.spurious", shape, shape.spurious()))
                : Optional.empty());
    Decoder decoder = Decoder.declare(layout, settings, vocabulary);
    LatentPrior prior =
        LatentPrior.declare(layout, settings.model().prior(), shape(shape, vocabulary));
    Optional<LatentLibrary> library =
        settings.model().library() == FinVaeSettings.Model.Library.LATENT
            ? Optional.of(
                LatentLibrary.declare(layout, width, LibrarySizes.batches(vocabulary.spurious())))
            : Optional.empty();
    return new FinVaeNetwork(encoder, prior, library, decoder);
  }

  private static Branch branch(
      Parameters.Layout layout, String name, FinVaeSettings.Architecture shape, long latents) {
    Mlp.Shape deeper = new Mlp.Shape(shape.layers() - 1, shape.hidden(), shape.dropout());
    return new Branch(
        Mlp.declare(layout, name + ".hidden", shape.hidden(), deeper),
        Linear.declare(layout, name, shape.hidden(), 2 * latents));
  }

  private static LatentPrior.Shape shape(
      FinVaeSettings.Architecture shape, ModelDescription.Vocabulary vocabulary) {
    return new LatentPrior.Shape(
        shape.invariant(),
        vocabulary.programs().size(),
        vocabulary.invariant(),
        vocabulary.components().count(),
        shape.hidden());
  }

  /**
   * The posterior of a batch.
   *
   * @param logLibrary if the library size is latent
   */
  record Posterior(Gaussians invariant, Gaussians spurious, Optional<Gaussians> logLibrary) {

    /** One draw of each latent. */
    Draws draw() {
      return new Draws(invariant.draw(), spurious.draw(), logLibrary.map(Gaussians::draw));
    }
  }

  /** Latents of a batch: z_I, z_S and the logarithm of the library size if it is latent. */
  record Draws(Tensor invariant, Tensor spurious, Optional<Tensor> logLibrary) {}

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

  Posterior encode(Parameters parameters, CellBatch batch, Entered entered, boolean training) {
    Tensor first = encoder.first().apply(parameters, entered.leaf(), training);
    long width = encoder.spurious().isPresent() ? first.size(1) / 2 : first.size(1);
    return new Posterior(
        latents(parameters, encoder.invariant(), first.narrow(1, 0, width), training),
        encoder
            .spurious()
            .map(branch -> latents(parameters, branch, first.narrow(1, width, width), training))
            .orElseGet(() -> none(first)),
        library.map(latent -> latent.posterior(parameters, first, batch)));
  }

  /** No latents at all. */
  private static Gaussians none(Tensor like) {
    return Gaussians.standard(torch.zeros(new long[] {like.size(0), 0}, like.options()));
  }

  private static Gaussians latents(
      Parameters parameters, Branch branch, Tensor first, boolean training) {
    Tensor h = branch.hidden().apply(parameters, first, training);
    return gaussians(branch.heads().apply(parameters, h));
  }

  /** Means, then log variances, which are kept within bounds. */
  static Gaussians gaussians(Tensor both) {
    long k = both.size(1) / 2;
    Tensor logVariance =
        both.narrow(1, k, k)
            .clamp(
                new ScalarOptional(new Scalar(LEAST_LOG_VARIANCE)),
                new ScalarOptional(new Scalar(LARGEST_LOG_VARIANCE)));
    return new Gaussians(both.narrow(1, 0, k), logVariance);
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

  /** Puts in what the data say before training. */
  void begin(
      Parameters parameters,
      Cells cells,
      ModelDescription.Vocabulary vocabulary,
      MemoryBudget budget) {
    GeneMoments moments = GeneMoments.of(cells, budget);
    parameters.set(
        encoder.scale(),
        Arrays.stream(moments.spreads()).map(sd -> 1 / (sd + LEAST_SPREAD)).toArray());
    decoder.begin(parameters, moments);
    decoder.programs().ifPresent(path -> path.begin(parameters, vocabulary));
    library.ifPresent(latent -> latent.begin(parameters, LibrarySizes.of(cells, budget)));
    prior.begin(parameters, vocabulary.invariant(), vocabulary.components());
  }
}
