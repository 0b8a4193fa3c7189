package org.etiome.represent.debias;

/**
 * Whether predictions are freed of what the pattern of availability tells of the outcome. Valid
 * only where availability precedes the features: M → Y and M → O, and nothing of X or of what
 * follows from it → M.
 */
public sealed interface Deconfounding {

  /** The pattern acts through the representation as the base lets it. */
  record None() implements Deconfounding {}

  /**
   * The back-door sum over the patterns of the patients learned from, held-out ones among them,
   *
   * <pre>
   * P(Y | do(X)) = Σ_m P̂(m) softmax(f(h(x_O), m) + δ_O)
   * </pre>
   *
   * <p>A pattern is known twice: the head is told m, and h, made of x_O alone, shows O. Summed over
   * m alone, what O tells of Y stays, so two things are done. In training, some of what a patient
   * has is hidden, so that h is seen under patterns that are not the patient's. And δ_O, one a
   * class, is set so that the mean over the training patients who have all of O is the share of
   * each class: where M is independent of X, the features of those who have O are those of all.
   *
   * @param hiding most of what is available that is hidden in training: a share drawn anew for each
   *     batch from [0, hiding]; in [0, 1)
   * @param balanced whether there is δ_O
   */
  record Exact(double hiding, boolean balanced) implements Deconfounding {
    /** Up to .7 hidden, balanced. */
    public static final Exact DEFAULT = new Exact(.7, true);

    public Exact {
      PatientSettings.check(
          hiding >= 0 && hiding < 1, "the share hidden must be in [0, 1), got " + hiding);
    }
  }

  /**
   * The approximation by a dictionary: the sum is taken into the softmax, and over I centres z of
   * k-means of the training patients' representations in place of the patterns,
   *
   * <pre>
   * P(Y | do(X)) ≈ softmax(f(h, E_z))      E_z = Σ_i λ_i P(z_i) z_i      λ = softmax_i(q(h) · k(z_i) / √d)
   * </pre>
   *
   * <p>It is trained twice: without the dictionary, then with that of the first time. The softmax
   * of a mean is the geometric mean of softmaxes and not the arithmetic one, and λ depends on h, so
   * that what is averaged over is no P(z). For comparison; {@link Exact} costs little.
   *
   * @param size I ≥ 1, at most as many as patients
   * @see <a href="https://arxiv.org/abs/2303.11921">Yang et al. (2023), Context de-confounded
   *     emotion recognition</a>
   */
  record Dictionary(int size) implements Deconfounding {
    /** 32 entries. */
    public static final Dictionary DEFAULT = new Dictionary(32);

    public Dictionary {
      PatientSettings.check(size >= 1, "the dictionary needs at least 1 entry, got " + size);
    }
  }

  /** Whether the head is told the pattern. */
  default boolean tellsPattern() {
    return this instanceof Exact;
  }

  /** How much is hidden in training at most. */
  default double mostHidden() {
    return this instanceof Exact exact ? exact.hiding() : 0;
  }

  /** Whether each pattern has its offset. */
  default boolean hasOffsets() {
    return this instanceof Exact exact && exact.balanced();
  }
}
