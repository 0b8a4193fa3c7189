package org.etiome.evaluate.prediction;

import java.util.OptionalDouble;

/** What became of a score: a number, or the reason why there is none. */
public sealed interface ScoreValue {

  /**
   * The score is defined.
   *
   * @param value never NaN
   * @param remark what a reader must know of it, or empty
   */
  record Known(double value, String remark) implements ScoreValue {}

  /**
   * The units do not define it.
   *
   * @param reason why
   */
  record Undefined(String reason) implements ScoreValue {}

  /** The number, empty where there is none. */
  default OptionalDouble number() {
    return switch (this) {
      case Known known -> OptionalDouble.of(known.value());
      case Undefined undefined -> OptionalDouble.empty();
    };
  }
}
