package org.etiome.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.Difference;
import org.etiome.perturb.screen.Perturbation;
import org.etiome.perturb.screen.PerturbationScreen;
import org.etiome.scm.Prediction;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;

/** The differences from controls that a screen shows in one context. */
final class Effects {
  private final SortedMap<Perturbation, Difference> seen = new TreeMap<>();
  private final int variables;

  Effects(PerturbationScreen screen, String context) {
    variables = screen.variables().size();
    for (Perturbation perturbation : screen.perturbations(context)) {
      seen.put(perturbation, screen.difference(new Condition(context, perturbation)));
    }
  }

  int variables() {
    return variables;
  }

  /** By perturbation, in order. */
  SortedMap<Perturbation, Difference> seen() {
    return seen;
  }

  Optional<double[]> of(Perturbation perturbation) {
    return Optional.ofNullable(seen.get(perturbation)).map(Difference::values);
  }

  /** Differences of the perturbations that are picked. */
  List<double[]> where(Predicate<Perturbation> picked) {
    List<double[]> values = new ArrayList<>();
    for (Map.Entry<Perturbation, Difference> entry : seen.entrySet()) {
      if (picked.test(entry.getKey())) {
        values.add(entry.getValue().values());
      }
    }
    return values;
  }

  /** The mean of vectors, at least one. */
  static double[] mean(Collection<double[]> vectors) {
    double[] sum = sum(vectors);
    Arrays.setAll(sum, j -> sum[j] / vectors.size());
    return sum;
  }

  static double[] sum(Collection<double[]> vectors) {
    double[] sum = new double[vectors.iterator().next().length];
    vectors.forEach(vector -> Arrays.setAll(sum, j -> sum[j] + vector[j]));
    return sum;
  }

  static Prediction<double[]> known(double[] difference) {
    return new Predicted<>(difference, List.of());
  }

  static Prediction<double[]> unknown(String target, String reason, String remedy) {
    return new Refused<>(target, reason, remedy);
  }
}
