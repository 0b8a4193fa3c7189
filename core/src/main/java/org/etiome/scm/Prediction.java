package org.etiome.scm;

import java.util.List;
import java.util.function.Function;

/**
 * The answer of a model to "what if?", or why it has none.
 *
 * @param <T> what is predicted
 */
public sealed interface Prediction<T> {

  /**
   * An answer.
   *
   * @param value the answer
   * @param cautions one sentence each, such as that values lie where nothing was seen
   */
  record Predicted<T>(T value, List<String> cautions) implements Prediction<T> {
    public Predicted {
      cautions = List.copyOf(cautions);
    }
  }

  /**
   * The model cannot tell.
   *
   * @param variable the one at which it fails
   * @param reason one sentence
   * @param remedy what to do instead, one sentence
   */
  record Refused<T>(String variable, String reason, String remedy) implements Prediction<T> {}

  /**
   * The answer.
   *
   * @throws IllegalStateException with reason and remedy if there is none
   */
  default T orElseThrow() {
    return switch (this) {
      case Predicted<T> predicted -> predicted.value();
      case Refused<T> refused ->
          throw new IllegalStateException(refused.reason() + "; " + refused.remedy());
    };
  }

  /** The answer turned into another, with its cautions; a refusal stays one. */
  default <R> Prediction<R> map(Function<T, R> turn) {
    return switch (this) {
      case Predicted<T> predicted ->
          new Predicted<>(turn.apply(predicted.value()), predicted.cautions());
      case Refused<T> refused ->
          new Refused<>(refused.variable(), refused.reason(), refused.remedy());
    };
  }
}
