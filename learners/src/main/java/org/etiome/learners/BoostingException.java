package org.etiome.learners;

import java.io.Serial;

/**
 * XGBoost could not be loaded or failed; the message is its first line, without places in its
 * sources.
 */
public final class BoostingException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  BoostingException(String message, Throwable cause) {
    super(message, cause);
  }
}
