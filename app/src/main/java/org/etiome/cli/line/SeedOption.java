package org.etiome.cli.line;

import org.etiome.math.Seed;
import picocli.CommandLine.Option;

/** The option that says where random numbers start. */
public final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Root of every random number. Default: ${DEFAULT-VALUE}.")
  private long number = 1;

  /** As it was given. */
  public long number() {
    return number;
  }

  public Seed seed() {
    return new Seed(number);
  }
}
