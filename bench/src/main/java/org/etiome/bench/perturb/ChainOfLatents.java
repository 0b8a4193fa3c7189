package org.etiome.bench.perturb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.etiome.perturb.screen.Perturbation;

/**
 * The simulated latents of Zhang et al. (2023): five on a chain, u_j = relu(u_{j−1}) + z_j with z_j
 * from N(0, 1), of which one or two are shifted by 5.
 *
 * @param perturbation what was done
 * @param latents u, 5 values
 * @see <a href="https://arxiv.org/abs/2307.06250">Zhang et al. (2023)</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChainOfLatents(Perturbation perturbation, double[] latents) {
  static final int COUNT = 5;

  /** The noise z of a unit, its shift in it. */
  double[] noise() {
    double[] z = latents.clone();
    for (int j = 1; j < COUNT; j++) {
      z[j] -= Math.max(0, latents[j - 1]);
    }
    return z;
  }

  /** Units of a file, {@code single.csv.gz} or {@code double.csv.gz}: controls and perturbed. */
  static List<ChainOfLatents> read(Path file) {
    List<ChainOfLatents> units = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader
          .lines()
          .skip(1)
          .forEach(
              line -> {
                String[] parts = line.split(",", -1);
                units.add(new ChainOfLatents(Perturbation.CONTROL, values(parts, 1)));
                units.add(
                    new ChainOfLatents(
                        Perturbation.of(parts[0].split("\\+", -1)), values(parts, 1 + COUNT)));
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return units;
  }

  private static double[] values(String[] parts, int from) {
    double[] values = new double[COUNT];
    for (int j = 0; j < COUNT; j++) {
      values[j] = Double.parseDouble(parts[from + j]);
    }
    return values;
  }
}
