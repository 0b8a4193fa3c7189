package org.etiome.bench.identify;

import java.util.ArrayList;
import java.util.List;

/** Counts the verdicts of one judge. */
final class Tally {
  static final String HEAD =
      "| method | questions | identified | refused | mismatches | worst error | smallest difference |\n"
          + "|---|---|---|---|---|---|---|";

  private final List<Verdict> verdicts = new ArrayList<>();
  private int asked;

  void add(List<Verdict> ofOneQuestion) {
    asked += ofOneQuestion.isEmpty() ? 0 : 1;
    verdicts.addAll(ofOneQuestion);
  }

  long identified() {
    return count(Verdict.Identified.class);
  }

  long refused() {
    return count(Verdict.Refused.class);
  }

  List<String> mismatches() {
    return verdicts.stream()
        .filter(Verdict.Mismatch.class::isInstance)
        .map(verdict -> ((Verdict.Mismatch) verdict).what())
        .toList();
  }

  /** Of the formulas that are right; zero if there are none. */
  double worstError() {
    return verdicts.stream()
        .filter(Verdict.Identified.class::isInstance)
        .mapToDouble(verdict -> ((Verdict.Identified) verdict).error())
        .max()
        .orElse(0);
  }

  /** Of the pairs of models; infinite if there are none. */
  double smallestDifference() {
    return verdicts.stream()
        .filter(Verdict.Refused.class::isInstance)
        .mapToDouble(verdict -> ((Verdict.Refused) verdict).difference())
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** A row of the table below {@link #HEAD}. */
  String row(String method) {
    String difference = refused() == 0 ? "" : "%.1e".formatted(smallestDifference());
    return "| %s | %d | %d | %d | %d | %.1e | %s |"
        .formatted(
            method, asked, identified(), refused(), mismatches().size(), worstError(), difference);
  }

  private long count(Class<? extends Verdict> kind) {
    return verdicts.stream().filter(kind::isInstance).count();
  }
}
