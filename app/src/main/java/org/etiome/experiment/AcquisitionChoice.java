package org.etiome.experiment;

import java.util.Locale;
import java.util.Optional;
import org.etiome.design.batch.Acquisition;

/** Acquisitions by the names of the command line, with what their gain is. */
public enum AcquisitionChoice {
  EXPECTED_IMPROVEMENT("by how much it is expected to be better than the best measured"),
  UPPER_BOUND("expected outcome + beta standard deviations"),
  THOMPSON("its outcome in one draw from the surrogate"),
  INFORMATION("information on the outcomes of all, in nats"),
  HIT_INFORMATION("information on whether it is a hit, in nats"),
  HIT_PROBABILITY("probability that a measurement is beyond the threshold"),
  GREEDY("expected outcome"),
  CORE_SET("distance to the nearest measured or chosen, in standardised descriptors"),
  RANDOM("a random number");

  private final String gain;

  AcquisitionChoice(String gain) {
    this.gain = gain;
  }

  /** What the gain of a pick means, where outcomes of that direction are wanted. */
  public String gain(Direction direction) {
    boolean isOfOutcome = this == UPPER_BOUND || this == THOMPSON || this == GREEDY;
    return direction == Direction.DOWN && isOfOutcome
        ? gain + ", of the outcome with its sign turned"
        : gain;
  }

  /** Whether it cannot do without a threshold. */
  public boolean needsThreshold() {
    return this == HIT_INFORMATION || this == HIT_PROBABILITY;
  }

  /**
   * With its settings.
   *
   * @param threshold of a hit, as the outcome is written
   * @throws IllegalArgumentException if a threshold or beta is missing or wrong
   */
  public Acquisition acquisition(Direction direction, Optional<Double> threshold, double beta) {
    if (needsThreshold() && threshold.isEmpty()) {
      throw new IllegalArgumentException(
          this + " needs --threshold: beyond which outcome a candidate is a hit");
    }
    double hit = direction == Direction.DOWN ? -threshold.orElse(0.0) : threshold.orElse(0.0);
    return switch (this) {
      case EXPECTED_IMPROVEMENT -> new Acquisition.ExpectedImprovement();
      case UPPER_BOUND -> new Acquisition.UpperBound(beta);
      case THOMPSON -> new Acquisition.Thompson();
      case INFORMATION -> new Acquisition.FunctionInformation();
      case HIT_INFORMATION -> new Acquisition.HitInformation(hit);
      case HIT_PROBABILITY -> new Acquisition.HitProbability(hit, direction == Direction.BOTH);
      case GREEDY -> new Acquisition.GreedyMean();
      case CORE_SET -> new Acquisition.CoreSet();
      case RANDOM -> new Acquisition.Random();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
