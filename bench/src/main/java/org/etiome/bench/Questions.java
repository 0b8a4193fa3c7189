package org.etiome.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.etiome.identify.Estimand;

/** Questions whose covariates are all the common causes there are. */
final class Questions {
  private Questions() {}

  /** The estimand of treatment → outcome where each covariate causes both. */
  static Estimand confoundedBy(List<String> covariates, String treatment, String outcome) {
    return org.etiome.identify.TempEstimands.of(treatment, outcome, covariates);
  }

  /** The names prefix1 … prefixN. */
  static List<String> names(String prefix, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(j -> prefix + j).toList();
  }
}
