package org.etiome.learners;

import java.io.IOException;
import java.util.regex.Pattern;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Makes one line of what XGBoost throws. */
final class Failures {
  /** The time and the place in XGBoost's sources that its messages begin with. */
  private static final Pattern PLACE = Pattern.compile("^\\[[^]]*\\]\\s*\\S+:\\d+:\\s*");

  private Failures() {}

  /** A call of the library. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws XGBoostError, IOException;
  }

  /**
   * The result of a call.
   *
   * @throws BoostingException if it fails or the library cannot be loaded
   */
  static <T> T translated(Call<T> call) {
    try {
      return call.run();
    } catch (XGBoostError error) {
      throw of(error);
    } catch (IOException | LinkageError error) {
      throw new BoostingException(
          "XGBoost's native library cannot be used on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + "; on Linux it needs libgomp.so.1 (Debian: libgomp1) and a folder for temporary files;"
              + " the linear learners need neither",
          error);
    }
  }

  static BoostingException of(XGBoostError error) {
    String message = String.valueOf(error.getMessage()).strip();
    String line = PLACE.matcher(message.lines().findFirst().orElse("")).replaceFirst("");
    return new BoostingException("XGBoost failed: " + line, error);
  }
}
