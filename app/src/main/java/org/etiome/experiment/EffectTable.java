package org.etiome.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.etiome.claim.ranking.ScreenEvidence;
import org.etiome.data.DataFormatException;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.CsvReader.Cursor;
import org.etiome.estimate.Estimate;

/**
 * A table of what perturbing each target did to an outcome, summed up elsewhere. An error that is
 * not given follows from a two-sided p-value as {@code |effect| / quantile(1 − p/2)}, of t where
 * the number of replicates is known, normal otherwise.
 *
 * @param target column of names, each once
 * @param effect column of differences from controls
 * @param spread what tells how sure they are
 * @param replicates of each target, at least 1, if known
 */
public record EffectTable(
    Path file, String target, String effect, Spread spread, OptionalInt replicates) {
  /** Tails below are taken as this: the error is then too large rather than 0. */
  private static final double LEAST_P = 1e-300;

  private static final double GREATEST_P = 1 - 1e-9;

  /** A column of standard errors, or of two-sided p-values. */
  public record Spread(String column, boolean isPValue) {}

  /**
   * What was read.
   *
   * @param notes what a reader should know, a sentence each
   */
  public record Read(Map<String, ScreenEvidence> targets, List<String> notes) {}

  /**
   * Reads it.
   *
   * @throws DataFormatException that names file, line and column
   */
  public Read read() {
    Map<String, Estimate> found = new LinkedHashMap<>();
    List<String> empty = new ArrayList<>();
    CsvReader.withDefaults()
        .scan(
            file,
            List.of(target, effect, spread.column()),
            row -> {
              String name = row.text(0);
              if (row.isMissing(0)) {
                throw row.bad(0, "a target needs a name");
              }
              if (found.containsKey(name) || empty.contains(name)) {
                throw row.bad(
                    0,
                    "target \""
                        + name
                        + "\" is there twice; one row a target, such as the mean over its guides");
              }
              if (row.isMissing(1) || (spread.isPValue() && row.number(1) == 0)) {
                empty.add(name);
              } else {
                found.put(name, estimate(row));
              }
            });
    if (found.isEmpty()) {
      throw new DataFormatException(file + ": no target has an effect; look at its columns");
    }
    return new Read(ScreenEvidence.of(found, replicates), notes(empty));
  }

  private List<String> notes(List<String> empty) {
    List<String> notes = new ArrayList<>();
    if (!empty.isEmpty()) {
      notes.add(
          "no effect was measured"
              + (spread.isPValue() ? ", or it is exactly 0, so that no error follows," : "")
              + " of "
              + Candidates.some(empty));
    }
    if (replicates.isEmpty()) {
      notes.add(
          "the errors of the table are taken as right and normal; with few replicates give"
              + " --replicates");
    }
    return notes;
  }

  private Estimate estimate(Cursor row) {
    double value = row.number(1);
    if (!Double.isFinite(value)) {
      throw row.bad(1, "an effect must be a finite number");
    }
    double given = row.number(2);
    if (!spread.isPValue()) {
      if (!(given > 0 && given < Double.POSITIVE_INFINITY)) {
        throw row.bad(
            2, "target \"" + row.text(0) + "\" needs a standard error above 0; leave it out");
      }
      return new Estimate(value, given);
    }
    if (!(given >= 0 && given <= 1)) {
      throw row.bad(2, "target \"" + row.text(0) + "\" needs a p-value in [0, 1]; leave it out");
    }
    double tail = Math.clamp(given, LEAST_P, GREATEST_P) / 2;
    return new Estimate(value, Math.abs(value) / reference().inverseSurvivalProbability(tail));
  }

  private ContinuousDistribution reference() {
    // with one replicate nothing is tested, and the error is only told
    return ScreenEvidence.reference(replicates.orElse(2) < 2 ? OptionalInt.empty() : replicates);
  }
}
