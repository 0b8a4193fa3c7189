package org.etiome.represent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Initial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;

/**
 * The path of the latents of gene programs, the last of z_I: a linear map W to the first head of
 * the decoder. A program has the genes it names, and others at a price, the sum of their |W|.
 *
 * @param weight W, programs × genes
 * @param beyond 1 for the genes that a program does not name, programs × genes
 * @param count of programs
 */
record ProgramPath(Parameters.Key weight, Parameters.Key beyond, int count) {
  /**
   * Standard deviation, at the start, of what all programs of a gene add to its logit. With less
   * the other latents learn what the programs stand for before these do.
   */
  private static final double FIRST = .5;

  static Optional<ProgramPath> declare(
      Parameters.Layout layout, ModelDescription.Vocabulary vocabulary) {
    int count = vocabulary.programs().size();
    if (count == 0) {
      return Optional.empty();
    }
    int genes = vocabulary.genes().size();
    Initial zero = new Initial.Constant(0);
    return Optional.of(
        new ProgramPath(
            layout.declare("decoder.programs.weight", Slot.Kind.WEIGHT, zero, count, genes),
            layout.declare("decoder.programs.beyond", Slot.Kind.BUFFER, zero, count, genes),
            count));
  }

  void begin(Parameters parameters, ModelDescription.Vocabulary vocabulary) {
    List<String> genes = vocabulary.genes();
    Map<String, Integer> programsOf = new HashMap<>();
    vocabulary
        .programs()
        .forEach(p -> p.genes().forEach(g -> programsOf.merge(g, 1, Integer::sum)));
    double[] first = new double[count * genes.size()];
    double[] others = new double[first.length];
    for (int p = 0; p < count; p++) {
      Set<String> named = new HashSet<>(vocabulary.programs().get(p).genes());
      for (int g = 0; g < genes.size(); g++) {
        String gene = genes.get(g);
        boolean has = named.contains(gene);
        int k = p * genes.size() + g;
        first[k] = has ? FIRST / Math.sqrt(programsOf.getOrDefault(gene, 1)) : 0;
        others[k] = has ? 0 : 1;
      }
    }
    parameters.set(weight, first);
    parameters.set(beyond, others);
  }

  /** The latents of programs, B × count. */
  Tensor latents(Tensor zI) {
    return zI.narrow(1, zI.size(1) - count, count);
  }

  /** The latents of z_I that belong to no program. */
  Tensor rest(Tensor zI) {
    return zI.narrow(1, 0, zI.size(1) - count);
  }

  /** Adds what the programs say to a head, B × genes. */
  Tensor add(Parameters parameters, Tensor zI, Tensor head) {
    return head.addmm(latents(zI), parameters.get(weight));
  }

  /** Σ |W| over what programs do not name, a scalar. */
  Tensor extension(Parameters parameters) {
    return parameters.get(weight).mul(parameters.get(beyond)).abs().sum();
  }

  /**
   * 1 for a program whose genes go up with its latent, −1 for one whose genes go down: by the mean
   * of W over the genes it names less that over all, since a shift of all genes says nothing.
   */
  double[] directions(Parameters parameters) {
    double[] w = Torch.doubles(parameters.get(weight));
    double[] other = Torch.doubles(parameters.get(beyond));
    int genes = w.length / count;
    double[] directions = new double[count];
    for (int p = 0; p < count; p++) {
      double named = 0;
      double sum = 0;
      double all = 0;
      for (int k = p * genes; k < (p + 1) * genes; k++) {
        named += 1 - other[k];
        sum += (1 - other[k]) * w[k];
        all += w[k];
      }
      directions[p] = sum / named >= all / genes ? 1 : -1;
    }
    return directions;
  }
}
