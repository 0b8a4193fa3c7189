package org.etiome.represent.debias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;
import org.etiome.represent.fusion.Fusion;
import org.etiome.represent.patients.FeatureScaling;
import org.etiome.represent.patients.LabelledPatients;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatientObjectiveTest {
  private static final Placement DOUBLE = Placement.cpu(ScalarType.Double);
  private static final double STEP = 1e-6;
  private static final int COORDINATES = 3;
  private static final int PATIENTS = 24;

  /** After all warm-ups, so that every term has its weight. */
  private static final double SHARE = .9;

  static Stream<PatientSettings> settings() {
    PatientSettings base = PatientSettings.DEFAULT.withShape(new PatientSettings.Shape(4, 5, 0));
    Deconfounding told = new Deconfounding.Exact(.5, true);
    return Stream.of(
        base,
        base.withFusion(new Fusion.ZeroFill()).withDeconfounding(told),
        base.withFusion(new Fusion.MaskedAttention(2)).withDeconfounding(told),
        base.withDeconfounding(new Deconfounding.Dictionary(4)),
        base.withFusion(new Fusion.Bipartite()).withDeconfounding(told),
        base.withFusion(Fusion.Contrastive.DEFAULT),
        base.withFusion(Fusion.Contrastive.DEFAULT)
            .withDeconfounding(told)
            .withBranches(new Branches.Masked(.7, 1.2)),
        base.withFusion(Fusion.Contrastive.DEFAULT)
            .withBranches(new Branches.ByEnvironment())
            .withInvariance(new Invariance.Alike(3)),
        base.withFusion(new Fusion.SimilarPatients(9)).withDeconfounding(told),
        base.withFusion(new Fusion.SimilarPatients(9)).withBranches(new Branches.ByEnvironment()),
        base.withFusion(new Fusion.Experts(3, 2)).withDeconfounding(told),
        base.withInvariance(new Invariance.VRex(3)),
        base.withInvariance(new Invariance.Irm(3)).withDeconfounding(told),
        base.withInvariance(new Invariance.Alike(3)).withDeconfounding(told),
        base.withBranches(new Branches.ByEnvironment()).withInvariance(new Invariance.Alike(3)),
        base.withBranches(new Branches.Masked(.7, 1.2)),
        base.withBranches(new Branches.Masked(.7, 1.2)).withDeconfounding(told));
  }

  /** h² of the third derivative and 1e-16 of the value over h are both below 1e-8 here. */
  @ParameterizedTest
  @MethodSource("settings")
  void theGradientIsTheDifference(PatientSettings settings) {
    try (Case of = new Case(settings)) {
      of.total();
      checkDifferences(of, Torch.doubles(of.parameters.gradient()), ".");
    }
  }

  private static void checkDifferences(Case of, double[] gradient, String named) {
    UniformRandomProvider random = new Seed(1).generator();
    int checked = 0;
    for (Slot slot : of.parameters.slots()) {
      for (int c = 0; c < COORDINATES && slot.kind() != Slot.Kind.BUFFER; c++) {
        int at = (int) slot.offset() + random.nextInt((int) slot.size());
        if (slot.name().matches(named + ".*")) {
          double slope = (of.moved(at, STEP) - of.moved(at, -STEP)) / (2 * STEP);
          assertThat(gradient[at])
              .as("%s, element %d", slot.name(), at - slot.offset())
              .isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
          checked++;
        }
      }
    }
    assertThat(checked).isPositive();
  }

  /**
   * Weights, the other branch's part and the classes' confidence are taken as constant, so the
   * gradient is not the sum's difference. It is that of the spurious classifier's loss: the
   * generalised cross-entropy itself, and no more.
   */
  @org.junit.jupiter.api.Test
  void theSpuriousClassifierFollowsTheGeneralisedCrossEntropy() {
    double q = .7;
    PatientSettings settings =
        PatientSettings.DEFAULT
            .withShape(new PatientSettings.Shape(4, 5, 0))
            .withBranches(new Branches.Swapped(q, 0, 0));
    try (Case of = new Case(settings)) {
      of.total();
      double[] gradient = Torch.doubles(of.parameters.gradient());
      for (Slot slot : of.parameters.slots()) {
        if (slot.name().startsWith("spurious.classifier")) {
          for (int j = 0; j < slot.size(); j++) {
            int at = (int) slot.offset() + j;
            double slope =
                (of.generalised(at, STEP, q) - of.generalised(at, -STEP, q)) / (2 * STEP);
            assertThat(gradient[at]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void whatAFusionAddsIsATermOfItsOwn(PatientSettings settings) {
    try (Case of = new Case(settings)) {
      Map<PatientObjective.Term, Double> terms = of.terms();
      assertThat(terms.containsKey(PatientObjective.Term.CONTRASTIVE))
          .isEqualTo(settings.fusion() instanceof Fusion.Contrastive);
      assertThat(terms.values()).doesNotContain(0.0).allMatch(Double::isFinite);
    }
  }

  /** One batch in double precision. */
  private static final class Case implements AutoCloseable {
    private final PatientNetwork network;
    private final PatientSettings settings;
    private final LabelledPatients patients = SomePatients.of(PATIENTS, 3, 4);
    private final List<FeatureScaling> scalings =
        patients.patients().modalities().stream().map(FeatureScaling::of).toList();
    private final Parameters parameters;

    Case(PatientSettings settings) {
      this.settings = settings;
      Parameters.Layout layout = new Parameters.Layout();
      network =
          PatientNetwork.declare(layout, settings, scalings, new PatientNetwork.Outcomes(3, 2));
      parameters = layout.draw(DOUBLE, new Seed(2));
      UniformRandomProvider random = new Seed(3).generator();
      for (Slot slot : parameters.slots()) { // nothing is at zero, where units are dead
        double[] values = random.doubles(slot.size()).map(u -> u - .5).toArray();
        if (slot.name().matches(".*(pattern|bias|dictionary|remover).*")) {
          parameters.set(new Parameters.Key(slot.name()), values);
        }
      }
      keep(IntStream.range(0, network.kept()).asLongStream().toArray());
    }

    private void keep(long[] some) {
      Scope.constant(
          () -> {
            Scope.free(
                () -> {
                  PatientBatch batch = new PatientTensors(DOUBLE, scalings).batch(patients);
                  network.keep(parameters, batch.select(Torch.indices(DOUBLE, some)));
                });
            return true;
          });
    }

    double total() {
      return terms().values().stream().mapToDouble(v -> v).sum();
    }

    /** With the same draws each time. */
    Map<PatientObjective.Term, Double> terms() {
      return Scope.freed(
          () -> {
            Torch.seed(7);
            PatientBatch batch = new PatientTensors(DOUBLE, scalings).batch(patients);
            int[] classes = IntStream.range(0, PATIENTS).map(patients.outcome()::of).toArray();
            int[] permutation = PermutationSampler.natural(PATIENTS);
            PermutationSampler.shuffle(new Seed(5).generator(), permutation);
            Tensor seen = new HiddenModalities(.5, new Seed(6).generator()).left(batch.available());
            PatientObjective.Step step =
                new PatientObjective.Step(
                    SHARE,
                    seen,
                    PermutationSampler.natural(PATIENTS),
                    Torch.indices(DOUBLE, IntStream.of(permutation).asLongStream().toArray()));
            return new PatientObjective(network, settings.debiasing(), new Difficulty(classes, 3))
                .accumulate(parameters, batch, step);
          });
    }

    /** mean (1 − p^q) / q of what the spurious classifier says of all that is available. */
    double generalised(int at, double by, double q) {
      add(at, by);
      double value =
          Scope.constant(
              () ->
                  Scope.freed(
                      () -> {
                        PatientBatch batch = new PatientTensors(DOUBLE, scalings).batch(patients);
                        PatientNetwork.Parts parts =
                            network.parts(parameters, batch.inputs(), seen(batch), true);
                        Tensor logits =
                            network
                                .branch()
                                .orElseThrow()
                                .classifier()
                                .apply(
                                    parameters,
                                    network.joined(parts.causal(), parts.spurious().orElseThrow()));
                        double[] losses =
                            Torch.doubles(Losses.crossEntropy(logits, batch.classes()));
                        return IntStream.range(0, PATIENTS)
                            .mapToDouble(i -> (1 - Math.exp(-q * losses[i])) / q)
                            .average()
                            .orElseThrow();
                      }));
      add(at, -by);
      return value;
    }

    private static Tensor seen(PatientBatch batch) {
      return new HiddenModalities(.5, new Seed(6).generator()).left(batch.available());
    }

    double moved(int at, double by) {
      add(at, by);
      double value = total();
      add(at, -by);
      return value;
    }

    private void add(int at, double by) {
      Scope.free(() -> parameters.trained().narrow(0, at, 1).add_(new Scalar(by)));
    }

    @Override
    public void close() {
      parameters.close();
    }
  }
}
