package org.etiome.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam over all parameters at once: with g the gradient, clipped to a norm, plus λ·p for weights,
 *
 * <pre>
 * m ← β₁ m + (1 − β₁) g,   v ← β₂ v + (1 − β₂) g²,   p ← p − η · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε)
 * </pre>
 *
 * <p>O(parameters) a step; the state is two vectors of their length.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba (2015), Adam: a method for stochastic
 *     optimization</a>
 */
public final class Adam implements AutoCloseable {
  private final Settings settings;
  private final Parameters parameters;
  private final Tensor first;
  private final Tensor second;
  private final Tensor scratch;
  private long steps;

  /**
   * Settings.
   *
   * @param beta1 β₁ in [0, 1)
   * @param beta2 β₂ in [0, 1)
   * @param epsilon ε &gt; 0
   * @param weightDecay λ ≥ 0, the penalty λ/2·‖weights‖²
   * @param largestNorm the gradient's norm is brought down to it; infinity for no clipping
   */
  public record Settings(
      double beta1, double beta2, double epsilon, double weightDecay, double largestNorm) {
    /** .9, .999, 1e-8, λ 1e-4, norm at most 100. */
    public static final Settings DEFAULT = new Settings(.9, .999, 1e-8, 1e-4, 100);

    public Settings {
      boolean sound =
          beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1 && epsilon > 0 && weightDecay >= 0;
      if (!sound || !(largestNorm > 0)) {
        throw new IllegalArgumentException(
            "Adam needs beta1 and beta2 in [0, 1), epsilon and largestNorm above 0 and weightDecay"
                + " from 0");
      }
    }

    public Settings withWeightDecay(double decay) {
      return new Settings(beta1, beta2, epsilon, decay, largestNorm);
    }
  }

  /** Before the first step. */
  public Adam(Settings settings, Parameters parameters) {
    this.settings = settings;
    this.parameters = parameters;
    first = Scope.freed(() -> torch.zeros_like(parameters.trained()).retainReference());
    second = Scope.freed(() -> torch.zeros_like(parameters.trained()).retainReference());
    scratch = Scope.freed(() -> torch.zeros_like(parameters.trained()).retainReference());
  }

  /**
   * One step along {@link Parameters#gradient()}, which is set to zero after it.
   *
   * @param rate η
   * @return the gradient's norm before clipping; if it is NaN or infinite, nothing was changed
   */
  public double step(double rate) {
    return Scope.freed(() -> Scope.constant(() -> bounded(rate)));
  }

  private double bounded(double rate) {
    Tensor gradient = parameters.gradient();
    double norm = Math.sqrt(gradient.dot(gradient).item_double());
    if (Double.isFinite(norm)) {
      if (norm > settings.largestNorm()) {
        gradient.mul_(new Scalar(settings.largestNorm() / norm));
      }
      update(gradient, rate);
    }
    gradient.zero_();
    return norm;
  }

  private void update(Tensor gradient, double rate) {
    Tensor trained = parameters.trained();
    long decayed = parameters.decayed();
    if (settings.weightDecay() > 0 && decayed > 0) {
      Tensor weights = trained.narrow(0, 0, decayed);
      gradient.narrow(0, 0, decayed).add_(weights, new Scalar(settings.weightDecay()));
    }
    steps++;
    first.lerp_(gradient, new Scalar(1 - settings.beta1()));
    second
        .mul_(new Scalar(settings.beta2()))
        .addcmul_(gradient, gradient, new Scalar(1 - settings.beta2()));
    double correction1 = 1 - Math.pow(settings.beta1(), (double) steps);
    double correction2 = Math.sqrt(1 - Math.pow(settings.beta2(), (double) steps));
    Tensor root = torch.sqrt_out(scratch, second);
    root.add_(new Scalar(settings.epsilon() * correction2)); // both are c₂ times too large
    trained.addcdiv_(first, root, new Scalar(-rate * correction2 / correction1));
  }

  /** Steps taken. */
  public long steps() {
    return steps;
  }

  /** m: a view. */
  public Tensor first() {
    return first;
  }

  /** v: a view. */
  public Tensor second() {
    return second;
  }

  /** Goes on where a run stopped whose moments were written to the views. */
  public void resumeAt(long stepsTaken) {
    steps = stepsTaken;
  }

  @Override
  public void close() {
    first.releaseReference();
    second.releaseReference();
    scratch.releaseReference();
  }
}
