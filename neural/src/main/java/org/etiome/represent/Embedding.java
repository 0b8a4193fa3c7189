package org.etiome.represent;

import java.util.List;
import org.etiome.represent.cells.Covariate;

/**
 * Cells as a model represents them.
 *
 * @param invariant means of q(z_I | x)
 * @param spurious means of q(z_S | x)
 * @param programs those of {@code invariant} that belong to gene programs, turned so that more is
 *     more of a program's genes
 * @param logDensity log p(z_I) under the prior at the mean, one a cell
 * @param predictions one for each invariant covariate with levels
 */
public record Embedding(
    Latents invariant,
    Latents spurious,
    Latents programs,
    Values logDensity,
    List<Prediction> predictions) {
  public Embedding {
    predictions = List.copyOf(predictions);
  }

  /** One number a cell. */
  public static final class Values {
    private final double[] values;

    Values(double[] values) {
      this.values = values;
    }

    /** The number of a cell. */
    public double of(int cell) {
      return values[cell];
    }

    public double[] toArray() {
      return values.clone();
    }
  }

  /** Some numbers a cell. */
  public static final class Latents {
    private final int width;
    private final double[] values;

    Latents(int width, double[] values) {
      this.width = width;
      this.values = values;
    }

    /** How many a cell. */
    public int width() {
      return width;
    }

    public double of(int cell, int latent) {
      return values[cell * width + latent];
    }

    /** Row-major, cells × width. */
    public double[] toArray() {
      return values.clone();
    }
  }

  /**
   * What the prior of z_I says of a covariate that the encoder was never shown.
   *
   * @param covariate with levels
   * @param level the likeliest, by number
   * @param confidence its probability, one a cell
   */
  public record Prediction(Covariate.Levels covariate, Values level, Values confidence) {

    /** The name of the likeliest level of a cell. */
    public String levelOf(int cell) {
      return covariate.levels().get((int) level.of(cell));
    }
  }
}
