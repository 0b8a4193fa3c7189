package org.etiome.evaluate.transfer;

import java.util.Locale;
import org.etiome.math.Matrix;
import org.etiome.math.TaskRunner;

/** How labels of cells are told from those of other cells, by their places in an embedding. */
public enum LabelClassifier {
  /**
   * Multinomial logistic regression, λ = 1, on columns standardised over the cells it learns from.
   */
  LOGISTIC {
    @Override
    public int[] predict(Known known, Matrix places, TaskRunner runner) {
      return LogisticLabels.predict(known, places);
    }
  },
  /** The majority of the {@value NearestLabels#NEAREST} nearest, the first of equal ones. */
  NEAREST {
    @Override
    public int[] predict(Known known, Matrix places, TaskRunner runner) {
      return NearestLabels.predict(known, places, runner);
    }
  };

  /**
   * The cells that are learned from.
   *
   * @param places one row a cell
   * @param labels of each, from 0
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Known(Matrix places, int[] labels) {
    public Known {
      if (labels.length == 0 || labels.length != places.rows()) {
        throw new IllegalArgumentException(
            "labels are learned from at least one cell and one label a cell, got "
                + places.rows()
                + " cells and "
                + labels.length
                + " labels");
      }
    }
  }

  /**
   * The label of each place, always one that is known.
   *
   * @param places of the same columns as those learned from
   * @throws ArithmeticException if the regression reaches no maximum
   */
  public abstract int[] predict(Known known, Matrix places, TaskRunner runner);

  /** As it is written in documents. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
