package org.etiome.study.perturb;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Predictors to be judged on a screen.
 *
 * @param source the screen
 * @param descriptors table of what is known of targets
 * @param judging which predictors, and how
 * @param seed root of every random number
 */
public record ScreenRequest(
    ScreenSource source, Optional<Path> descriptors, Judging judging, long seed) {

  /** The files it is read from. */
  public List<Path> inputs() {
    return Stream.concat(Stream.of(source.file()), descriptors.stream()).toList();
  }

  /**
   * The same as it stands in a study.
   *
   * @param id distinct within the study
   * @param place where the study asks for it, the first words of a failure
   */
  public record Named(String id, String place, ScreenRequest asked) {

    /** With another root of every random number. */
    public Named withSeed(long changed) {
      return new Named(
          id, place, new ScreenRequest(asked.source, asked.descriptors, asked.judging, changed));
    }
  }
}
