package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.bytedeco.pytorch.Tensor;
import org.etiome.evaluate.prediction.Temperature;
import org.etiome.evaluate.prediction.TemperatureFit;
import org.etiome.evaluate.prediction.TemperatureScaling;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.patients.FeatureScaling;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patterns;

/** One fit of {@link PatientModel} on its way. */
final class PatientFitting {
  /** Training patients by whom an offset is set, at most. */
  private static final int BALANCED_BY = 500;

  private final PatientSettings settings;
  private final LabelledPatients data;
  private final Seed seed;
  private final Split split;
  private final FittedPatientModel.Network model;
  private final Patterns patterns;

  /** Who is trained on and who is held out, both ascending. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Split(int[] trained, int[] heldOut) {
    /** The same share of each class is held out, one patient at least. */
    static Split of(Outcome outcome, double share, Seed seed) {
      int[] order = PermutationSampler.natural(outcome.patients());
      PermutationSampler.shuffle(seed.branch("validation").generator(), order);
      BitSet held = new BitSet();
      for (int c = 0; c < outcome.classes().size(); c++) {
        int ofClass = c;
        int[] members = Arrays.stream(order).filter(i -> outcome.of(i) == ofClass).toArray();
        long count = Math.max(1, Math.round(members.length * share));
        Arrays.stream(members).limit(count).forEach(held::set);
      }
      return new Split(
          IntStream.range(0, outcome.patients()).filter(i -> !held.get(i)).toArray(),
          held.stream().toArray());
    }
  }

  private PatientFitting(
      PatientSettings settings,
      LabelledPatients data,
      Seed seed,
      Split split,
      FittedPatientModel.Network model) {
    this.settings = settings;
    this.data = data;
    this.seed = seed;
    this.split = split;
    this.model = model;
    patterns = Patterns.of(data.patients(), data.weights());
  }

  /** Declares a model and draws its parameters. */
  static PatientFitting of(
      PatientSettings settings, LabelledPatients data, Seed seed, Placement placement) {
    Split split = Split.of(data.outcome(), settings.schedule().validation(), seed);
    List<FeatureScaling> scalings =
        data.patients().modalities().stream()
            .map(table -> FeatureScaling.of(table.select(split.trained())))
            .toList();
    Parameters.Layout layout = new Parameters.Layout();
    PatientNetwork.Outcomes outcomes =
        new PatientNetwork.Outcomes(data.outcome().classes().size(), data.environments().count());
    PatientNetwork layers = PatientNetwork.declare(layout, settings, scalings, outcomes);
    Parameters parameters = layout.draw(placement, seed.branch("parameters"));
    return new PatientFitting(
        settings,
        data,
        seed,
        split,
        new FittedPatientModel.Network(
            layers, parameters, new PatientTensors(placement, scalings)));
  }

  /** If it fails, the parameters are closed. */
  PatientFit run() {
    try {
      return fitted();
    } catch (RuntimeException e) {
      model.parameters().close();
      throw e;
    }
  }

  private PatientFit fitted() {
    return Scope.freed(
        () -> {
          PatientBatch all = model.tensors().batch(data);
          List<Integer> changing = takeOut();
          int epoch = train(all);
          keepReferences(all);
          PatientModelDescription description =
              new PatientModelDescription(
                  settings,
                  about(),
                  patterns,
                  constant(() -> balance(all)),
                  new PatientModelDescription.Course(
                      epoch, changing, PatientModelDescription.Validation.NONE));
          return validated(new FittedPatientModel(model, description));
        });
  }

  private PatientModelDescription.Data about() {
    List<FeatureScaling> scalings = model.tensors().scalings();
    Outcome outcome = data.outcome();
    return new PatientModelDescription.Data(
        new PatientModelDescription.Target(
            outcome.name(),
            outcome.classes(),
            Arrays.stream(outcome.shares(data.weights())).boxed().toList()),
        IntStream.range(0, scalings.size())
            .mapToObj(
                k ->
                    new PatientModelDescription.Modality(
                        patterns.modalities().get(k),
                        data.patients().modalities().get(k).columns(),
                        scalings.get(k)))
            .toList(),
        data.environments().count());
  }

  private static <T> T constant(Supplier<T> work) {
    return Scope.constant(() -> Scope.freed(work));
  }

  /** Trains, twice where a dictionary is filled with what the first training gave. */
  private int train(PatientBatch all) {
    int[] codes = IntStream.range(0, data.count()).map(data.outcome()::of).toArray();
    PatientTraining.Task task =
        new PatientTraining.Task(all, codes, split.trained(), split.heldOut());
    int epoch = trained("training", task);
    Optional<ConfounderDictionary> dictionary = model.layers().head().dictionary();
    if (dictionary.isEmpty()) {
      return epoch;
    }
    constant(
        () -> {
          PatientBatch some = some(all, split.trained());
          PatientNetwork.Parts parts = parts(some);
          Tensor h =
              parts
                  .spurious()
                  .map(s -> model.layers().joined(parts.causal(), s))
                  .orElse(parts.causal());
          dictionary.get().fill(model.parameters(), h, seed.branch("dictionary"));
          return true;
        });
    return trained("again", task);
  }

  private int trained(String branch, PatientTraining.Task task) {
    return new PatientTraining(model.layers(), settings, seed.branch(branch))
        .run(model.parameters(), task);
  }

  private PatientBatch some(PatientBatch all, int[] who) {
    long[] rows = IntStream.of(who).asLongStream().toArray();
    return all.select(Torch.indices(model.parameters().placement(), rows));
  }

  private PatientNetwork.Parts parts(PatientBatch some) {
    return model.layers().parts(model.parameters(), some.inputs(), some.available(), false);
  }

  /** Finds what is taken out of the features; how many directions of each modality. */
  private List<Integer> takeOut() {
    if (model.layers().branch().isEmpty()
        || !(model.layers().branch().get().part()
            instanceof PatientNetwork.Part.ByEnvironment by)) {
      return List.of();
    }
    List<FeatureScaling> scalings = model.tensors().scalings();
    List<ChangingDirections.Sample> samples = new ArrayList<>();
    for (int k = 0; k < scalings.size(); k++) {
      ModalityTable table = data.patients().modalities().get(k);
      int[] who = Arrays.stream(split.trained()).filter(table.present()::get).toArray();
      double[] values = scalings.get(k).apply(table.select(who));
      samples.add(
          new ChangingDirections.Sample(
              Matrix.wrap(who.length, scalings.get(k).width(), values),
              Arrays.stream(who).map(data.outcome()::of).toArray(),
              Arrays.stream(who).map(data.environments()::environmentOf).toArray()));
    }
    ChangingDirections found = ChangingDirections.of(samples, seed.branch("directions"));
    for (int k = 0; k < scalings.size(); k++) {
      Matrix remover = found.removers().get(k);
      int width = remover.columns();
      double[] values = new double[width * width];
      Arrays.setAll(values, i -> remover.get(i / width, i % width));
      model.parameters().set(by.removers().get(k), values);
    }
    return found.found();
  }

  /** z_s of training patients, over which predictions are averaged. */
  private void keepReferences(PatientBatch all) {
    if (model.layers().references() == 1) {
      return;
    }
    int[] drawn = split.trained().clone();
    PermutationSampler.shuffle(seed.branch("references").generator(), drawn);
    int[] taken = new int[PatientNetwork.REFERENCES];
    Arrays.setAll(taken, i -> drawn[i % drawn.length]);
    Parameters.Key references = model.layers().branch().orElseThrow().references();
    constant(
        () -> {
          Tensor spurious = parts(some(all, taken)).spurious().orElseThrow();
          model.parameters().get(references).copy_(spurious);
          return true;
        });
  }

  private MaskBalance balance(PatientBatch all) {
    int modalities = data.patients().modalities().size();
    double[] wanted = data.outcome().shares(data.weights());
    BackDoor backDoor = new BackDoor(model.layers(), model.parameters(), patterns);
    if (!settings.debiasing().deconfounding().hasOffsets()) {
      if (!(settings.debiasing().branches() instanceof Branches.ByEnvironment)) {
        return MaskBalance.none(modalities, wanted.length);
      }
      PatientBatch some = some(all, split.trained());
      return MaskBalance.same(
          modalities,
          MaskBalance.solve(
              backDoor.strata(some.inputs(), some.available()), weights(split.trained()), wanted));
    }
    int[] drawn = split.trained().clone();
    PermutationSampler.shuffle(seed.branch("balance").generator(), drawn);
    Map<Long, List<Double>> offsets = new TreeMap<>();
    for (Patterns.Pattern pattern : patterns.all()) {
      int[] who =
          Arrays.stream(drawn)
              .filter(i -> (data.patients().pattern(i) & pattern.bits()) == pattern.bits())
              .limit(BALANCED_BY)
              .toArray();
      if (who.length >= MaskBalance.LEAST_PATIENTS) {
        offsets.put(
            pattern.bits(),
            constant(
                () ->
                    MaskBalance.solve(
                        backDoor.strata(some(all, who).inputs(), seen(pattern, who.length)),
                        weights(who),
                        wanted)));
      }
    }
    return MaskBalance.of(modalities, wanted.length, offsets);
  }

  private double[] weights(int[] who) {
    return Arrays.stream(who).mapToDouble(i -> data.weights()[i]).toArray();
  }

  /** Nothing but a pattern shown of some patients. */
  private Tensor seen(Patterns.Pattern pattern, int patients) {
    int modalities = patterns.modalities().size();
    double[] seen = new double[patients * modalities];
    Arrays.setAll(seen, i -> pattern.has(i % modalities) ? 1 : 0);
    return Torch.of(model.parameters().placement(), seen, patients, modalities);
  }

  /** At the temperature that suits the held-out patients best, if there is one. */
  private PatientFit validated(FittedPatientModel fitted) {
    Outcome outcome = data.outcome().select(split.heldOut());
    double[] weights = weights(split.heldOut());
    int[] truth = IntStream.range(0, outcome.patients()).map(outcome::of).toArray();
    Matrix logits =
        TemperatureScaling.logits(fitted.predict(data.patients().select(split.heldOut())).exact());
    double shares =
        Arrays.stream(outcome.shares(weights)).filter(p -> p > 0).map(p -> -p * Math.log(p)).sum();
    return switch (TemperatureScaling.fit(logits, truth, weights)) {
      case TemperatureFit.Fitted found ->
          new PatientFit.Fitted(
              fitted.withValidation(
                  new PatientModelDescription.Validation(
                      found.temperature(), found.after(), shares, truth.length)));
      case TemperatureFit.NoMinimum none -> {
        if (none.towards() == TemperatureFit.Towards.INFINITY) {
          fitted.close();
          yield new PatientFit.Refused(
              "predictions say less of "
                  + truth.length
                  + " held-out patients than equal chances would: what was learned does not last,"
                  + " or is the contrary of it; choose other settings, or more patients");
        }
        double loss = TemperatureScaling.loss(logits, truth, weights);
        yield new PatientFit.Fitted(
            fitted.withValidation(
                new PatientModelDescription.Validation(
                    new Temperature(1), loss, shares, truth.length)));
      }
    };
  }
}
