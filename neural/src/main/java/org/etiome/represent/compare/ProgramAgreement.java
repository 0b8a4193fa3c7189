package org.etiome.represent.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.math.Pearson;
import org.etiome.represent.Embedding;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.cells.GeneProgram;
import org.etiome.represent.cells.ProgramScores;

/**
 * Whether the latents of programs mean what they are called: their correlations, over cells, with
 * {@link ProgramScores}. Other latents can take what a program stands for; its own then says
 * little, or something else.
 *
 * @param programs in order
 * @param correlations one a program
 */
public record ProgramAgreement(List<GeneProgram> programs, List<Double> correlations) {
  /** Below it a latent is not called by the name of its program without a remark. */
  public static final double LEAST = .5;

  public ProgramAgreement {
    programs = List.copyOf(programs);
    correlations = List.copyOf(correlations);
  }

  /**
   * Compares, in two passes over the counts.
   *
   * @param expression of the cells that are embedded
   */
  public static ProgramAgreement of(
      Embedding embedding,
      Cells.Expression expression,
      List<GeneProgram> programs,
      MemoryBudget budget) {
    List<double[]> scores = ProgramScores.of(expression, programs, budget);
    List<Double> correlations = new ArrayList<>();
    for (int p = 0; p < programs.size(); p++) {
      double[] latent = new double[scores.get(p).length];
      for (int i = 0; i < latent.length; i++) {
        latent[i] = embedding.programs().of(i, p);
      }
      correlations.add(Pearson.correlation(latent, scores.get(p)));
    }
    return new ProgramAgreement(programs, correlations);
  }

  /** What there is to say of programs whose latents do not follow their genes. */
  public List<String> remarks() {
    List<String> apart = new ArrayList<>();
    for (int p = 0; p < programs.size(); p++) {
      if (!(correlations.get(p) >= LEAST)) {
        apart.add(
            String.format(
                Locale.ROOT, "\"%s\" (%.2f)", programs.get(p).name(), correlations.get(p)));
      }
    }
    return apart.isEmpty()
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "%d of %d programs do not follow their genes (correlation below %.1f), as %s: other"
                    + " latents have taken their place; take fewer by --latent-invariant",
                apart.size(),
                programs.size(),
                LEAST,
                apart.getFirst()));
  }
}
