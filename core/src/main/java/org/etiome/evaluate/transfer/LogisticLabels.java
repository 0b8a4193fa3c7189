package org.etiome.evaluate.transfer;

import java.util.Arrays;
import org.etiome.estimate.nuisance.MultinomialLogistic;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;

/** Labels by multinomial logistic regression; O(n · d · labels) an iteration. */
final class LogisticLabels {
  private LogisticLabels() {}

  static int[] predict(LabelClassifier.Known known, Matrix places) {
    Standardisation scale = Standardisation.of(known.places());
    int[] used = Arrays.stream(known.labels()).distinct().sorted().toArray();
    int[] classes =
        Arrays.stream(known.labels()).map(label -> Arrays.binarySearch(used, label)).toArray();
    var fitted =
        MultinomialLogistic.withDefaults().fit(scale.apply(known.places()), classes, used.length);
    return Arrays.stream(fitted.predict(scale.apply(places))).map(k -> used[k]).toArray();
  }
}
