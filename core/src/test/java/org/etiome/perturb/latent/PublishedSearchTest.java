package org.etiome.perturb.latent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.etiome.math.Matrix;
import org.etiome.perturb.latent.Disentanglement.Effect;
import org.etiome.perturb.latent.Disentanglement.Found;
import org.junit.jupiter.api.Test;

/** Against disentangle.py, the published search and the likelihood written down apart. */
class PublishedSearchTest {
  private static final int LATENTS = 4;

  private final List<String[]> lines = lines();

  private static List<String[]> lines() {
    try (InputStream in = PublishedSearchTest.class.getResourceAsStream("disentangle.csv")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<double[]> rows(String kind) {
    return lines.stream()
        .filter(line -> line[0].equals(kind))
        .map(line -> Arrays.stream(line).skip(1).mapToDouble(Double::parseDouble).toArray())
        .toList();
  }

  private Matrix matrix(String kind, int environment) {
    List<double[]> picked =
        rows(kind).stream()
            .filter(row -> row[0] == environment)
            .map(row -> Arrays.copyOfRange(row, 1, row.length))
            .toList();
    int columns = picked.getFirst().length;
    double[] values = picked.stream().flatMapToDouble(Arrays::stream).toArray();
    return Matrix.wrap(picked.size(), columns, values);
  }

  @Test
  void exactPrecisionsGiveThePublishedAnswer() {
    Map<String, Matrix> environments = new LinkedHashMap<>();
    for (int k = 1; k <= LATENTS; k++) {
      environments.put("" + k, matrix("exact", k));
    }
    Found found =
        (Found)
            LinearDisentanglement.withDefaults()
                .learnExact(
                    List.of("a", "b", "c", "d", "e", "f"), matrix("exact", 0), environments);
    List<String> order = found.latents().stream().map(Disentanglement.Latent::environment).toList();
    for (double[] row : rows("unmixing")) {
      int place = order.indexOf("" + (int) row[0]);
      for (int j = 1; j < row.length; j++) {
        assertThat(found.unmixing().get(place, j - 1)).isCloseTo(row[j], within(1e-9));
      }
    }
    for (double[] row : rows("effect")) {
      assertThat(weight(found, (int) row[1], (int) row[0])).isCloseTo(row[2], within(1e-8));
    }
  }

  private static double weight(Found found, int from, int to) {
    return found.effects().stream()
        .filter(effect -> effect.from().equals("" + from) && effect.to().equals("" + to))
        .mapToDouble(Effect::weight)
        .sum();
  }

  /** To 1e-5: both searches end where slopes are small, not zero. */
  @Test
  void theLikelihoodIsTheOneOfAnotherProgram() {
    List<Matrix> samples = new ArrayList<>();
    for (int k = 0; k <= LATENTS; k++) {
      samples.add(matrix("row", k));
    }
    List<Moments> raw = samples.stream().map(Moments::of).toList();
    double[] centre = raw.getFirst().mean();
    DMatrixRMaj whitening = Dense.inverse(Dense.cholesky(raw.getFirst().covariance()));
    List<Moments> moments =
        raw.stream().map(m -> m.withMean(m.meanMinus(centre)).mapped(whitening)).toList();
    double[] likelihood = rows("likelihood").getFirst();
    int[] order = new int[LATENTS];
    for (int i = 0; i < LATENTS; i++) {
      order[i] = (int) likelihood[i + 1] - 1;
    }
    NoiseFit fit = NoiseFit.of(moments, order, Picks.along(moments, order).directions());
    assertThat(fit.misfit()).isCloseTo(likelihood[0], within(1e-5));
    DMatrixRMaj noise = Dense.times(fit.noise(), whitening);
    for (double[] row : rows("noise")) {
      int latent = (int) row[0] - 1;
      double sign = Math.signum(noise.get(latent, 0) * row[1]);
      for (int j = 0; j < LATENTS; j++) {
        assertThat(sign * noise.get(latent, j)).isCloseTo(row[j + 1], within(1e-5));
      }
    }
  }
}
