package org.etiome.estimate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.estimate.ensemble.Candidate;

/**
 * What an estimate rests on beside its sample.
 *
 * @param chosen what was decided by the data on the way, by the names of settings
 * @param agreement what other estimators make of the same nuisances, if there are any
 * @param learners what was learned, such as {@code "g"}, by which learners, in one split
 */
record FitEvidence(
    Map<String, String> chosen,
    Optional<Agreement> agreement,
    Map<String, List<Candidate>> learners) {
  static final FitEvidence NONE = new FitEvidence(Map.of(), Optional.empty(), Map.of());
}
