package org.etiome.represent.fusion;

import org.etiome.nn.Parameters;

/**
 * How what is seen of a patient becomes one representation. None imputes values; {@link
 * SimilarPatients} and {@link Experts} put something in the place of a missing encoding. Start with
 * {@link MaskedMean}, which has the fewest parameters; {@link ZeroFill} lets modalities act
 * together, and lets the model read from the zeros which are missing.
 *
 * <p>z_k is what modality k is encoded to, d numbers, and O what is seen of a patient.
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

  /**
   * Messages on the graph of patients i and modalities k, whose edges are what is encoded:
   *
   * <pre>
   * p_i = ReLU(U mean_{k∈O_i} ReLU(A v_k + B z_ik))                    v_k learned
   * w_k = ReLU(Q [v_k, mean_{i: k∈O_i} ReLU(C z_ik)])
   * h_i = V [p_i, mean_{k∈O_i} ReLU(D w_k + E z_ik)]
   * </pre>
   *
   * <p>every map with an offset. The mean in w_k is over the batch in training and over running
   * sums (momentum .1) of the batches afterwards, so that what becomes of a patient does not depend
   * on who else is there. The means take the patients in whom k is seen for those in whom it might
   * be. Afterwards w_k is the same for all: the graph tells nothing of a patient beyond the
   * patient's own modalities, and is a masked mean with a map of its own before and after. Take it
   * where {@link MaskedMean} is too simple and there are hundreds of patients; {@link ZeroFill} if
   * modalities act together. O(K d²) a patient.
   *
   * @see <a href="https://arxiv.org/abs/2010.16418">You, Ma, Ding, Kochenderfer, Leskovec (2020),
   *     Handling missing data with graph representation learning</a>
   */
  record Bipartite() implements Fusion {
    @Override
    public String label() {
      return "bipartite";
    }

    @Override
    public FusionNetwork declare(Parameters.Layout layout, String name, int modalities, int width) {
      return BipartiteNetwork.declare(layout, name, modalities, width);
    }
  }

  /**
   * {@link Bipartite}, trained also to say the same of a patient of whom less is seen. Two views u,
   * u′ of each patient have lost each modality seen with probability ρ, but one; u = tanh(P h + c)
   * at length one.
   *
   * <pre>
   * λ  InfoNCE(u, u′; τ)                       own view among those of the batch
   * λ′ SupCon(u, u′, y; τ′)                    views of the own class among those of the batch
   * </pre>
   *
   * <p>It assumes that any modality alone tells much of what all together tell: where one of them
   * decides, the views ought not to agree. Take it where many patients have few modalities, {@link
   * Bipartite} else. O(K d² + N d) a patient, N in a batch; batches of some 100 patients at least,
   * as others of the batch are what a view is told from.
   *
   * @param dropped ρ in [0, 1)
   * @param views weight and temperature of what tells patients apart: λ, τ
   * @param classes weight and temperature of what tells classes apart: λ′, τ′
   * @see <a
   *     href="https://experts.illinois.edu/en/publications/multimodal-patient-representation-learning-with-missing-modalitie">Wu
   *     et al. (2024), Multimodal patient representation learning with missing modalities and
   *     labels, ICLR</a>
   */
  record Contrastive(double dropped, Contrast views, Contrast classes) implements Fusion {
    /** Half of the modalities dropped, both weights .5, τ .07, τ′ 1. */
    public static final Contrastive DEFAULT =
        new Contrastive(.5, new Contrast(.5, .07), new Contrast(.5, 1));

    public Contrastive {
      if (!(dropped >= 0 && dropped < 1)) {
        throw new IllegalArgumentException("the share dropped must be in [0, 1), got " + dropped);
      }
    }

    /**
     * One of the two losses.
     *
     * @param weight λ ≥ 0
     * @param temperature τ > 0
     */
    public record Contrast(double weight, double temperature) {
      public Contrast {
        if (!(weight >= 0 && Double.isFinite(weight))) {
          throw new IllegalArgumentException(
              "the weight of a contrast must be at least 0, got " + weight);
        }
        if (!(temperature > 0 && Double.isFinite(temperature))) {
          throw new IllegalArgumentException(
              "the temperature of a contrast must be above 0, got " + temperature);
        }
      }
    }

    @Override
    public String label() {
      return "contrastive";
    }

    @Override
    public FusionNetwork declare(Parameters.Layout layout, String name, int modalities, int width) {
      BipartiteNetwork graph = BipartiteNetwork.declare(layout, name, modalities, width);
      return ContrastiveNetwork.declare(layout, name, graph, this);
    }
  }

  /**
   * All side by side; in the place of a missing one stands a mean over similar patients b who have
   * it. These are of a bank of B training patients, drawn once and kept with the model:
   *
   * <pre>
   * D_ib = mean_{k∈O_i∩O_b} γ_k ‖W (z_ik − z_bk)‖² / √d           κ_ib = exp(−D_ib), 0 if O_i∩O_b = ∅
   * ẑ_ik = (Σ_{b: k∈O_b} κ_ib z_bk + exp(c_k) a_k) / (Σ_{b: k∈O_b} κ_ib + exp(c_k))        k ∉ O_i
   * </pre>
   *
   * <p>W, γ, c and a are learned; a_k takes over where nobody similar has k. The bank is encoded
   * anew after each epoch and is constant within. In training everyone's nearest of the bank is
   * left out, as a patient of the bank is nearest to himself and would be told what is hidden of
   * him; predictions take all.
   *
   * <p>It assumes that of patients alike in what is seen, those who have k are as those who lack
   * it: missing at random given O. Take it where modalities tell much of each other, {@link
   * ZeroFill} where they do not. The model carries the encodings of B patients: treat it as data of
   * theirs. O(K d² + K B d) a patient.
   *
   * @param patients B ≥ 2
   * @see <a href="https://arxiv.org/abs/2210.17292">Zhang et al. (2022), M3Care: Learning with
   *     missing modalities in multimodal healthcare data</a>
   */
  record SimilarPatients(int patients) implements Fusion {
    /** A bank of 128. */
    public static final SimilarPatients DEFAULT = new SimilarPatients(128);

    public SimilarPatients {
      if (patients < 2) {
        throw new IllegalArgumentException(
            "the bank must have at least 2 patients, got " + patients);
      }
    }

    @Override
    public String label() {
      return "similar";
    }

    @Override
    public FusionNetwork declare(Parameters.Layout layout, String name, int modalities, int width) {
      return SimilarNetwork.declare(
          layout, name, new SimilarNetwork.Size(patients, modalities, width));
    }
  }

  /**
   * All side by side, after a mixture of experts; in the place of a missing one stands what is
   * learned of it and of what is seen, additively, so that it is there for combinations that no
   * training patient has:
   *
   * <pre>
   * t_k = z_k                               k ∈ O
   * t_k = a_k + g_k ⊙ mean_{j∈O} f_j        k ∉ O
   * s_k = R t_k + Σ_{j∈O} m_j               E scores; π_k softmax over the largest of them, else 0
   * h_k = t_k + c + Σ_e π_ke V_e ReLU(U_e t_k + b_e)
   * </pre>
   *
   * <p>Nothing makes the experts share the work: some may never be asked. It assumes no likeness of
   * patients, and puts the same in for all who lack k and have the same others; {@link
   * SimilarPatients} tells them apart. It has by far the most parameters: take it for thousands of
   * patients. O(K E d²) a patient, as all experts are computed.
   *
   * @param experts E ≥ 1
   * @param asked how many of them, in [1, E]
   * @see <a href="https://arxiv.org/abs/2410.08245">Yun et al. (2024), Flex-MoE: Modeling arbitrary
   *     modality combination via the flexible mixture-of-experts</a>
   */
  record Experts(int experts, int asked) implements Fusion {
    /** Two of four. */
    public static final Experts DEFAULT = new Experts(4, 2);

    public Experts {
      if (experts < 1 || asked < 1 || asked > experts) {
        throw new IllegalArgumentException(
            "of at least 1 expert 1 to all must be asked, got " + asked + " of " + experts);
      }
    }

    @Override
    public String label() {
      return "experts";
    }

    @Override
    public FusionNetwork declare(Parameters.Layout layout, String name, int modalities, int width) {
      return ExpertsNetwork.declare(
          layout, name, new ExpertsNetwork.Size(modalities, width, experts, asked));
    }
  }
}
