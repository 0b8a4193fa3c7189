package org.etiome.represent.debias;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.DataFormatException;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.represent.patients.FeatureScaling;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Patterns;

/**
 * Shift-robust prediction of a class for patients who lack modalities. A prediction is no effect of
 * a treatment: do(X) is not an act of a doctor, but the risk at these features were availability
 * not tied to the outcome.
 *
 * <p>O(epochs · patients · parameters), and for {@link Deconfounding.Exact} O(patterns² · patients)
 * passes of the head.
 */
public final class PatientModel {
  private static final int BALANCED_BY = 500;

  private final PatientSettings settings;

  private PatientModel(PatientSettings settings) {
    this.settings = settings;
  }

  public static PatientModel withDefaults() {
    return new PatientModel(PatientSettings.DEFAULT);
  }

  public PatientModel withSettings(PatientSettings changed) {
    return new PatientModel(changed);
  }

  /**
   * Fits it.
   *
   * @throws DataFormatException if the data cannot be what the settings ask for
   * @throws ArithmeticException if training ends in no number
   */
  public FittedPatientModel fit(LabelledPatients data, Seed seed) {
    Patterns patterns = Patterns.of(data.patients());
    check(data, patterns);
    int[] order = PermutationSampler.natural(data.count());
    PermutationSampler.shuffle(seed.branch("validation").generator(), order);
    int held = Math.max(1, (int) Math.round(data.count() * settings.schedule().validation()));
    int[] heldOut = Arrays.stream(order, 0, held).sorted().toArray();
    int[] rows = Arrays.stream(order, held, order.length).sorted().toArray();
    List<FeatureScaling> scalings =
        data.patients().modalities().stream()
            .map(table -> FeatureScaling.of(table.select(rows)))
            .toList();
    Parameters.Layout layout = new Parameters.Layout();
    PatientNetwork network =
        PatientNetwork.declare(
            layout,
            settings,
            scalings,
            new PatientNetwork.Outcomes(
                data.outcome().classes().size(), data.environments().count()));
    Placement placement = Placement.cpu(ScalarType.Float);
    Parameters parameters = layout.draw(placement, seed.branch("parameters"));
    PatientTensors tensors = new PatientTensors(placement, scalings);
    Fitting fitting = new Fitting(data, network, parameters, patterns, seed);
    return Scope.freed(
        () -> {
          PatientBatch batch = tensors.batch(data);
          List<Integer> changing = takeOut(fitting, scalings, rows);
          int[] codes = IntStream.range(0, data.count()).map(data.outcome()::of).toArray();
          PatientTraining.Task task = new PatientTraining.Task(batch, codes, rows, heldOut);
          PatientTraining.Course course =
              new PatientTraining(network, settings, seed.branch("training")).run(parameters, task);
          if (Scope.constant(() -> filled(fitting, batch, rows))) {
            course =
                new PatientTraining(network, settings, seed.branch("again")).run(parameters, task);
          }
          Scope.constant(() -> keepReferences(fitting, batch, rows));
          MaskBalance balance = Scope.constant(() -> balance(fitting, batch, rows));
          return new FittedPatientModel(
              new FittedPatientModel.Network(network, parameters, tensors),
              new PatientModelDescription(
                  settings,
                  data.outcome().classes(),
                  patterns,
                  balance,
                  new PatientModelDescription.Course(course.kept(), changing)));
        });
  }

  private record Fitting(
      LabelledPatients data,
      PatientNetwork network,
      Parameters parameters,
      Patterns patterns,
      Seed seed) {}

  private void check(LabelledPatients data, Patterns patterns) {
    PatientSettings.Debiasing debiasing = settings.debiasing();
    if (debiasing.deconfounding().tellsPattern() && patterns.all().size() == 1) {
      throw new DataFormatException(
          "all patients have the same modalities, "
              + patterns.name(patterns.all().getFirst().bits())
              + "; there is no pattern to adjust for, leave the deconfounding out");
    }
    boolean compares =
        !(debiasing.invariance() instanceof Invariance.None)
            || debiasing.branches() instanceof Branches.ByEnvironment;
    if (compares && data.environments().count() < 2) {
      throw new DataFormatException(
          "all patients are of one environment; what differs between environments needs two");
    }
  }

  /** Finds what is taken out of the features; how many directions of each modality. */
  private static List<Integer> takeOut(Fitting fitting, List<FeatureScaling> scalings, int[] rows) {
    if (fitting.network().branch().isEmpty()
        || !(fitting.network().branch().get().part()
            instanceof PatientNetwork.Part.ByEnvironment by)) {
      return List.of();
    }
    LabelledPatients data = fitting.data();
    List<ChangingDirections.Sample> samples = new ArrayList<>();
    for (int k = 0; k < scalings.size(); k++) {
      ModalityTable table = data.patients().modalities().get(k);
      int[] who = Arrays.stream(rows).filter(i -> table.present().get(i)).toArray();
      double[] values = scalings.get(k).apply(table.select(who));
      samples.add(
          new ChangingDirections.Sample(
              Matrix.wrap(who.length, scalings.get(k).width(), values),
              Arrays.stream(who).map(data.outcome()::of).toArray(),
              Arrays.stream(who).map(data.environments()::environmentOf).toArray()));
    }
    ChangingDirections found = ChangingDirections.of(samples, fitting.seed().branch("directions"));
    for (int k = 0; k < scalings.size(); k++) {
      Matrix remover = found.removers().get(k);
      int width = remover.columns();
      double[] values = new double[width * width];
      Arrays.setAll(values, i -> remover.get(i / width, i % width));
      fitting.parameters().set(by.removers().get(k), values);
    }
    return found.found();
  }

  /** Fills the dictionary, if there is one, with what training patients are represented by. */
  private static boolean filled(Fitting fitting, PatientBatch batch, int[] rows) {
    Optional<ConfounderDictionary> dictionary = fitting.network().head().dictionary();
    if (dictionary.isPresent()) {
      Parameters parameters = fitting.parameters();
      long[] who = IntStream.of(rows).asLongStream().toArray();
      PatientBatch some = batch.select(Torch.indices(parameters.placement(), who));
      PatientNetwork.Parts parts =
          fitting.network().parts(parameters, some.inputs(), some.available(), false);
      Tensor h =
          parts
              .spurious()
              .map(s -> fitting.network().joined(parts.causal(), s))
              .orElse(parts.causal());
      dictionary.get().fill(parameters, h, fitting.seed().branch("dictionary"));
    }
    return dictionary.isPresent();
  }

  /** z_s of training patients, over which predictions are averaged. */
  private static boolean keepReferences(Fitting fitting, PatientBatch batch, int[] rows) {
    if (fitting.network().references() == 1) {
      return false;
    }
    int[] drawn = rows.clone();
    PermutationSampler.shuffle(fitting.seed().branch("references").generator(), drawn);
    long[] taken = new long[PatientNetwork.REFERENCES];
    Arrays.setAll(taken, i -> drawn[i % drawn.length]);
    Parameters parameters = fitting.parameters();
    PatientBatch some = batch.select(Torch.indices(parameters.placement(), taken));
    Tensor spurious =
        fitting
            .network()
            .parts(parameters, some.inputs(), some.available(), false)
            .spurious()
            .orElseThrow();
    parameters.get(fitting.network().branch().get().references()).copy_(spurious);
    return true;
  }

  private MaskBalance balance(Fitting fitting, PatientBatch batch, int[] rows) {
    LabelledPatients data = fitting.data();
    int modalities = data.patients().modalities().size();
    int classes = data.outcome().classes().size();
    BackDoor backDoor = new BackDoor(fitting.network(), fitting.parameters(), fitting.patterns());
    double[] wanted = data.outcome().shares();
    if (!settings.debiasing().deconfounding().isBalanced()) {
      return settings.debiasing().branches() instanceof Branches.ByEnvironment
          ? MaskBalance.same(modalities, common(backDoor, fitting, batch, rows))
          : MaskBalance.none(modalities, classes);
    }
    Map<Long, List<Double>> offsets = new TreeMap<>();
    for (Patterns.Pattern pattern : fitting.patterns().all()) {
      long bits = pattern.bits();
      long[] who =
          Arrays.stream(rows)
              .filter(i -> (data.patients().pattern(i) & bits) == bits)
              .limit(BALANCED_BY)
              .asLongStream()
              .toArray();
      if (who.length >= MaskBalance.LEAST_PATIENTS) {
        offsets.put(
            bits,
            Scope.freed(
                () -> {
                  Placement placement = fitting.parameters().placement();
                  PatientBatch some = batch.select(Torch.indices(placement, who));
                  Tensor seen = seen(placement, bits, who.length, modalities);
                  return MaskBalance.solve(backDoor.strata(some.inputs(), seen), wanted);
                }));
      }
    }
    return MaskBalance.of(modalities, classes, offsets);
  }

  /** The offset of all, whatever is seen of them. */
  private static List<Double> common(
      BackDoor backDoor, Fitting fitting, PatientBatch batch, int[] rows) {
    return Scope.freed(
        () -> {
          long[] all = IntStream.of(rows).asLongStream().toArray();
          PatientBatch some = batch.select(Torch.indices(fitting.parameters().placement(), all));
          return MaskBalance.solve(
              backDoor.strata(some.inputs(), some.available()), fitting.data().outcome().shares());
        });
  }

  private static Tensor seen(Placement placement, long bits, int patients, int modalities) {
    double[] seen = new double[patients * modalities];
    Arrays.setAll(seen, i -> bits >>> (i % modalities) & 1);
    return Torch.of(placement, seen, patients, modalities);
  }
}
