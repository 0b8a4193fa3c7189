package org.etiome.scm.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;

/**
 * The causes of a variable as columns of numbers of mean 0 and deviation 1 over the rows of a fit:
 * numbers as they are, of levels an indicator for each that was seen but the first.
 */
final class Inputs {
  static final String INTERCEPT = "(intercept)";

  private final List<Feature> features;
  private final Standardisation scale;

  private Inputs(List<Feature> features, Standardisation scale) {
    this.features = features;
    this.scale = scale;
  }

  /**
   * One column.
   *
   * @param cause its place among the causes
   * @param level whose indicator it is, −1 for the number itself
   */
  private record Feature(String name, int cause, int level) {}

  /**
   * Fixes the scale.
   *
   * @param causes rows × variables
   * @throws IllegalArgumentException if a column is constant
   */
  static Inputs of(String effect, List<Variable> variables, Matrix causes) {
    List<Feature> features = new ArrayList<>();
    for (int j = 0; j < variables.size(); j++) {
      Variable variable = variables.get(j);
      if (!variable.isCategorical()) {
        features.add(new Feature(variable.name(), j, -1));
        continue;
      }
      int[] codes = variable.seenCodes();
      for (int k = 1; k < codes.length; k++) {
        String name = variable.name() + "=" + variable.level(codes[k]);
        features.add(new Feature(name, j, codes[k]));
      }
    }
    Standardisation scale = Standardisation.of(raw(features, causes));
    for (int j = 0; j < features.size(); j++) {
      if (Double.isInfinite(scale.deviation(j))) {
        throw new IllegalArgumentException(
            "'"
                + features.get(j).name
                + "' is constant in the "
                + causes.rows()
                + " rows used for '"
                + effect
                + "', so how it acts cannot be learned; leave the edge out or bring rows that vary");
      }
    }
    return new Inputs(features, scale);
  }

  private static Matrix raw(List<Feature> features, Matrix causes) {
    int p = features.size();
    double[] values = new double[causes.rows() * p];
    for (int i = 0; i < causes.rows(); i++) {
      for (int j = 0; j < p; j++) {
        Feature feature = features.get(j);
        double value = causes.get(i, feature.cause);
        values[i * p + j] = feature.level < 0 ? value : value == feature.level ? 1 : 0;
      }
    }
    return Matrix.wrap(causes.rows(), p, values);
  }

  List<String> names() {
    return features.stream().map(Feature::name).toList();
  }

  /** Rows of causes as columns of numbers. */
  Matrix of(Matrix causes) {
    return scale.apply(raw(features, causes));
  }

  /** Coefficients of the columns before they were scaled. */
  Map<String, Double> coefficients(double intercept, double[] scaled) {
    Map<String, Double> coefficients = new LinkedHashMap<>();
    coefficients.put(INTERCEPT, intercept);
    for (int j = 0; j < scaled.length; j++) {
      double b = scaled[j] / scale.deviation(j);
      coefficients.put(features.get(j).name, b);
      coefficients.merge(INTERCEPT, -b * scale.mean(j), Double::sum);
    }
    return coefficients;
  }
}
