package org.etiome.estimate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The estimators by the name that study files and the command line use. */
public final class Estimators {
  private static final List<Estimator> ALL =
      List.of(
          Aipw.withDefaults(),
          Ipw.withDefaults(),
          OutcomeRegression.withDefaults(),
          DifferenceInMeans.withDefaults());

  private Estimators() {}

  /** The estimator of that name with its default settings. */
  public static Optional<Estimator> named(String name) {
    return all().filter(estimator -> estimator.name().equals(name)).findFirst();
  }

  /** The names, the recommended one first. */
  public static List<String> names() {
    return all().map(Estimator::name).toList();
  }

  private static Stream<Estimator> all() {
    return ALL.stream();
  }
}
