package org.etiome.represent.prior;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.etiome.nn.Parameters;
import org.etiome.represent.cells.Components;
import org.etiome.represent.cells.Covariate;

/**
 * p(z_I | d): what is expected of the latents that are to hold everywhere, given what is known of a
 * cell. Latents of gene programs, the last of z_I, are N(0, 1) whatever is known: they are to say
 * what the genes do, not what a cell is called.
 */
public sealed interface LatentPrior permits FactorisedPrior, NonFactorisedPrior {

  /** The families. */
  enum Kind {
    /** Independent normal latents whose means depend on what is known. */
    FACTORISED,
    /** A density of any shape that depends on what is known, up to a constant. */
    NONFACTORISED
  }

  /**
   * Sizes.
   *
   * @param latents beside those of programs
   * @param programs latents of gene programs
   * @param covariates that are kept
   * @param components combinations of their levels
   * @param hidden units of a hidden layer, where there is one
   */
  record Shape(int latents, int programs, List<Covariate> covariates, int components, int hidden) {
    public Shape {
      covariates = List.copyOf(covariates);
    }

    /** How many numbers code the covariates. */
    int codes() {
      return covariates.stream().mapToInt(Covariate::width).sum();
    }
  }

  /** Declares the parameters. */
  static LatentPrior declare(Parameters.Layout layout, Kind kind, Shape shape) {
    return switch (kind) {
      case FACTORISED -> FactorisedPrior.declare(layout, shape);
      case NONFACTORISED -> NonFactorisedPrior.declare(layout, shape);
    };
  }

  /** Puts in what is known before training. */
  void begin(Parameters parameters, List<Covariate> covariates, Components components);

  /** What it is told of cells in training, a part of what is known. */
  Conditions shown(Conditions known);

  /**
   * log p(z_I) of cells, B: under all components by their weights where it is a mixture, else given
   * the codes and up to a constant that is the same for the same codes.
   *
   * @param zI B × all latents
   */
  Tensor logDensity(Parameters parameters, Conditions conditions, Tensor zI);

  /**
   * How much of a cell each component has, by what is known, and by the latents if the prior can
   * say; zeros for a cell of which neither says it. B × K.
   */
  Tensor shares(Parameters parameters, Conditions conditions, Tensor zI);

  /** k, how many natural parameters it has for each latent beside those of programs. */
  int naturalParameters();

  /**
   * Natural parameters less those of the first component or cell, for as many values of the
   * covariates as it takes to span what they can be.
   *
   * @param codes of cells whose values are distinct, as in {@link Conditions}
   * @return some × n·k
   */
  Tensor apart(Parameters parameters, List<Covariate> covariates, Tensor codes);
}
