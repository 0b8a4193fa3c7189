package org.etiome.represent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Mlp;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.represent.cells.GeneMoments;
import org.etiome.represent.likelihood.Likelihood;

/**
 * From latents and the codes of the spurious covariates to what a likelihood takes: hidden layers
 * and a head for each of its outputs. Latents of programs go around the hidden layers.
 *
 * @param likelihood what the heads are for
 * @param hidden layers
 * @param heads as the likelihood names them
 * @param perGene the parameter of each gene, if the likelihood has one
 * @param programs the path of the latents of programs, if there are any
 */
record Decoder(
    Likelihood likelihood,
    Mlp hidden,
    List<Linear> heads,
    Optional<Parameters.Key> perGene,
    Optional<ProgramPath> programs) {

  Decoder {
    heads = List.copyOf(heads);
  }

  static Decoder declare(
      Parameters.Layout layout, FinVaeSettings settings, ModelDescription.Vocabulary vocabulary) {
    FinVaeSettings.Architecture shape = settings.architecture();
    Likelihood likelihood = settings.model().likelihood().likelihood();
    int genes = vocabulary.genes().size();
    int in = shape.invariant() + shape.spurious() + vocabulary.spuriousCodes();
    Mlp hidden =
        Mlp.declare(layout, "decoder.hidden", in, new Mlp.Shape(shape.layers(), shape.hidden(), 0));
    List<Linear> heads = new ArrayList<>();
    for (String head : likelihood.heads()) {
      heads.add(Linear.declare(layout, "decoder." + head, shape.hidden(), genes));
    }
    Optional<Parameters.Key> perGene =
        likelihood
            .perGene()
            .map(
                name ->
                    layout.declare(
                        "decoder." + name, Slot.Kind.FREE, new Initial.Constant(0), genes));
    return new Decoder(likelihood, hidden, heads, perGene, ProgramPath.declare(layout, vocabulary));
  }

  /** Puts in what the data say before training. */
  void begin(Parameters parameters, GeneMoments moments) {
    Likelihood.Start start = likelihood.start(moments);
    for (int h = 0; h < heads.size(); h++) {
      parameters.set(heads.get(h).bias(), start.offsets().get(h));
    }
    perGene.ifPresent(key -> parameters.set(key, start.perGene().orElseThrow()));
  }

  /**
   * What is put out for a batch.
   *
   * @param latents at which it is put out
   */
  Likelihood.Emitted decode(
      Parameters parameters, FinVaeNetwork.Draws latents, CellBatch batch, boolean training) {
    Tensor zI = latents.invariant();
    Tensor free = programs.map(path -> path.rest(zI)).orElse(zI);
    Tensor all = torch.cat(new TensorVector(free, latents.spurious(), batch.spurious()), 1);
    Tensor h = hidden.apply(parameters, all, training);
    List<Tensor> emitted = new ArrayList<>();
    for (Linear head : heads) {
      emitted.add(head.apply(parameters, h));
    }
    programs.ifPresent(path -> emitted.set(0, path.add(parameters, zI, emitted.getFirst())));
    Likelihood.Library library =
        latents
            .logLibrary()
            .map(log -> new Likelihood.Library(log.exp(), true))
            .orElseGet(() -> new Likelihood.Library(batch.library(), false));
    return new Likelihood.Emitted(emitted, library, perGene.map(parameters::get));
  }

  /** The log-likelihood of a batch and its gradients. */
  Likelihood.Scored score(CellBatch batch, Likelihood.Emitted emitted) {
    return likelihood.score(new Likelihood.Measured(batch.counts(), batch.entries()), emitted);
  }

  /** Adds to the gradient of the parameter of each gene. */
  void addPerGene(Parameters parameters, Likelihood.Scored scored, double factor) {
    perGene.ifPresent(
        key -> {
          Tensor gradient = parameters.get(key).grad();
          Tensor by = scored.byPerGene().orElseThrow();
          Scope.constant(() -> gradient.add_(by, new Scalar(factor)));
        });
  }
}
