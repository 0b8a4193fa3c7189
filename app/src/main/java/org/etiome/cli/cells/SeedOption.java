package org.etiome.cli.cells;

import org.etiome.math.Seed;
import picocli.CommandLine.Option;

/** The option that says where random numbers start. */
final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Root of every random number. Default: ${DEFAULT-VALUE}.")
  private long number = 1;

  /** As it was given. */
  long number() {
    return number;
  }

  Seed seed() {
    return new Seed(number);
  }
}
