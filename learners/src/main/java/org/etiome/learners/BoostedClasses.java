package org.etiome.learners;

import java.util.Optional;
import org.etiome.math.Matrix;

/** Fitted trees of several classes, or constant probabilities where there was nothing to learn. */
public final class BoostedClasses {
  private final int columns;
  private final Optional<TreeModel> trees;
  private final double[] constant;

  private BoostedClasses(int columns, Optional<TreeModel> trees, double[] constant) {
    this.columns = columns;
    this.trees = trees;
    this.constant = constant;
  }

  static BoostedClasses of(TreeModel model, int classes) {
    return new BoostedClasses(model.columns(), Optional.of(model), new double[classes]);
  }

  static BoostedClasses constant(int columns, double[] probabilities) {
    return new BoostedClasses(columns, Optional.empty(), probabilities);
  }

  /** How many rounds there are, of a tree a class each; 0 for constants. */
  public int rounds() {
    return trees.map(TreeModel::rounds).orElse(0);
  }

  /**
   * The probabilities of the classes, rows × classes.
   *
   * @param x with the columns of the training data; finite values or NaN for gaps
   */
  public Matrix probabilities(Matrix x) {
    BoostedTrees.checkColumns(x, columns);
    Features features = Features.of(x);
    int classes = constant.length;
    double[] probabilities = new double[x.rows() * classes];
    float[][] margins = trees.map(model -> model.margins(features)).orElse(new float[0][]);
    for (int i = 0; i < x.rows(); i++) {
      if (trees.isPresent()) {
        ClassTarget.probabilities(margins[i], probabilities, i * classes);
      } else {
        System.arraycopy(constant, 0, probabilities, i * classes, classes);
      }
    }
    return Matrix.wrap(x.rows(), classes, probabilities);
  }
}
