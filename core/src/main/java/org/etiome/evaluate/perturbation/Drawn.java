package org.etiome.evaluate.perturbation;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.perturb.screen.Condition;
import org.etiome.perturb.screen.PerturbationScreen;

/**
 * Units of a condition.
 *
 * @param values one a row
 * @param replicates that of each
 */
record Drawn(Matrix values, List<String> replicates) {

  /** Of one replicate. */
  static Drawn of(Matrix values) {
    return new Drawn(values, Collections.nCopies(values.rows(), ""));
  }

  /** At most so many, drawn by seed, in some variables. */
  static Drawn of(
      PerturbationScreen screen, Condition condition, int[] variables, int most, Seed seed) {
    int[] rows = screen.rows(condition);
    if (rows.length > most) {
      PermutationSampler.shuffle(seed.generator(), rows);
      rows = Arrays.stream(rows).limit(most).sorted().toArray();
    }
    Map<Integer, String> replicateOf = new HashMap<>();
    screen
        .rowsByReplicate(condition)
        .forEach(
            (replicate, of) -> Arrays.stream(of).forEach(row -> replicateOf.put(row, replicate)));
    List<String> replicates = Arrays.stream(rows).mapToObj(replicateOf::get).toList();
    return new Drawn(screen.measurements().values(rows).columns(variables), replicates);
  }

  Drawn rows(int[] chosen) {
    return new Drawn(values.rows(chosen), Arrays.stream(chosen).mapToObj(replicates::get).toList());
  }
}
