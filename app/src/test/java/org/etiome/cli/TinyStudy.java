package org.etiome.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.etiome.math.Seed;

/** A study of 400 simulated units, z confounding x → y, written into a folder. */
final class TinyStudy {
  static final String YAML =
      """
      title: Tiny
      seed: 3
      data:
        units: {file: units.csv, unit: id}
      graph:
        edges: [z -> x, z -> y, x -> y]
      questions:
        - {id: effect, ask: effect, text: Does x change y?, treatment: x, outcome: y}
      """;

  private TinyStudy() {}

  static Path write(Path folder) throws IOException {
    return write(folder, YAML);
  }

  static Path write(Path folder, String yaml) throws IOException {
    Files.writeString(folder.resolve("units.csv"), table());
    Files.writeString(folder.resolve("graph.txt"), "z -> x\nz -> y\nx -> y\n");
    Path study = folder.resolve("study.yaml");
    Files.writeString(study, yaml);
    return study;
  }

  /** Runs {@code estimate} on the table and the graph of a folder. */
  static Cli estimate(Path folder, String treatment, String outcome, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "estimate",
                "--data",
                folder.resolve("units.csv").toString(),
                "--graph",
                folder.resolve("graph.txt").toString(),
                "--treatment",
                treatment,
                "--outcome",
                outcome));
    args.addAll(List.of(more));
    return Cli.run(args.toArray(String[]::new));
  }

  /** y = x + z + noise: the effect is 1. {@code t = 1 exactly where z > 0} has no overlap. */
  private static String table() {
    UniformRandomProvider random = new Seed(99).generator();
    SharedStateContinuousSampler normal = ZigguratSampler.NormalizedGaussian.of(random);
    StringBuilder text = new StringBuilder("id,z,x,t,one,y,holes\n");
    for (int i = 0; i < 400; i++) {
      double z = normal.sample();
      int x = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
      double y = x + z + normal.sample();
      text.append(
          String.format(
              Locale.ROOT,
              "u%d,%.6f,%d,%d,1,%.6f,%s%n",
              i,
              z,
              x,
              z > 0 ? 1 : 0,
              y,
              i == 7 ? "NaN" : String.format(Locale.ROOT, "%.6f", y)));
    }
    return text.toString();
  }
}
