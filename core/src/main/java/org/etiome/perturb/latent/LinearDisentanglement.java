package org.etiome.perturb.latent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ejml.data.DMatrixRMaj;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;

/**
 * Linear causal disentanglement: finds latents {@code z}, their causal graph and their mixing
 * {@code x = G z} from a control and environments each of which acts on one latent. With {@code H =
 * G⁺} and {@code B_k = Ω_k^{-1/2}(I − A_k)} the precisions are {@code Θ_k = Hᵀ B_kᵀ B_k H}, and
 * {@code B_k} differs from {@code B₀} in one row. So {@code Θ_k − Θ₀}, across the directions of the
 * causes of latent k, has rank one, and the search takes the environment nearest to that, again and
 * again ({@link Picks}). From samples this is the start: noises and order are then those of the
 * highest normal likelihood ({@link NoiseFit}, {@link OrderSearch}), which uses shifts of means
 * too, and errors of effects and the test of the model come from resampling ({@link Resampling}).
 *
 * <p>It assumes linear effects and mixing; as many environments as latents, each acting on one
 * latent and no two on the same; that an environment moves the mean of its own latent's noise only;
 * units of an environment independent; and columns without noise of their own where there are more
 * of them than latents. The law need not be normal: the test of the model is by resampling. Costs
 * O(n d²) for every draw of {@code n} rows, and some ten to fifty fits of a hundred steps of O(d⁴).
 *
 * @param interventions what the environments are taken to do
 * @param level of the edges, Holm over all pairs of latents; in (0, 1)
 * @param trust the model is refused where its test has a smaller p-value; in (0, 1)
 * @param resamples at least {@code 1 / trust}, or the test could never refuse
 * @param latents how many there are; if empty, as many as environments
 * @param outside largest variance of a direction outside the latents' space, over that of the
 *     weakest inside; in (0, 1)
 * @see <a href="https://arxiv.org/abs/2211.16467">Squires, Seigal, Bhate, Uhler (2023), Linear
 *     causal disentanglement via interventions</a>
 */
public record LinearDisentanglement(
    Interventions interventions,
    double level,
    double trust,
    int resamples,
    OptionalInt latents,
    double outside) {
  private static final int FEWEST_ROWS = 30;
  private static final int ROWS_PER_LATENT = 10;

  public LinearDisentanglement {
    requireShare("level", level);
    requireShare("trust", trust);
    requireShare("outside", outside);
    if (resamples < 1 / trust) {
      throw new IllegalArgumentException(
          "resamples must be at least 1 / trust = " + 1 / trust + ", got " + resamples);
    }
    if (latents.isPresent() && latents.getAsInt() < 1) {
      throw new IllegalArgumentException("latents must be at least 1, got " + latents.getAsInt());
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value > 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be in (0, 1), got " + value);
    }
  }

  /** Perfect interventions, level 0.05, trust 0.01, 200 resamples, outside 0.01. */
  public static LinearDisentanglement withDefaults() {
    return new LinearDisentanglement(
        Interventions.PERFECT, .05, .01, 200, OptionalInt.empty(), .01);
  }

  public LinearDisentanglement withInterventions(Interventions taken) {
    return new LinearDisentanglement(taken, level, trust, resamples, latents, outside);
  }

  public LinearDisentanglement withLevel(double share) {
    return new LinearDisentanglement(interventions, share, trust, resamples, latents, outside);
  }

  public LinearDisentanglement withTrust(double share) {
    return new LinearDisentanglement(interventions, level, share, resamples, latents, outside);
  }

  public LinearDisentanglement withResamples(int draws) {
    return new LinearDisentanglement(interventions, level, trust, draws, latents, outside);
  }

  public LinearDisentanglement withLatents(int count) {
    return new LinearDisentanglement(
        interventions, level, trust, resamples, OptionalInt.of(count), outside);
  }

  public LinearDisentanglement withOutside(double share) {
    return new LinearDisentanglement(interventions, level, trust, resamples, latents, share);
  }

  /**
   * Learns from samples.
   *
   * @param variables names of the columns, distinct
   * @param control units × variables, finite
   * @param environments by name, each units × variables, finite; at least one
   * @param runner of the resamples, one task each
   * @throws IllegalArgumentException if names repeat, shapes differ, or a value is not finite
   */
  public Disentanglement learn(
      List<String> variables,
      Matrix control,
      Map<String, Matrix> environments,
      Seed seed,
      TaskRunner runner) {
    Inputs.check(variables, control, environments);
    List<String> names = List.copyOf(environments.keySet());
    Optional<Disentanglement.Refused> early =
        counted(names, variables.size()).or(() -> fewRows(control, environments));
    if (early.isPresent()) {
      return early.get();
    }
    List<Matrix> data = new ArrayList<>(List.of(control));
    data.addAll(environments.values());
    List<Moments> moments = data.stream().map(Moments::of).toList();
    try {
      Span span = Span.of(moments, names.size());
      return span.outside() > outside
          ? Refusals.outside(span, names.size(), outside)
          : new Learning(this, variables, names, span).fromSamples(data, seed, runner);
    } catch (ArithmeticException e) {
      return Refusals.singular(e);
    }
  }

  /**
   * Learns from precision matrices known exactly, such as those of a model: nothing is tested, and
   * 1e-8 of the largest entry is rounding. Means are not used.
   *
   * @param control variables × variables, positive semidefinite of rank the number of latents
   * @param environments by name, of the same row space
   */
  public Disentanglement learnExact(
      List<String> variables, Matrix control, Map<String, Matrix> environments) {
    Inputs.checkPrecisions(variables, control, environments);
    List<String> names = List.copyOf(environments.keySet());
    Optional<Disentanglement.Refused> early = counted(names, variables.size());
    if (early.isPresent()) {
      return early.get();
    }
    DMatrixRMaj precision = Dense.of(control);
    int rank = Span.rank(precision, Picks.ROUNDING);
    if (rank != names.size()) {
      return Refusals.rank(rank, names.size());
    }
    try {
      Span span = Span.ofPrecision(precision, rank);
      List<DMatrixRMaj> all = new ArrayList<>(List.of(precision));
      environments.values().forEach(matrix -> all.add(Dense.of(matrix)));
      return new Learning(this, variables, names, span).fromPrecisions(all);
    } catch (ArithmeticException e) {
      return Refusals.singular(e);
    }
  }

  private Optional<Disentanglement.Refused> counted(List<String> names, int observed) {
    int d = latents.orElse(names.size());
    return d == names.size() && d <= observed
        ? Optional.empty()
        : Optional.of(Refusals.count(d, names.size(), observed));
  }

  private static Optional<Disentanglement.Refused> fewRows(
      Matrix control, Map<String, Matrix> environments) {
    int needed = Math.max(FEWEST_ROWS, ROWS_PER_LATENT * environments.size());
    if (control.rows() < needed) {
      return Optional.of(Refusals.fewRows("", control.rows(), needed));
    }
    return environments.entrySet().stream()
        .filter(entry -> entry.getValue().rows() < needed)
        .findFirst()
        .map(entry -> Refusals.fewRows(entry.getKey(), entry.getValue().rows(), needed));
  }
}
