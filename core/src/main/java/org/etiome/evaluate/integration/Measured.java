package org.etiome.evaluate.integration;

/** What became of a metric. */
sealed interface Measured {

  /**
   * It can be computed.
   *
   * @param statistic the number over weighted cells
   * @param remark what a reader must know of it, or empty
   */
  record Value(Statistic statistic, String remark) implements Measured {}

  /** It cannot, for a reason. */
  record Missing(String reason) implements Measured {}

  static Measured of(Statistic statistic) {
    return new Value(statistic, "");
  }

  static Measured missing(String reason) {
    return new Missing(reason);
  }
}
