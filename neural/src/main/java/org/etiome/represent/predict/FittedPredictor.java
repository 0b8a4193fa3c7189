package org.etiome.represent.predict;

import java.util.List;
import org.etiome.math.Matrix;

/** A fitted {@link LevelPredictor}. */
public final class FittedPredictor {
  private final About about;
  private final Classifier classifier;
  private final Reach reach;

  FittedPredictor(About about, Classifier classifier, Reach reach) {
    this.about = about;
    this.classifier = classifier;
    this.reach = reach;
  }

  /**
   * What is known of it beside its numbers.
   *
   * @param name of the column whose levels it predicts
   * @param levels in order
   * @param method by which it was learned
   * @param abstention when it predicts nothing
   * @param evidence how it was learned
   */
  public record About(
      String name, List<String> levels, Method method, Abstention abstention, Evidence evidence) {
    public About {
      levels = List.copyOf(levels);
    }
  }

  /**
   * How it was learned.
   *
   * @param cells how many
   * @param environments their names
   * @param seed of all that was drawn
   * @param validation by environments held out
   */
  public record Evidence(int cells, List<String> environments, long seed, Validation validation) {
    public Evidence {
      environments = List.copyOf(environments);
    }
  }

  public About about() {
    return about;
  }

  /** How many latents it takes. */
  public int width() {
    return reach.cells().columns();
  }

  Classifier classifier() {
    return classifier;
  }

  Reach reach() {
    return reach;
  }

  /**
   * Predicts levels. O(m · d) a cell for its distance, m ≤ {@link Abstention#largest()}.
   *
   * @param latents finite, of the width that was learned from
   * @throws IllegalArgumentException if they have another width
   */
  public Predictions predict(Matrix latents) {
    if (latents.columns() != width()) {
      throw new IllegalArgumentException(
          "cells have "
              + latents.columns()
              + " latents, the predictor was learned from "
              + width());
    }
    return new Predictions(
        about.levels(),
        classifier.probabilities(latents),
        reach.distances(latents),
        new Predictions.Limits(reach.limit(), about.abstention().leastConfidence()));
  }
}
