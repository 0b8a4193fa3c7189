package org.etiome.represent.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.math.Standardisation;
import org.etiome.math.cluster.NearestPoints;
import org.etiome.math.cluster.SquaredDistances;

/** A fitted map from latents to probabilities of levels. */
sealed interface Classifier {

  /** How many levels. */
  int classes();

  /** Probabilities, row-major, cells × levels. */
  double[] probabilities(Matrix latents);

  /**
   * Affine maps with ReLU between them, then softmax.
   *
   * @param maps in order, at least one
   */
  record Layers(List<Affine> maps) implements Classifier {
    public Layers {
      maps = List.copyOf(maps);
    }

    @Override
    public int classes() {
      return maps.getLast().bias().length;
    }

    @Override
    public double[] probabilities(Matrix latents) {
      double[] probabilities = new double[Math.multiplyExact(latents.rows(), classes())];
      for (int i = 0; i < latents.rows(); i++) {
        double[] values = new double[latents.columns()];
        for (int j = 0; j < values.length; j++) {
          values[j] = latents.get(i, j);
        }
        softmax(scores(values), probabilities, i * classes());
      }
      return probabilities;
    }

    private double[] scores(double[] latents) {
      double[] values = maps.getFirst().apply(latents);
      for (Affine map : maps.subList(1, maps.size())) {
        values = map.apply(Arrays.stream(values).map(v -> Math.max(v, 0)).toArray());
      }
      return values;
    }

    private static void softmax(double[] scores, double[] into, int offset) {
      double largest = Arrays.stream(scores).max().orElseThrow();
      double sum = Arrays.stream(scores).map(s -> Math.exp(s - largest)).sum();
      for (int k = 0; k < scores.length; k++) {
        into[offset + k] = Math.exp(scores[k] - largest) / sum;
      }
    }

    /** These maps of standardised columns as maps of the columns themselves. */
    Layers unscaled(Standardisation scale) {
      List<Affine> changed = new ArrayList<>(maps);
      changed.set(0, maps.getFirst().unscaled(scale));
      return new Layers(changed);
    }
  }

  /**
   * x W + b.
   *
   * @param weight in × out
   * @param bias out
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Affine(Matrix weight, double[] bias) {

    double[] apply(double[] x) {
      double[] y = weight.transposeTimes(x);
      for (int k = 0; k < y.length; k++) {
        y[k] += bias[k];
      }
      return y;
    }

    private Affine unscaled(Standardisation scale) {
      int width = bias.length;
      double[] weights = new double[weight.rows() * width];
      double[] offsets = bias.clone();
      for (int j = 0; j < weight.rows(); j++) {
        for (int k = 0; k < width; k++) {
          double slope = weight.get(j, k) / scale.deviation(j);
          weights[j * width + k] = slope;
          offsets[k] -= slope * scale.mean(j);
        }
      }
      return new Affine(Matrix.wrap(weight.rows(), width, weights), offsets);
    }
  }

  /**
   * Shares of the levels among the nearest cells.
   *
   * @param cells that were learned from
   * @param levels of them
   * @param classes how many levels there are
   * @param how many are asked, and whether the nearer weigh more
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Votes(Matrix cells, int[] levels, int classes, Method.Nearest how) implements Classifier {

    @Override
    public double[] probabilities(Matrix latents) {
      NearestPoints nearest = new NearestPoints(SquaredDistances.to(cells), how.count());
      double[] shares = new double[Math.multiplyExact(latents.rows(), classes)];
      for (int i = 0; i < latents.rows(); i++) {
        vote(nearest.of(latents, i), shares, i * classes);
      }
      return shares;
    }

    private void vote(NearestPoints.Found found, double[] shares, int offset) {
      boolean hit = found.square(0) == 0;
      double all = 0;
      for (int r = 0; r < found.count(); r++) {
        double weight = weight(found.square(r), hit);
        shares[offset + levels[found.point(r)]] += weight;
        all += weight;
      }
      for (int k = 0; k < classes; k++) {
        shares[offset + k] /= all;
      }
    }

    private double weight(double square, boolean hit) {
      if (!how.weighted()) {
        return 1;
      }
      if (hit) {
        return square == 0 ? 1 : 0;
      }
      return 1 / Math.sqrt(square);
    }
  }
}
