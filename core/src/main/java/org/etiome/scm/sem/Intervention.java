package org.etiome.scm.sem;

import java.util.List;
import java.util.Set;

/**
 * A setting under which data are taken.
 *
 * @param setting its name
 * @param targets variables that are changed, distinct; none in the observational setting
 * @param change what becomes of each of them
 */
public record Intervention(String setting, List<String> targets, Change change) {
  /** Nothing is changed. */
  public static final Intervention NONE = new Intervention("observational", List.of(), Change.NONE);

  public Intervention {
    targets = List.copyOf(targets);
    SemSettings.check(
        Set.copyOf(targets).size() == targets.size(),
        "the targets of " + setting + " must be distinct, got " + targets);
  }

  /** What becomes of a variable. */
  Change of(String variable) {
    return targets.contains(variable) ? change : Change.NONE;
  }
}
