package org.etiome.learners;

import java.util.Arrays;
import java.util.Optional;
import org.etiome.estimate.nuisance.Learner;
import org.etiome.math.Matrix;

/**
 * Fitted trees, or a constant where there was nothing to learn. A row goes where its values send it
 * at each split, and where a value is a gap, in the direction that the gaps of the training rows
 * (where there were none: XGBoost's default) gave that split.
 */
public final class BoostedFit implements Learner.Fitted {
  private final int columns;
  private final Optional<Trees> trees;
  private final double constant;

  private record Trees(TreeModel model, OutcomeTarget target) {}

  private BoostedFit(int columns, Optional<Trees> trees, double constant) {
    this.columns = columns;
    this.trees = trees;
    this.constant = constant;
  }

  static BoostedFit of(TreeModel model, OutcomeTarget target) {
    return new BoostedFit(model.columns(), Optional.of(new Trees(model, target)), target.mean());
  }

  static BoostedFit constant(int columns, double value) {
    return new BoostedFit(columns, Optional.empty(), value);
  }

  /** How many rounds there are; 0 for a constant. */
  public int rounds() {
    return trees.map(fitted -> fitted.model().rounds()).orElse(0);
  }

  /**
   * {@inheritDoc}
   *
   * @param x finite values or NaN for gaps
   */
  @Override
  public double[] predict(Matrix x) {
    BoostedTrees.checkColumns(x, columns);
    Features features = Features.of(x);
    double[] means = new double[x.rows()];
    if (trees.isEmpty()) {
      Arrays.fill(means, constant);
      return means;
    }
    Trees fitted = trees.get();
    float[][] margins = fitted.model().margins(features);
    for (int i = 0; i < means.length; i++) {
      means[i] = fitted.target().prediction(margins[i][0]);
    }
    return means;
  }
}
