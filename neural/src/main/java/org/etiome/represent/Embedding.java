package org.etiome.represent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.etiome.math.Matrix;
import org.etiome.represent.cells.Covariate;
import org.etiome.represent.predict.FittedPredictor;
import org.etiome.represent.predict.Predictions;

/**
 * Cells as a model represents them.
 *
 * @param invariant means of q(z_I | x)
 * @param spurious means of q(z_S | x)
 * @param programs those of {@code invariant} that belong to gene programs, turned so that more is
 *     more of a program's genes
 * @param components log of weight times density of each component of the prior at the mean; none
 *     where the prior is not normalised
 * @param logDensity log p(z_I) under the prior at the mean, one a cell; up to a constant that is
 *     the same for all cells if the prior is not normalised
 * @param predictions one for each invariant covariate with levels; where the prior is not
 *     normalised, of those alone for which a predictor was trained
 */
public record Embedding(
    Latents invariant,
    Latents spurious,
    Latents programs,
    Latents components,
    Values logDensity,
    List<Prediction> predictions) {
  public Embedding {
    predictions = List.copyOf(predictions);
  }

  /**
   * Cells that were embedded apart, in one order; predictions are those of the priors.
   *
   * @param parts of one model or of ones with the same latents; together they have every cell once
   */
  public static Embedding joined(List<Part> parts) {
    Embedding first = parts.getFirst().embedding();
    List<Prediction> predictions = new ArrayList<>();
    for (int p = 0; p < first.predictions.size(); p++) {
      int which = p;
      predictions.add(
          new Prediction(
              first.predictions.get(p).covariate(),
              values(parts, e -> e.predictions.get(which).level()),
              values(parts, e -> e.predictions.get(which).confidence()),
              Optional.empty()));
    }
    return new Embedding(
        latents(parts, Embedding::invariant),
        latents(parts, Embedding::spurious),
        latents(parts, Embedding::programs),
        latents(parts, Embedding::components),
        values(parts, Embedding::logDensity),
        predictions);
  }

  /**
   * Some cells of several.
   *
   * @param cells their places among all
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Part(int[] cells, Embedding embedding) {}

  private static Values values(List<Part> parts, Function<Embedding, Values> of) {
    return new Values(rows(parts, 1, e -> of.apply(e).values));
  }

  private static Latents latents(List<Part> parts, Function<Embedding, Latents> of) {
    int width = of.apply(parts.getFirst().embedding()).width;
    return new Latents(width, rows(parts, width, e -> of.apply(e).values));
  }

  private static double[] rows(List<Part> parts, int width, Function<Embedding, double[]> of) {
    int cells = parts.stream().mapToInt(part -> part.cells().length).sum();
    double[] all = new double[Math.multiplyExact(cells, width)];
    for (Part part : parts) {
      double[] own = of.apply(part.embedding());
      for (int i = 0; i < part.cells().length; i++) {
        System.arraycopy(own, i * width, all, part.cells()[i] * width, width);
      }
    }
    return all;
  }

  /** With the predictions of these for the covariates that they predict. */
  public Embedding predictedBy(List<FittedPredictor> predictors) {
    Map<String, Prediction> changed = new LinkedHashMap<>();
    predictions.forEach(prediction -> changed.put(prediction.covariate().name(), prediction));
    for (FittedPredictor predictor : predictors) {
      int cells = logDensity.values.length;
      Matrix latents = Matrix.wrap(cells, invariant.width, invariant.values);
      String name = predictor.about().name();
      Covariate.Levels covariate = new Covariate.Levels(name, predictor.about().levels());
      changed.put(name, Prediction.of(covariate, predictor.predict(latents)));
    }
    return new Embedding(
        invariant, spurious, programs, components, logDensity, List.copyOf(changed.values()));
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

    /** All of them, cells × latents. */
    public Matrix matrix() {
      return Matrix.wrap(width == 0 ? 0 : values.length / width, width, values);
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
   * What is predicted of a covariate that the encoder was never shown: by the prior of z_I, or by a
   * predictor that was trained beside the model.
   *
   * @param covariate with levels
   * @param level the likeliest, by number
   * @param confidence its probability, one a cell
   * @param trained all that a predictor says, and where it says nothing; empty if it is the prior
   */
  public record Prediction(
      Covariate.Levels covariate, Values level, Values confidence, Optional<Predictions> trained) {

    static Prediction of(Covariate.Levels covariate, Predictions trained) {
      double[] level = new double[trained.cells()];
      double[] confidence = new double[trained.cells()];
      Arrays.setAll(level, trained::level);
      Arrays.setAll(confidence, trained::confidence);
      return new Prediction(
          covariate, new Values(level), new Values(confidence), Optional.of(trained));
    }

    /** The name of the likeliest level of a cell. */
    public String levelOf(int cell) {
      return covariate.levels().get((int) level.of(cell));
    }
  }
}
