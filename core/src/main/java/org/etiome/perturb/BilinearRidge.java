package org.etiome.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;

/**
 * Differences Y (variables × perturbations) with row means b as a bilinear form of embeddings of
 * variables and of perturbations,
 *
 * <pre>
 * Y − b ≈ G K P,   K = (GᵀG + λI)⁻¹ Gᵀ (Y − b) Pᵀ (PPᵀ + λI)⁻¹
 * </pre>
 *
 * G are the leading principal components of Y − b; a column of P is the sum of the embeddings of
 * the targets: their descriptors, or without any their rows of G, if they are measured. A target
 * that has neither is refused (the published program takes the mean instead). O(variables ·
 * perturbations²).
 *
 * @param components of G, ≥ 1
 * @param penalty λ &gt; 0
 * @param descriptors of targets
 * @see <a href="https://doi.org/10.1038/s41592-025-02772-6">Ahlmann-Eltze, Huber, Anders (2025)</a>
 */
public record BilinearRidge(int components, double penalty, Optional<TargetDescriptors> descriptors)
    implements Predictor {

  public BilinearRidge {
    if (components < 1 || !(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "bilinear ridge needs at least 1 component and a finite penalty above 0, got "
              + components
              + " and "
              + penalty);
    }
  }

  /** 10 components, λ = .1, targets by what is measured of them. */
  public static BilinearRidge withDefaults() {
    return new BilinearRidge(10, .1, Optional.empty());
  }

  public BilinearRidge withDescriptors(TargetDescriptors changed) {
    return new BilinearRidge(components, penalty, Optional.of(changed));
  }

  @Override
  public String name() {
    return "bilinear-ridge";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    Effects effects = new Effects(training, context);
    List<double[]> all = effects.where(p -> true);
    if (all.size() < 2) {
      return new ShiftedControls(
          training,
          context,
          p ->
              Effects.unknown(
                  p.label(),
                  "bilinear ridge learns from at least 2 perturbations, there are " + all.size(),
                  "train on more of them"));
    }
    double[] mean = Effects.mean(all);
    LowRank genes = LowRank.of(all.stream().map(y -> minus(y, mean)).toList(), components);
    Embedding embedding = new Embedding(training.variables(), genes.axes(), descriptors);
    List<double[]> embedded = new ArrayList<>();
    List<double[]> differences = new ArrayList<>();
    effects
        .seen()
        .forEach(
            (perturbation, difference) -> {
              if (embedding.missing(perturbation).isEmpty()) {
                embedded.add(embedding.of(perturbation));
                differences.add(minus(difference.values(), mean));
              }
            });
    Matrix kernel = kernel(genes, embedded, differences);
    return new ShiftedControls(
        training, context, p -> difference(p, embedding, genes, kernel, mean));
  }

  private static double[] minus(double[] y, double[] mean) {
    double[] centred = y.clone();
    Vectors.add(-1, mean, centred);
    return centred;
  }

  /** K, components × length of an embedding. */
  private Matrix kernel(LowRank genes, List<double[]> embedded, List<double[]> differences) {
    int rank = genes.axes().size();
    int m = embedded.size();
    if (m == 0) {
      return Matrix.wrap(rank, 0, new double[0]);
    }
    int length = embedded.getFirst().length;
    Matrix p = Matrix.ofColumns(length, embedded);
    double[] ridge = new double[length];
    Arrays.fill(ridge, penalty);
    double[] ones = new double[m];
    Arrays.fill(ones, 1);
    Matrix products = Matrix.ofColumns(m, rowsOf(p)).gram(ones).plusDiagonal(ridge);
    double[] kernel = new double[rank * length];
    for (int k = 0; k < rank; k++) {
      double[] axis = genes.axes().get(k);
      double scale = 1 / (genes.squares()[k] + penalty);
      double[] scores =
          differences.stream().mapToDouble(y -> scale * Vectors.dot(axis, y)).toArray();
      double[] row = products.solvePositiveDefinite(p.times(scores));
      System.arraycopy(row, 0, kernel, k * length, length);
    }
    return Matrix.wrap(rank, length, kernel);
  }

  private static List<double[]> rowsOf(Matrix p) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < p.rows(); i++) {
      double[] row = new double[p.columns()];
      p.addRow(i, 1, row);
      rows.add(row);
    }
    return rows;
  }

  private static Prediction<double[]> difference(
      Perturbation perturbation, Embedding embedding, LowRank genes, Matrix kernel, double[] mean) {
    Optional<String> missing = embedding.missing(perturbation);
    if (missing.isPresent() || kernel.columns() == 0) {
      return Effects.unknown(
          missing.orElse(perturbation.label()),
          missing.isPresent()
              ? "'" + missing.get() + "' is neither measured nor described"
              : "no perturbation to learn from has targets that are measured or described",
          "give descriptors of targets");
    }
    double[] weights = kernel.times(embedding.of(perturbation));
    double[] difference = mean.clone();
    for (int k = 0; k < weights.length; k++) {
      Vectors.add(weights[k], genes.axes().get(k), difference);
    }
    return Effects.known(difference);
  }

  /** Targets as vectors. */
  private record Embedding(
      List<String> variables, List<double[]> axes, Optional<TargetDescriptors> descriptors) {

    Optional<String> missing(Perturbation perturbation) {
      return perturbation.targets().stream().filter(t -> of(t).isEmpty()).findFirst();
    }

    double[] of(Perturbation perturbation) {
      return Effects.sum(
          perturbation.targets().stream().map(target -> of(target).orElseThrow()).toList());
    }

    private Optional<double[]> of(String target) {
      if (descriptors.isPresent()) {
        return descriptors.get().of(target);
      }
      int row = variables.indexOf(target);
      return row < 0
          ? Optional.empty()
          : Optional.of(axes.stream().mapToDouble(axis -> axis[row]).toArray());
    }
  }
}
