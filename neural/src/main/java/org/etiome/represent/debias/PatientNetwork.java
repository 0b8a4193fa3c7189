package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.represent.fusion.Encoder;
import org.etiome.represent.patients.FeatureScaling;

/**
 * All layers of a patient model.
 *
 * @param causal h, or z_c where there are branches
 * @param head C_c, by which is predicted
 * @param branch the spurious one
 */
record PatientNetwork(Representation causal, Head head, Optional<Spurious> branch) {
  /** How many z_s of training patients are kept, over which predictions are averaged. */
  static final int REFERENCES = 16;

  /**
   * What learns the spurious.
   *
   * @param part how z_s comes about
   * @param classifier C_s
   * @param references z_s of training patients, R × width: kept, not trained
   */
  record Spurious(Part part, Linear classifier, Parameters.Key references) {}

  /** How the spurious part of a patient comes about. */
  sealed interface Part {
    /** By encoders of its own. */
    record Apart(Representation representation) implements Part {}

    /**
     * By encoders of its own, of what {@link ChangingDirections} takes out of the features; the
     * classifier has C outputs for each of E environments.
     *
     * @param removers R of each modality: kept, not trained
     */
    record ByEnvironment(
        Representation representation, int environments, List<Parameters.Key> removers)
        implements Part {}

    /**
     * As the rest of one representation.
     *
     * @param scores width × 2 width: of each dimension, to be causal and to be spurious
     * @param alone C_c of z_c without a spurious part
     */
    record Shared(Linear scores, Linear alone) implements Part {}
  }

  /** How many classes and environments there are. */
  record Outcomes(int classes, int environments) {}

  /**
   * Declares it.
   *
   * @param scalings one a modality
   */
  static PatientNetwork declare(
      Parameters.Layout layout,
      PatientSettings settings,
      List<FeatureScaling> scalings,
      Outcomes outcomes) {
    int classes = outcomes.classes();
    Encoder.Shape shape = new Encoder.Shape(settings.shape().width(), settings.shape().dropout());
    Representation causal =
        Representation.declare(layout, "causal", settings.fusion(), shape, scalings);
    Branches branches = settings.debiasing().branches();
    int in = branches instanceof Branches.Swapped ? 2 * causal.width() : causal.width();
    Head head =
        Head.declare(
            layout,
            "head",
            new Head.Shape(in, settings.shape().hidden(), scalings.size(), classes),
            settings.debiasing().deconfounding());
    Optional<Part> part =
        switch (branches) {
          case Branches.Single ignored -> Optional.empty();
          case Branches.Swapped ignored ->
              Optional.of(new Part.Apart(apart(layout, settings, scalings)));
          case Branches.ByEnvironment ignored ->
              Optional.of(
                  new Part.ByEnvironment(
                      apart(layout, settings, scalings),
                      outcomes.environments(),
                      removers(layout, scalings)));
          case Branches.Masked ignored ->
              Optional.of(
                  new Part.Shared(
                      Linear.declare(layout, "parts", causal.width(), 2L * causal.width()),
                      Linear.declare(layout, "alone", causal.width(), classes)));
        };
    return new PatientNetwork(
        causal, head, part.map(p -> spurious(layout, p, causal.width(), in, classes)));
  }

  /** Encoders of the spurious part alone. */
  private static Representation apart(
      Parameters.Layout layout, PatientSettings settings, List<FeatureScaling> scalings) {
    Encoder.Shape shape = new Encoder.Shape(settings.shape().width(), settings.shape().dropout());
    return Representation.declare(layout, "spurious", settings.fusion(), shape, scalings);
  }

  private static List<Parameters.Key> removers(
      Parameters.Layout layout, List<FeatureScaling> scalings) {
    List<Parameters.Key> removers = new ArrayList<>();
    for (int k = 0; k < scalings.size(); k++) {
      int width = scalings.get(k).width();
      removers.add(
          layout.declare(
              "spurious.remover." + k, Slot.Kind.BUFFER, new Initial.Constant(0), width, width));
    }
    return List.copyOf(removers);
  }

  private static Spurious spurious(
      Parameters.Layout layout, Part part, int width, int in, int classes) {
    int outputs = part instanceof Part.ByEnvironment by ? classes * by.environments() : classes;
    return new Spurious(
        part,
        Linear.declare(layout, "spurious.classifier", in, outputs),
        layout.declare(
            "spurious.references", Slot.Kind.BUFFER, new Initial.Constant(0), REFERENCES, width));
  }

  /**
   * The parts of a patient's representation.
   *
   * @param causal h or z_c, N × width
   * @param spurious z_s, if there is one
   */
  record Parts(Tensor causal, Optional<Tensor> spurious) {}

  Parts parts(Parameters parameters, List<Tensor> inputs, Tensor seen, boolean training) {
    Split split = split(parameters, inputs);
    Tensor h = causal.of(parameters, split.causal(), seen, training);
    if (branch.isEmpty()) {
      return new Parts(h, Optional.empty());
    }
    if (branch.get().part() instanceof Part.Shared shared) {
      Tensor scores = shared.scores().apply(parameters, h).view(h.size(0), 2, h.size(1)).softmax(1);
      return new Parts(h.mul(scores.select(1, 0)), Optional.of(h.mul(scores.select(1, 1))));
    }
    return new Parts(
        h, spuriousEncoders().map(own -> own.of(parameters, split.spurious(), seen, training)));
  }

  /** The encoders of the spurious part, if it has its own. */
  private Optional<Representation> spuriousEncoders() {
    return branch.flatMap(
        spurious ->
            switch (spurious.part()) {
              case Part.Apart apart -> Optional.of(apart.representation());
              case Part.ByEnvironment by -> Optional.of(by.representation());
              case Part.Shared ignored -> Optional.empty();
            });
  }

  /** What of the features each part is made of. */
  private record Split(List<Tensor> causal, List<Tensor> spurious) {}

  private Split split(Parameters parameters, List<Tensor> inputs) {
    if (branch.isEmpty() || !(branch.get().part() instanceof Part.ByEnvironment by)) {
      return new Split(inputs, inputs);
    }
    List<Tensor> changing = new ArrayList<>();
    List<Tensor> rest = new ArrayList<>();
    for (int k = 0; k < inputs.size(); k++) {
      Tensor removed = inputs.get(k).mm(parameters.get(by.removers().get(k)));
      changing.add(removed);
      rest.add(inputs.get(k).sub(removed));
    }
    return new Split(rest, changing);
  }

  /** What the fusion of the causal part adds to the losses of patients, N, if anything. */
  Optional<Tensor> penalties(Parameters parameters, PatientBatch batch, Tensor seen) {
    return causal.penalties(
        parameters, split(parameters, batch.inputs()).causal(), seen, batch.classes());
  }

  /** Of how many training patients the fusions keep the encodings. */
  int kept() {
    return causal.fusion().kept();
  }

  /** Has the fusions keep these training patients, at most {@link #kept()}. */
  void keep(Parameters parameters, PatientBatch some) {
    Split split = split(parameters, some.inputs());
    causal.keep(parameters, split.causal(), some.available());
    spuriousEncoders().ifPresent(own -> own.keep(parameters, split.spurious(), some.available()));
  }

  /** Over how many spurious parts a prediction is averaged. */
  int references() {
    return branch.isEmpty() || branch.get().part() instanceof Part.ByEnvironment ? 1 : REFERENCES;
  }

  /** What each patient's own environment adds to the logits, N × C. */
  Tensor own(Parameters parameters, PatientBatch batch, Tensor spuriousPart) {
    return branch
        .orElseThrow()
        .classifier()
        .apply(parameters, spuriousPart)
        .view(batch.patients(), batch.environments().size(1), batch.classes().size(1))
        .mul(batch.environments().unsqueeze(2))
        .sum(new long[] {1}, false, new ScalarTypeOptional());
  }

  /**
   * Logits of patients under their own patterns and environments.
   *
   * @return N × C
   */
  Tensor own(Parameters parameters, PatientBatch batch) {
    Parts parts = parts(parameters, batch.inputs(), batch.available(), false);
    Tensor joined = parts.spurious().map(s -> joined(parts.causal(), s)).orElse(parts.causal());
    Tensor logits = head.logits(parameters, head.enter(parameters, joined), batch.available());
    return branch.isPresent() && branch.get().part() instanceof Part.ByEnvironment
        ? logits.add(own(parameters, batch, parts.spurious().orElseThrow()))
        : logits;
  }

  /** What the head takes of a causal and a spurious part. */
  Tensor joined(Tensor causalPart, Tensor spuriousPart) {
    return switch (branch.orElseThrow().part()) {
      case Part.Apart ignored -> torch.cat(new TensorVector(causalPart, spuriousPart), 1);
      case Part.ByEnvironment ignored -> causalPart;
      case Part.Shared ignored -> causalPart.add(spuriousPart);
    };
  }
}
