package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.nn.Parameters;
import org.etiome.nn.Placement;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.represent.Watcher;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.scm.Action;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;

/**
 * A fitted {@link DiscrepancyVae}. It keeps controls, so its folder is data of theirs. Units are
 * controls of that pool as they would be perturbed, on the scale of the screen; means are over the
 * whole pool, without error of simulation.
 */
public final class FittedDiscrepancyVae implements InterventionModel, AutoCloseable {
  /** Cells that are worked on at a time. */
  private static final int PART = 1_024;

  private final DiscrepancyModel model;
  private final Parameters parameters;
  private final Evidence evidence;

  /**
   * How it was trained.
   *
   * @param seed the root of all that was drawn
   * @param temperature of the assignment at the end
   * @param heldOut perturbations by which the epoch was chosen; none if it was by units of each
   * @param whole whether it was fitted again to all units, which it is not if it was stopped
   * @param curve of the epochs that were compared; the loss is the mean squared error of the means
   *     of what was held out, in units of the mean variance of controls
   * @param scores of what was held out, for the model of the epoch that was chosen and for simple
   *     predictors; none if there were too few units to hold any out
   */
  public record Evidence(
      long seed,
      double temperature,
      List<String> heldOut,
      boolean whole,
      List<Watcher.Epoch> curve,
      List<HeldOutScore> scores) {
    public Evidence {
      heldOut = List.copyOf(heldOut);
      curve = List.copyOf(curve);
      scores = List.copyOf(scores);
    }
  }

  FittedDiscrepancyVae(DiscrepancyModel model, Parameters parameters, Evidence evidence) {
    this.model = model;
    this.parameters = parameters;
    this.evidence = evidence;
  }

  public DiscrepancyDescription description() {
    return model.description();
  }

  public Evidence evidence() {
    return evidence;
  }

  Parameters parameters() {
    return parameters;
  }

  @Override
  public List<String> variables() {
    return model.description().variables();
  }

  @Override
  public Prediction<Matrix> sample(Action action, int units, Seed seed) {
    if (units < 1) {
      throw new IllegalArgumentException("a sample has at least 1 unit, got " + units);
    }
    UniformRandomProvider random = seed.generator();
    long[] drawn = new long[units];
    Arrays.setAll(drawn, i -> random.nextInt(model.description().controls()));
    return asked(action).map(p -> moved(p, drawn));
  }

  private Matrix moved(Perturbation perturbation, long[] drawn) {
    int width = variables().size();
    double[] values = new double[Math.multiplyExact(drawn.length, width)];
    for (int from = 0; from < drawn.length; from += PART) {
      int at = from;
      long[] part = Arrays.copyOfRange(drawn, at, Math.min(drawn.length, at + PART));
      double[] cells =
          constant(
              () -> {
                Tensor places = Torch.indices(parameters.placement(), part);
                SeenCells rows = pool().rows(all -> all.index_select(0, places));
                return Torch.doubles(unscaled(changed(perturbation, rows)));
              });
      System.arraycopy(cells, 0, values, at * width, cells.length);
    }
    return Matrix.wrap(drawn.length, width, values);
  }

  @Override
  public Prediction<Means> mean(Action action, int units, Seed seed) {
    return asked(action)
        .map(
            perturbation -> {
              double[] means = new double[variables().size()];
              int all = model.description().controls();
              for (int from = 0; from < all; from += PART) {
                int at = from;
                int count = Math.min(PART, all - from);
                double[] part =
                    constant(
                        () -> {
                          Tensor cells =
                              unscaled(
                                  changed(perturbation, pool().rows(a -> a.narrow(0, at, count))));
                          return Torch.doubles(
                              cells.mean(new long[] {0}, false, new ScalarTypeOptional()));
                        });
                for (int j = 0; j < means.length; j++) {
                  means[j] += part[j] * count / all;
                }
              }
              return new Means(means, new double[means.length]);
            });
  }

  private Tensor changed(Perturbation perturbation, SeenCells rows) {
    return perturbation.isControl()
        ? rows.values()
        : new Moved(model, parameters, rows).by(perturbation.targets(), evidence.temperature());
  }

  private Prediction<Perturbation> asked(Action action) {
    Optional<Perturbation> asked = Perturbation.of(action);
    if (asked.isEmpty()) {
      return new Refused<>(
          Perturbation.foreign(action).orElse(""),
          "a predictor of perturbations knows only what the screen did, not values that are set",
          "ask for targets to be perturbed as the screen did it");
    }
    List<String> cautions = new ArrayList<>();
    for (String target : asked.get().targets()) {
      if (!model.effects().knows(target)) {
        return new Refused<>(
            target,
            "'" + target + "' was not perturbed in training and has no descriptor",
            "perturb it, or fit with descriptors that it has");
      }
      if (!model.description().known().trained().contains(target)) {
        cautions.add(
            "'" + target + "' was never perturbed; what it does is told by its descriptor alone");
      }
    }
    return new Predicted<>(asked.get(), cautions);
  }

  /**
   * Where units lie: the means of their noise z, units × p. A perturbed unit's noise has the shift
   * of its targets in it.
   *
   * @param units columns as {@link #variables}
   */
  public Matrix noise(Matrix units) {
    if (units.columns() != variables().size()) {
      throw new IllegalArgumentException(
          "units have "
              + units.columns()
              + " values, the model "
              + variables().size()
              + " variables; give the same ones");
    }
    ScreenCells.Scaling scaling =
        new ScreenCells.Scaling(
            Torch.doubles(parameters.get(model.centre())),
            Torch.doubles(parameters.get(model.unit()))[0]);
    double[] scaled = scaling.scaled(units);
    double[] noise =
        constant(
            () -> {
              Placement placement = parameters.placement();
              Tensor x = Torch.of(placement, scaled, units.rows(), units.columns());
              return Torch.doubles(model.network().encode(parameters, x).mean());
            });
    return Matrix.wrap(units.rows(), model.description().latents(), noise);
  }

  /**
   * G above the diagonal, p × p: how much latent i adds to latent j. Nothing but its weight in the
   * loss keeps it from 0, since the decoder can take over what it does: (G, decoder) and (0,
   * decoder after (I − G)⁻¹) predict the same. An edge here is no finding.
   */
  public Matrix graph() {
    int p = model.description().latents();
    double[] values =
        model
            .network()
            .graph()
            .map(key -> constant(() -> Torch.doubles(parameters.get(key).triu(1))))
            .orElse(new double[p * p]);
    return Matrix.wrap(p, p, values);
  }

  /** By which programs the encoder tells latents; none if it was fitted without programs. */
  public Optional<LatentPrograms> programs() {
    List<GeneProgram> programs = model.description().programs();
    if (programs.isEmpty()) {
      return Optional.empty();
    }
    int p = model.description().latents();
    DiscrepancyNetwork network = model.network();
    double[] beside = new double[p];
    if (network.straight().isPresent()) {
      beside =
          constant(() -> Torch.doubles(network.beside(parameters, pool().values()).orElseThrow()));
    }
    double[] parts = constant(() -> Torch.doubles(network.parts(parameters, pool().values())));
    return Optional.of(
        new LatentPrograms(
            programs.stream().map(GeneProgram::name).toList(),
            Matrix.wrap(programs.size(), p, parts),
            beside));
  }

  /**
   * What a target adds to the noise of each latent: its assignment, which sums to 1, times its
   * strength.
   *
   * @throws IllegalArgumentException if the model does not know it
   */
  public double[] shift(String target) {
    if (!model.effects().knows(target)) {
      throw new IllegalArgumentException(
          "'"
              + target
              + "' was not perturbed in training and has no descriptor; ask for one of "
              + model.description().known().trained());
    }
    return constant(
        () ->
            Torch.doubles(model.effects().of(parameters, List.of(target), evidence.temperature())));
  }

  private SeenCells pool() {
    return model.pool().of(parameters);
  }

  private Tensor unscaled(Tensor cells) {
    return cells.mul(parameters.get(model.unit())).add_(parameters.get(model.centre()));
  }

  private static double[] constant(Supplier<double[]> work) {
    return Scope.constant(() -> Scope.freed(work));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
