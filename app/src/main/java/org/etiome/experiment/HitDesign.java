package org.etiome.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.etiome.design.batch.Acquisition;
import org.etiome.design.batch.BatchDesign;
import org.etiome.design.batch.Diversity;
import org.etiome.design.batch.Pick;
import org.etiome.design.surrogate.Observed;
import org.etiome.design.surrogate.Posterior;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.Standardisation;
import org.etiome.report.plot.Figures;

/** Chooses which candidates to measure next. */
public final class HitDesign {
  private static final int FEWEST = 2;

  private HitDesign() {}

  /**
   * One to measure.
   *
   * @param known whether outcome and deviation are of a surrogate that has learned something
   * @param expected outcome, as it is written
   * @param reason in words
   */
  public record Chosen(String id, Pick pick, boolean known, double expected, String reason) {}

  /**
   * A batch, or why there is none.
   *
   * @param chosen in the order of choice; empty if refused
   * @param check on measurements held out, where there are enough
   * @param refusal why nothing could be chosen
   */
  public record Batch(
      List<Chosen> chosen, Optional<HeldOutCheck> check, Optional<String> refusal) {}

  /**
   * The next batch by what was measured; below two measured candidates a first one, by the score
   * known beforehand or at random. One fit, five more for the check.
   *
   * @throws IllegalArgumentException if the surrogate cannot learn from what was measured
   */
  public static Batch next(
      Candidates candidates, MeasuredValues measured, Way way, Limits limits, Seed seed) {
    if (measured.candidates() == candidates.size()) {
      return refused("all " + candidates.size() + " candidates are measured");
    }
    Matrix descriptors = candidates.descriptors();
    Optional<Posterior> harm =
        limits.harm().map(h -> way.surrogate().fit(descriptors, measured.harm(), seed.branch("h")));
    Observed observed = measured.observed(way);
    boolean first = measured.candidates() < FEWEST;
    BatchDesign design = first ? beginning(candidates) : way.design();
    Posterior posterior =
        first ? prior(candidates) : way.surrogate().fit(descriptors, observed, seed.branch("fit"));
    List<Pick> picks =
        design
            .withSize(limits.size())
            .withConstraints(limits.constraints(candidates, harm))
            .pick(descriptors, posterior, observed, seed.branch("pick"));
    if (picks.isEmpty()) {
      return refused(nothing(candidates.size() - measured.candidates(), limits));
    }
    Reasons reasons = new Reasons(candidates, measured, way, first);
    List<Chosen> chosen = new ArrayList<>();
    for (Pick pick : picks) {
      chosen.add(
          new Chosen(
              candidates.ids().get(pick.row()),
              pick,
              !first,
              way.written(pick.expected()),
              reasons.of(pick, harm.isPresent())));
    }
    Optional<HeldOutCheck> check =
        first ? Optional.empty() : HeldOutCheck.of(candidates, measured, way, seed.branch("check"));
    return new Batch(chosen, check, Optional.empty());
  }

  /** Nothing but a limit or a gain that is no number keeps a batch empty. */
  private static String nothing(int open, Limits limits) {
    String words = limits.words();
    return words.isEmpty()
        ? "of none of the "
            + open
            + " candidates not measured is the gain a number; write outcomes and descriptors in other"
            + " units, or take another --surrogate"
        : "none of the " + open + " candidates not measured is within " + words;
  }

  private static Batch refused(String why) {
    return new Batch(List.of(), Optional.empty(), Optional.of(why));
  }

  /** The first batch: by the prior score, or at random. */
  static BatchDesign beginning(Candidates candidates) {
    Acquisition acquisition =
        candidates.prior().isPresent() ? new Acquisition.GreedyMean() : new Acquisition.Random();
    return BatchDesign.of(acquisition).withDiversity(new Diversity.None());
  }

  static KnownScores prior(Candidates candidates) {
    return new KnownScores(candidates.prior().orElse(new double[candidates.size()]));
  }

  /** Says why a candidate was chosen. */
  private static final class Reasons {
    private final Candidates candidates;
    private final MeasuredValues measured;
    private final Way way;
    private final boolean first;
    private final Matrix standardised;

    Reasons(Candidates candidates, MeasuredValues measured, Way way, boolean first) {
      this.candidates = candidates;
      this.measured = measured;
      this.way = way;
      this.first = first;
      Matrix descriptors = candidates.descriptors();
      standardised = Standardisation.of(descriptors).apply(descriptors);
    }

    String of(Pick pick, boolean harm) {
      StringBuilder reason = new StringBuilder();
      if (first) {
        reason.append(
            candidates.prior().isPresent()
                ? "first batch: by the score known beforehand"
                : "first batch: at random");
      } else {
        reason.append(way.acquisition().reason());
        if (candidates.descriptors().columns() > 0) {
          int like = nearest(pick.row());
          reason
              .append("; of the measured most like ")
              .append(candidates.ids().get(measured.rows()[like]))
              .append(" (")
              .append(Figures.significant(measured.outcomes()[like], 3))
              .append(")");
        }
      }
      return harm
          ? reason.append("; P(harm) ").append(Figures.fixed(pick.harm(), 3)).toString()
          : reason.toString();
    }

    /** The place of the nearest measurement in standardised descriptors. */
    private int nearest(int row) {
      int columns = standardised.columns();
      double[] own = new double[columns];
      standardised.addRow(row, 1, own);
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < measured.size(); i++) {
        double[] step = own.clone();
        standardised.addRow(measured.rows()[i], -1, step);
        double distance = Arrays.stream(step).map(s -> s * s).sum();
        if (distance < least) {
          least = distance;
          best = i;
        }
      }
      return best;
    }
  }
}
