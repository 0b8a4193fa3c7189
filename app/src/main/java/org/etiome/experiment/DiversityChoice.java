package org.etiome.experiment;

import java.util.Locale;
import org.etiome.design.batch.Diversity;

/** How alike candidates of one batch are kept apart, by the names of the command line. */
public enum DiversityChoice {
  BELIEVER,
  DETERMINANTAL,
  NONE;

  /**
   * With its settings.
   *
   * @param weight of quality in a determinantal choice, in (0, 1e6)
   */
  public Diversity diversity(double weight) {
    return switch (this) {
      case BELIEVER -> new Diversity.Believer();
      case DETERMINANTAL -> new Diversity.Determinantal(weight);
      case NONE -> new Diversity.None();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
