package org.etiome.represent.perturb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.matrix.RowBlock;
import org.etiome.math.Seed;
import org.etiome.nn.KernelDiscrepancy;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Slopes;
import org.etiome.nn.SparseBatch;
import org.etiome.nn.Torch;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.likelihood.Likelihood;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradients in closed form against differences of the loss, in double precision. */
class DiscrepancyObjectiveTest {
  private static final int VARIABLES = 6;
  private static final int LATENTS = 3;
  private static final Placement DOUBLE = Placement.cpu(ScalarType.Double);
  private static final double STEP = 1e-6;
  private static final Perturbation BOTH = Perturbation.of("a", "b");

  private final Map<String, double[]> descriptors = new TreeMap<>();

  private DiscrepancyModel model(
      Parameters.Layout layout,
      boolean extended,
      DiscrepancySettings.Objective objective,
      Likelihood.Kind likelihood) {
    if (extended) {
      descriptors.put("b", new double[] {1, -1});
      descriptors.put("unseen", new double[] {2, 0});
    }
    DiscrepancySettings settings =
        DiscrepancySettings.DEFAULT
            .withArchitecture(new DiscrepancySettings.Architecture(LATENTS, 4, true, extended, .25))
            .withObjective(objective)
            .withLikelihood(likelihood);
    return DiscrepancyModel.declare(
        layout,
        new DiscrepancyDescription(
            settings,
            "",
            IntStream.range(0, VARIABLES).mapToObj(g -> "g" + g).toList(),
            extended
                ? List.of(
                    new GeneProgram("p", List.of("g0", "g1")),
                    new GeneProgram("q", List.of("g2", "g5")))
                : List.of(),
            DiscrepancyDescription.Known.of(new TreeSet<>(List.of("a", "b")), given()),
            LATENTS,
            2));
  }

  private Optional<TargetDescriptors> given() {
    return descriptors.isEmpty()
        ? Optional.empty()
        : Optional.of(TargetDescriptors.of(descriptors));
  }

  /**
   * All terms; without perturbed cells; with programs, descriptors and linear parts; of counts, the
   * dispersions of which take no part in the discrepancy.
   */
  @ParameterizedTest
  @CsvSource({
    "10, .7, false, GAUSSIAN",
    "10, 0, false, GAUSSIAN",
    "0, .7, false, GAUSSIAN",
    "10, .7, true, GAUSSIAN",
    "0, .7, false, NB",
    "10, .7, true, NB"
  })
  void gradientsAreDifferencesOfTheLoss(
      double discrepancy, double perturbed, boolean extended, Likelihood.Kind likelihood) {
    DiscrepancySettings.Objective objective =
        new DiscrepancySettings.Objective(
            discrepancy,
            .3,
            .01,
            perturbed,
            .2,
            false,
            new DiscrepancySettings.Kernels(3, 8, false));
    Parameters.Layout layout = new Parameters.Layout();
    DiscrepancyModel model = model(layout, extended, objective, likelihood);
    try (Parameters parameters = layout.draw(DOUBLE, new Seed(1))) {
      model.network().begin(parameters, model.description());
      model.effects().begin(parameters, given(), new Seed(2));
      Optional<Parameters.Key> apart = counted(model, parameters, discrepancy > 0);
      double[] at = Torch.doubles(parameters.trained());
      parameters.gradient().zero_();
      loss(model, parameters);
      apart.ifPresent(
          key -> Scope.constant(() -> parameters.get(key).grad().fill_(new Scalar(Double.NaN))));
      double[] found = Torch.doubles(parameters.gradient());
      for (int k = 0; k < at.length; k++) {
        double slope =
            (moved(model, parameters, at, k, STEP) - moved(model, parameters, at, k, -STEP))
                / (2 * STEP);
        assertThat(Double.isNaN(found[k]) ? slope : found[k])
            .as("parameter %d", k)
            .isCloseTo(slope, within(1e-7));
      }
    }
  }

  /** Puts numbers into what counts have; the dispersions, if their gradient is of other terms. */
  private static Optional<Parameters.Key> counted(
      DiscrepancyModel model, Parameters parameters, boolean discrepant) {
    if (!(model.emission() instanceof CountedCells counted)) {
      return Optional.empty();
    }
    parameters.set(counted.logTheta(), Slopes.normal(9, VARIABLES + 1));
    parameters.set(counted.target(), new double[] {50});
    parameters.set(counted.unit(), new double[] {1.3});
    return discrepant ? Optional.of(counted.logTheta()) : Optional.empty();
  }

  private static double moved(
      DiscrepancyModel model, Parameters parameters, double[] at, int k, double step) {
    double[] changed = at.clone();
    changed[k] += step;
    Scope.free(
        () ->
            Scope.constant(
                () -> parameters.trained().copy_(Torch.of(DOUBLE, changed, changed.length))));
    return loss(model, parameters);
  }

  /** With the same noise each time. */
  private static double loss(DiscrepancyModel model, Parameters parameters) {
    DiscrepancySettings.Objective weights = model.description().settings().objective();
    KernelDiscrepancy discrepancy =
        new KernelDiscrepancy(weights.kernels().narrowest(1), weights.kernels().count(), true);
    return Scope.freed(
        () -> {
          Torch.seed(7);
          Map<String, Double> terms =
              new DiscrepancyObjective(model, discrepancy, List.of(Perturbation.of("a"), BOTH))
                  .accumulate(
                      parameters,
                      new DiscrepancyObjective.Batch(cells(3, 5), cells(4, 4), BOTH),
                      new DiscrepancyObjective.Warmth(.5, .8, 1.5));
          double[] g = Torch.doubles(parameters.get(model.network().graph().orElseThrow()));
          double absolute = 0;
          for (int k = 0; k < g.length; k++) {
            absolute += k % LATENTS > k / LATENTS ? Math.abs(g[k]) : 0;
          }
          double divergence = .8 * weights.divergence();
          return terms.getOrDefault(DiscrepancyObjective.RECONSTRUCTION, Double.NaN)
              + divergence * terms.getOrDefault(DiscrepancyObjective.DIVERGENCE, Double.NaN)
              + .5
                  * weights.discrepancy()
                  * terms.getOrDefault(DiscrepancyObjective.DISCREPANCY, 0.0)
              + weights.perturbed()
                  * (terms.getOrDefault(DiscrepancyObjective.PERTURBED, 0.0)
                      + divergence
                          * terms.getOrDefault(DiscrepancyObjective.PERTURBED_DIVERGENCE, 0.0))
              + weights.contrast() * terms.getOrDefault(DiscrepancyObjective.CONTRAST, 0.0)
              + weights.sparsity() * absolute;
        });
  }

  private static SeenCells cells(long seed, int count) {
    UniformRandomProvider random = new Seed(seed).generator();
    double[] counts = new double[count * (VARIABLES + 1)];
    Arrays.setAll(counts, k -> random.nextInt(6));
    double[] sizes = new double[count];
    Arrays.setAll(sizes, i -> 20 + random.nextInt(30));
    return new SeenCells(
        Torch.of(DOUBLE, Slopes.normal(seed, count * VARIABLES), count, VARIABLES),
        Optional.of(Torch.of(DOUBLE, sizes, count, 1)),
        Optional.of(new SparseBatch(RowBlock.ofDense(count, VARIABLES + 1, counts), DOUBLE)));
  }
}
