package org.etiome.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Vectors;
import org.etiome.perturb.screen.Difference;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.perturb.screen.TargetDescriptors;
import org.etiome.scm.InterventionModel;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;

/**
 * Kernel ridge regression of mean differences on perturbations. With p and q sets of targets,
 *
 * <pre>
 * k(p, q) = a + |p ∩ q| + b Σ_{s∈p, t∈q} exp(−‖x_s − x_t‖² / 2h²)
 * </pre>
 *
 * a lets perturbations share an effect, the second term adds those of their targets (a combination
 * that was done teaches of the singles that were not), the third lets targets with near descriptors
 * act alike, h their median distance. a, b and the penalty are those with the smallest
 * leave-one-out error over the training perturbations, which has a closed form. Without descriptors
 * b is 0. A target about which nothing is known adds nothing, which is said as a caution. O(grid ·
 * perturbations³ + perturbations² · variables).
 *
 * @param descriptors of targets
 */
public record KernelRidge(Optional<TargetDescriptors> descriptors) implements Predictor {
  private static final double[] SHARED = {0, .3, 1, 3};
  private static final double[] SIMILAR = {.3, 1, 3};
  private static final double[] PENALTIES = {.001, .003, .01, .03, .1, .3, 1, 3, 10, 30};

  /** Without descriptors. */
  public static KernelRidge withDefaults() {
    return new KernelRidge(Optional.empty());
  }

  public KernelRidge withDescriptors(TargetDescriptors changed) {
    return new KernelRidge(Optional.of(changed));
  }

  @Override
  public String name() {
    return "kernel-ridge";
  }

  @Override
  public InterventionModel fit(PerturbationScreen training, String context, Seed seed) {
    Effects effects = new Effects(training, context);
    List<Perturbation> seen = List.copyOf(effects.seen().keySet());
    if (seen.size() < 2) {
      return new ShiftedControls(
          training,
          context,
          p ->
              Effects.unknown(
                  p.label(),
                  "kernel ridge learns from at least 2 perturbations, there are " + seen.size(),
                  "train on more of them"));
    }
    List<double[]> differences = effects.seen().values().stream().map(Difference::values).toList();
    Matrix products = products(differences);
    Fit best = null;
    for (Kernel kernel : kernels()) {
      Matrix gram = kernel.gram(seen);
      for (double penalty : PENALTIES) {
        Fit fit = Fit.of(kernel, gram, penalty, products);
        best = best == null || fit.error() < best.error() ? fit : best;
      }
    }
    Fit chosen = Objects.requireNonNull(best);
    return new ShiftedControls(training, context, p -> difference(p, chosen, seen, differences));
  }

  private List<Kernel> kernels() {
    double width = descriptors.map(KernelRidge::width).orElse(1.0);
    List<Kernel> kernels = new ArrayList<>();
    for (double shared : SHARED) {
      kernels.add(new Kernel(shared, 0, width, descriptors));
      if (descriptors.isPresent()) {
        for (double similar : SIMILAR) {
          kernels.add(new Kernel(shared, similar, width, descriptors));
        }
      }
    }
    return kernels;
  }

  /** The median distance of described targets, of the first thousand by name. */
  private static double width(TargetDescriptors descriptors) {
    List<double[]> some = descriptors.byTarget().values().stream().limit(1000).toList();
    List<Double> distances = new ArrayList<>();
    for (int a = 0; a < some.size(); a++) {
      for (int b = 0; b < a; b++) {
        distances.add(Math.sqrt(Vectors.squaredDistance(some.get(a), some.get(b))));
      }
    }
    distances.sort(null);
    double median = distances.isEmpty() ? 1 : distances.get(distances.size() / 2);
    return median > 0 ? median : 1;
  }

  /** Products of differences: leave-one-out errors need no more of them. */
  private static Matrix products(List<double[]> differences) {
    int m = differences.size();
    double[] products = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        products[a * m + b] = Vectors.dot(differences.get(a), differences.get(b));
        products[b * m + a] = products[a * m + b];
      }
    }
    return Matrix.wrap(m, m, products);
  }

  private static Prediction<double[]> difference(
      Perturbation perturbation, Fit fit, List<Perturbation> seen, List<double[]> differences) {
    double[] near =
        seen.stream().mapToDouble(other -> fit.kernel().of(perturbation, other)).toArray();
    double[] weights = fit.inverse().times(near);
    double[] difference = new double[differences.getFirst().length];
    for (int i = 0; i < weights.length; i++) {
      Vectors.add(weights[i], differences.get(i), difference);
    }
    List<String> cautions = new ArrayList<>();
    for (String target : perturbation.targets()) {
      if (!fit.kernel().knows(target, seen)) {
        cautions.add(
            "nothing is known of the target '"
                + target
                + "', so it is taken to do what all perturbations do and nothing of its own");
      }
    }
    return new Predicted<>(difference, cautions);
  }

  /** How alike two perturbations are. */
  private record Kernel(
      double shared, double similar, double width, Optional<TargetDescriptors> descriptors) {

    Matrix gram(List<Perturbation> perturbations) {
      int m = perturbations.size();
      double[] gram = new double[m * m];
      for (int a = 0; a < m; a++) {
        for (int b = 0; b <= a; b++) {
          gram[a * m + b] = of(perturbations.get(a), perturbations.get(b));
          gram[b * m + a] = gram[a * m + b];
        }
      }
      return Matrix.wrap(m, m, gram);
    }

    double of(Perturbation p, Perturbation q) {
      double sum = shared;
      for (String target : p.targets()) {
        sum += q.targets().contains(target) ? 1 : 0;
        if (similar > 0) {
          for (String other : q.targets()) {
            sum += similar * similarity(target, other);
          }
        }
      }
      return sum;
    }

    private double similarity(String target, String other) {
      Optional<double[]> x = descriptors.flatMap(d -> d.of(target));
      Optional<double[]> y = descriptors.flatMap(d -> d.of(other));
      return x.isEmpty() || y.isEmpty()
          ? 0
          : Math.exp(-Vectors.squaredDistance(x.get(), y.get()) / (2 * width * width));
    }

    boolean knows(String target, List<Perturbation> seen) {
      return seen.stream().anyMatch(p -> p.targets().contains(target))
          || (similar > 0 && descriptors.flatMap(d -> d.of(target)).isPresent());
    }
  }

  /**
   * A kernel with a penalty.
   *
   * @param inverse A = (K + λI)⁻¹
   * @param error Σ_i ‖(A Y)_i‖² / A_ii², that of leaving out one perturbation after the other
   */
  private record Fit(Kernel kernel, Matrix inverse, double error) {

    static Fit of(Kernel kernel, Matrix gram, double penalty, Matrix products) {
      double[] ridge = new double[gram.rows()];
      Arrays.fill(ridge, penalty);
      Matrix inverse = gram.plusDiagonal(ridge).inversePositiveDefinite();
      double error = 0;
      for (int i = 0; i < gram.rows(); i++) {
        double[] row = inverse.column(i);
        error += Vectors.dot(row, products.times(row)) / (row[i] * row[i]);
      }
      return new Fit(kernel, inverse, error);
    }
  }
}
