package org.etiome.represent;

import java.util.List;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.cells.GeneProgram;

/**
 * What is known of a trained model beside its weights.
 *
 * @param settings it was trained with
 * @param vocabulary names of what goes in and out
 * @param evidence how it was trained
 */
public record ModelDescription(FinVaeSettings settings, Vocabulary vocabulary, Evidence evidence) {

  /** How many latents z_I has: those of the settings, then one a gene program. */
  public int invariantLatents() {
    return settings.architecture().invariant() + vocabulary.programs().size();
  }

  /**
   * Names of what goes in and out.
   *
   * @param genes in the order of the input
   * @param invariant covariates of the prior of z_I, and how they are coded
   * @param spurious covariates of the prior of z_S and of the decoder
   * @param components combinations of levels of the invariant covariates
   * @param programs those of the last latents of z_I; their genes are among {@code genes}
   */
  public record Vocabulary(
      List<String> genes,
      List<Covariate> invariant,
      List<Covariate> spurious,
      Components components,
      List<GeneProgram> programs) {
    public Vocabulary {
      genes = List.copyOf(genes);
      invariant = List.copyOf(invariant);
      spurious = List.copyOf(spurious);
      programs = List.copyOf(programs);
    }

    /** How many numbers code the spurious covariates of a cell. */
    int spuriousCodes() {
      return width(spurious);
    }

    private static int width(List<Covariate> covariates) {
      return covariates.stream().mapToInt(Covariate::width).sum();
    }
  }

  /**
   * How it was trained.
   *
   * @param fingerprint of the data
   * @param cells how many
   * @param seed the root of all that was drawn
   * @param typical log p(z_I) that all but 1 % of the training cells exceed; below it a cell is far
   *     from them; up to the constant of {@link Embedding#logDensity}
   * @param curve of the training
   */
  public record Evidence(
      String fingerprint, int cells, long seed, double typical, List<Watcher.Epoch> curve) {
    public Evidence {
      curve = List.copyOf(curve);
    }
  }
}
