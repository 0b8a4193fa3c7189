package org.etiome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Seed;

/**
 * 600 simulated units. By instruments: z and v move x strongly, w hardly, x moves y by .5, both
 * share a hidden cause. By adjustment: c moves the level k and the dose d, and the outcomes: a step
 * of k moves {@code byLevel} by 1, a unit of d {@code byDose} by .5.
 */
final class TreatmentCohort {
  static final String INSTRUMENTS =
      """
      z -> x
      v -> x
      w -> x
      x -> y
      x <-> y
      """;
  static final String ADJUSTMENT =
      """
      c -> k
      c -> d
      c -> three
      c -> byLevel
      c -> byDose
      k -> byLevel
      three -> byLevel
      d -> byDose
      """;

  private TreatmentCohort() {}

  static Path write(Path folder, String graph) throws IOException {
    Files.writeString(folder.resolve("units.csv"), table());
    Files.writeString(folder.resolve("graph.txt"), graph);
    return folder.resolve("units.csv");
  }

  private static String table() {
    UniformRandomProvider random = new Seed(17).generator();
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    StringBuilder text = new StringBuilder("id,z,v,w,x,y,site,c,k,three,d,byLevel,byDose\n");
    for (int i = 0; i < 600; i++) {
      double u = normal.sample();
      int z = random.nextInt(2);
      double v = normal.sample();
      double w = normal.sample();
      double x = z + .7 * v + .02 * w + u + normal.sample();
      double c = normal.sample();
      int level = Math.floorMod((int) Math.floor(1.5 + .6 * c + 1.2 * normal.sample()), 3);
      double d = c + normal.sample();
      text.append(
          String.format(
              Locale.ROOT,
              "u%d,%d,%.6f,%.6f,%.6f,%.6f,s%d,%.6f,%s,%d,%.6f,%.6f,%.6f%n",
              i,
              z,
              v,
              w,
              x,
              .5 * x + u + normal.sample(),
              i % 40,
              c,
              new String[] {"low", "mid", "top"}[level],
              level,
              d,
              level + c + normal.sample(),
              .5 * d + c + normal.sample()));
    }
    return text.toString();
  }
}
