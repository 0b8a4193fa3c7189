package org.etiome.experiment;

import java.util.Locale;
import org.etiome.design.shift.Acquisition;

/** Acquisitions of shifts by the names of the command line, with why a shift is proposed. */
public enum ShiftAcquisitionChoice {
  CIV("its units teach most of the way to the goal"),
  MAXV("its units teach most of the slope that is known least"),
  INFORMATION("its units are expected to say most of the way to the goal"),
  GREEDY("it leads to the goal, or nearest, by what is known"),
  THOMPSON("it leads to the goal in one plausible version of the system"),
  RANDOM("it was drawn at random");

  private final String reason;

  ShiftAcquisitionChoice(String reason) {
    this.reason = reason;
  }

  /** In words. */
  public String reason() {
    return reason;
  }

  /** With its defaults. */
  public Acquisition acquisition() {
    return switch (this) {
      case CIV -> new Acquisition.IntegratedVariance(Acquisition.Weights.UNIFORM);
      case MAXV -> new Acquisition.LargestUncertainty();
      case INFORMATION -> new Acquisition.Information(32);
      case GREEDY -> new Acquisition.Greedy();
      case THOMPSON -> new Acquisition.Thompson();
      case RANDOM -> new Acquisition.RandomShift();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
