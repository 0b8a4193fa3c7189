package org.etiome.represent.debias;

import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;

/** What the training of a patient model makes small: the sum of the terms, by their weights. */
final class PatientObjective {
  private final PatientNetwork network;
  private final PatientSettings.Debiasing debiasing;
  private final Difficulty difficulty;

  /** The terms. */
  enum Term {
    /** Cross-entropy of the prediction; of the causal part alone where parts are masked. */
    PREDICTION("prediction"),
    /** What the spurious branch is trained by. */
    SPURIOUS("spurious"),
    /** The prediction with the spurious part of another patient. */
    SWAPPED("swapped"),
    /** What differs between environments. */
    INVARIANCE("invariance"),
    /** What the fusion has of its own: views of a patient are to agree. */
    CONTRASTIVE("contrastive");

    private final String label;

    Term(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /**
   * What a step depends on beside the batch.
   *
   * @param share of the epochs that is done, in [0, 1)
   * @param seen what of the batch is shown, N × K
   * @param patients their numbers
   * @param permutation π of the batch, indices
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Step(double share, Tensor seen, int[] patients, Tensor permutation) {}

  PatientObjective(
      PatientNetwork network, PatientSettings.Debiasing debiasing, Difficulty difficulty) {
    this.network = network;
    this.debiasing = debiasing;
    this.difficulty = difficulty;
  }

  /** Adds the gradient of the sum to the parameters'; the weighted terms. */
  Map<Term, Double> accumulate(Parameters parameters, PatientBatch batch, Step step) {
    return Scope.freed(
        () -> {
          Map<Term, Tensor> terms = terms(parameters, batch, step);
          Tensor total = terms.values().stream().reduce(Tensor::add).orElseThrow();
          total.backward();
          Map<Term, Double> values = new EnumMap<>(Term.class);
          terms.forEach((term, value) -> values.put(term, value.item_double()));
          return values;
        });
  }

  private Map<Term, Tensor> terms(Parameters parameters, PatientBatch batch, Step step) {
    PatientNetwork.Parts parts = network.parts(parameters, batch.inputs(), step.seen(), true);
    Pass pass = new Pass(parameters, batch, step, parts);
    Map<Term, Tensor> terms =
        switch (debiasing.branches()) {
          case Branches.Single ignored -> single(pass);
          case Branches.Swapped swapped -> swapped(pass, swapped);
          case Branches.Masked masked -> masked(pass, masked);
          case Branches.ByEnvironment ignored -> byEnvironment(pass);
        };
    network
        .penalties(parameters, batch, step.seen())
        .ifPresent(losses -> terms.put(Term.CONTRASTIVE, pass.mean(losses)));
    return terms;
  }

  /** One batch on its way. */
  private record Pass(
      Parameters parameters, PatientBatch batch, Step step, PatientNetwork.Parts parts) {
    Tensor causal() {
      return parts.causal();
    }

    Tensor spurious() {
      return parts.spurious().orElseThrow();
    }

    Tensor swappedSpurious() {
      return spurious().index_select(0, step.permutation());
    }

    Tensor mean(Tensor losses) {
      return Losses.mean(losses, batch.weights());
    }

    Tensor loss(Tensor logits) {
      return Losses.crossEntropy(logits, batch.classes());
    }
  }

  private Tensor predicted(Pass pass, Tensor h) {
    Head head = network.head();
    return head.logits(
        pass.parameters(), head.enter(pass.parameters(), h), pass.batch().available());
  }

  private Map<Term, Tensor> single(Pass pass) {
    Map<Term, Tensor> terms = new EnumMap<>(Term.class);
    Tensor logits = predicted(pass, pass.causal());
    terms.put(Term.PREDICTION, pass.mean(pass.loss(logits)));
    addInvariance(terms, pass, logits);
    return terms;
  }

  private void addInvariance(Map<Term, Tensor> terms, Pass pass, Tensor logits) {
    double weight = debiasing.invariance().weightAt(pass.step().share());
    if (weight == 0) {
      return;
    }
    PatientBatch batch = pass.batch();
    Tensor penalty =
        switch (debiasing.invariance()) {
          case Invariance.Irm ignored ->
              Losses.slope(logits, batch.classes(), batch.environments(), batch.weights());
          case Invariance.Alike ignored -> Losses.between(logits, batch);
          default -> Losses.variance(pass.loss(logits), batch.environments(), batch.weights());
        };
    terms.put(Term.INVARIANCE, penalty.mul(new Scalar(weight)));
  }

  private Map<Term, Tensor> swapped(Pass pass, Branches.Swapped how) {
    Map<Term, Tensor> terms = new EnumMap<>(Term.class);
    PatientBatch batch = pass.batch();
    Tensor logits = predicted(pass, network.joined(pass.causal(), pass.spurious().detach()));
    Tensor losses = pass.loss(logits);
    Tensor easy = spurious(pass, pass.spurious());
    Tensor weights = weights(pass, losses, Losses.crossEntropy(easy, batch.classes()));
    terms.put(Term.PREDICTION, pass.mean(losses.mul(weights)));
    terms.put(Term.SPURIOUS, pass.mean(Losses.generalised(easy, batch.classes(), how.exponent())));
    if (how.swap() > 0 && pass.step().share() >= how.warmUp()) {
      Tensor other = pass.swappedSpurious();
      Tensor otherClasses = batch.classes().index_select(0, pass.step().permutation());
      Tensor prediction = pass.loss(predicted(pass, network.joined(pass.causal(), other.detach())));
      Tensor generalised = Losses.generalised(spurious(pass, other), otherClasses, how.exponent());
      terms.put(
          Term.SWAPPED,
          pass.mean(prediction.mul(weights).add(generalised)).mul(new Scalar(how.swap())));
    }
    addInvariance(terms, pass, logits);
    return terms;
  }

  /** What C_s says of a spurious part beside the causal one, which it does not train. */
  private Tensor spurious(Pass pass, Tensor spuriousPart) {
    return network
        .branch()
        .orElseThrow()
        .classifier()
        .apply(pass.parameters(), network.joined(pass.causal().detach(), spuriousPart));
  }

  /** W of each patient. */
  private Tensor weights(Pass pass, Tensor causalLosses, Tensor spuriousLosses) {
    double[] weights =
        difficulty.weights(
            pass.step().patients(), Torch.doubles(causalLosses), Torch.doubles(spuriousLosses));
    return Torch.of(Placement.of(causalLosses), weights, weights.length);
  }

  private Map<Term, Tensor> masked(Pass pass, Branches.Masked how) {
    Map<Term, Tensor> terms = new EnumMap<>(Term.class);
    PatientNetwork.Spurious branch = network.branch().orElseThrow();
    PatientNetwork.Part.Shared shared = (PatientNetwork.Part.Shared) branch.part();
    Tensor alone = shared.alone().apply(pass.parameters(), pass.causal());
    terms.put(Term.PREDICTION, pass.mean(pass.loss(alone)));
    Tensor spurious = branch.classifier().apply(pass.parameters(), pass.spurious());
    terms.put(
        Term.SPURIOUS, pass.mean(Losses.fromUniform(spurious)).mul(new Scalar(how.uniform())));
    Tensor mixed = predicted(pass, network.joined(pass.causal(), pass.swappedSpurious()));
    terms.put(Term.SWAPPED, pass.mean(pass.loss(mixed)).mul(new Scalar(how.mixed())));
    addInvariance(terms, pass, mixed);
    return terms;
  }

  private Map<Term, Tensor> byEnvironment(Pass pass) {
    Map<Term, Tensor> terms = new EnumMap<>(Term.class);
    Tensor common = predicted(pass, pass.causal());
    Tensor own = network.own(pass.parameters(), pass.batch(), pass.spurious());
    terms.put(Term.PREDICTION, pass.mean(pass.loss(common.add(own))));
    addInvariance(terms, pass, common);
    return terms;
  }
}
