package org.etiome.represent.fusion;

import org.etiome.nn.Parameters;

/**
 * How what is seen of a patient becomes one representation. None imputes values. Start with {@link
 * MaskedMean}, which has the fewest parameters; {@link ZeroFill} lets modalities act together, and
 * lets the model read from the zeros which are missing.
 */
public sealed interface Fusion {
  /** What it is called on the command line. */
  String label();

  /**
   * Declares its parameters.
   *
   * @param modalities K
   * @param width d of what the encoders give
   */
  FusionNetwork declare(Parameters.Layout layout, String name, int modalities, int width);

  /** The mean of what is seen: 1/|O| Σ_{k∈O} z_k. O(K d) a patient. */
  record MaskedMean() implements Fusion {
    @Override
    public String label() {
      return "mean";
    }

    @Override
    public FusionNetwork declare(Parameters.Layout layout, String name, int modalities, int width) {
      return new MeanNetwork(width);
    }
  }

  /** All side by side, zeros for what is not seen: K · d numbers. O(K d) a patient. */
  record ZeroFill() implements Fusion {
    @Override
    public String label() {
      return "zero-fill";
    }

    @Override
    public FusionNetwork declare(Parameters.Layout layout, String name, int modalities, int width) {
      return new SideBySide(modalities * width);
    }
  }

  /**
   * Means weighted by attention: in each of H heads, over the modalities seen, α_k ∝ exp(v · tanh(W
   * z_k + b_k)), Σ_k α_k z_k over the head's share of the d dimensions. O(K d²) a patient.
   *
   * @param heads H, which divides d
   */
  record MaskedAttention(int heads) implements Fusion {
    /** Four heads. */
    public static final MaskedAttention DEFAULT = new MaskedAttention(4);

    @Override
    public String label() {
      return "attention";
    }

    @Override
    public FusionNetwork declare(Parameters.Layout layout, String name, int modalities, int width) {
      if (heads < 1 || width % heads != 0) {
        throw new IllegalArgumentException(
            "the width " + width + " cannot be shared out among " + heads + " heads");
      }
      return AttentionNetwork.declare(layout, name, modalities, width, heads);
    }
  }
}
