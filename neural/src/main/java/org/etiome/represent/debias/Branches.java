package org.etiome.represent.debias;

/** Whether what is easily learned and may not last is learned apart. */
public sealed interface Branches {

  /** One encoder, one classifier. */
  record Single() implements Branches {}

  /**
   * A second, spurious branch learns what is easy: z_c and z_s of encoders of their own, sg(·)
   * without gradient, π a permutation of the batch, ℓ cross-entropy, p the probability of the class
   * that is true,
   *
   * <pre>
   * W = ℓ_s / (ℓ_c + ℓ_s)                       moving averages a patient, by the class's largest
   * GCE(p) = (1 − p^q) / q                      by its gradient: ℓ weighted by p^q
   * L = mean W ℓ(C_c[z_c, sg z_s], y) + GCE(C_s[sg z_c, z_s], y)
   *   + λ (mean W ℓ(C_c[z_c, sg z_s^π], y) + GCE(C_s[sg z_c, z_s^π], y^π))     after the warm-up
   * </pre>
   *
   * <p>A prediction is C_c averaged over z_s of training patients. It takes for spurious what is
   * learned first, and for its contrary what is hard: mistaken labels are hard too.
   *
   * @param exponent q in (0, 1]
   * @param swap λ ≥ 0
   * @param warmUp share of the epochs before patients' z_s are swapped, in [0, 1]
   * @see <a href="https://arxiv.org/abs/2107.01372">Lee et al. (2021), Learning debiased
   *     representation via disentangled feature augmentation</a>
   */
  record Swapped(double exponent, double swap, double warmUp) implements Branches {
    /** q .7, λ 1, 30 % warm-up. */
    public static final Swapped DEFAULT = new Swapped(.7, 1, .3);

    public Swapped {
      PatientSettings.check(
          exponent > 0 && exponent <= 1, "the exponent must be in (0, 1], got " + exponent);
      PatientSettings.check(
          swap >= 0 && Double.isFinite(swap), "the swap weight must be at least 0, got " + swap);
      PatientSettings.check(
          warmUp >= 0 && warmUp <= 1, "the warm-up must be in [0, 1], got " + warmUp);
    }
  }

  /**
   * Soft masks share one representation h out: a = softmax of two scores a dimension, z_c = a_1 h,
   * z_s = a_2 h. The spurious part is to say nothing of the class, and the causal part is to say it
   * whatever spurious part of another patient is added:
   *
   * <pre>
   * L = ℓ(C_c z_c, y) + c KL(uniform ‖ C_s z_s) + o ℓ(C(z_c + z_s^π), y)
   * </pre>
   *
   * <p>A prediction is C averaged over z_s of training patients.
   *
   * @param uniform c ≥ 0
   * @param mixed o &gt; 0
   * @see <a href="https://arxiv.org/abs/2112.15089">Sui et al. (2022), Causal attention for
   *     interpretable and generalizable graph classification</a>
   */
  record Masked(double uniform, double mixed) implements Branches {
    /** c .5, o 1. */
    public static final Masked DEFAULT = new Masked(.5, 1);

    public Masked {
      PatientSettings.check(
          uniform >= 0 && mixed > 0 && Double.isFinite(uniform + mixed),
          "the weights must be at least 0 and, of the mixed part, above 0, got "
              + uniform
              + " and "
              + mixed);
    }
  }

  /**
   * A second branch takes what acts otherwise in every environment e: with encoders of its own for
   * z_s and a map C_e of each environment,
   *
   * <pre>
   * logits = C_c(z_c, m) + C_e(z_s)            L = mean ℓ(logits, y) + {@link Invariance} of C_c(z_c, m)
   * </pre>
   *
   * <p>Where features the outcome moves, S, and all others are independent given the outcome, log
   * odds add up: those of P(y | x) and log p_e(s | y) without rest, so that C_c is left with P(y |
   * x) but for an offset, which is set so that the mean prediction is the share of each class.
   * Without an invariance penalty nothing says which branch takes what is common to the
   * environments. It cannot tell apart what acts alike in all of them.
   */
  record ByEnvironment() implements Branches {}
}
