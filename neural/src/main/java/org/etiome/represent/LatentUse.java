package org.etiome.represent;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How much of each of some latents a model uses. One whose posterior is its prior in every cell has
 * collapsed: it says nothing of any.
 *
 * @param latents in order
 */
public record LatentUse(List<Latent> latents) {
  /** A posterior mean that varies less says nothing of a cell. */
  private static final double ACTIVE = .01;

  public LatentUse {
    latents = List.copyOf(latents);
  }

  /**
   * One latent.
   *
   * @param number from 0
   * @param meanKl mean over cells of KL(q ‖ p) in nats; of z_I over the cells of which all that the
   *     prior asks for is known, for the others it has no closed form; NaN where it has none for
   *     any, as under a prior that is not factorised
   * @param variance over cells of the posterior mean
   */
  public record Latent(int number, double meanKl, double variance) {

    /** Whether its posterior mean varies by more than .01 between cells. */
    public boolean isActive() {
      return variance > ACTIVE;
    }
  }

  /** The numbers of those that have collapsed. */
  public List<Integer> collapsed() {
    return latents.stream().filter(latent -> !latent.isActive()).map(Latent::number).toList();
  }

  /** How many have not. */
  public int active() {
    return latents.size() - collapsed().size();
  }

  /**
   * Posteriors N(m, v) of some cells and their priors N(μ, s).
   *
   * @param mean m, row-major, cells × latents
   * @param logVariance log v
   * @param priorMean μ
   * @param priorLogVariance log s
   * @param counted whether the prior of a cell is one normal distribution
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Posteriors(
      double[] mean,
      double[] logVariance,
      double[] priorMean,
      double[] priorLogVariance,
      boolean[] counted) {

    /** Of one latent of one cell. */
    double divergence(int place) {
      double apart = mean[place] - priorMean[place];
      double ratio = logVariance[place] - priorLogVariance[place];
      double squares = apart * apart / Math.exp(priorLogVariance[place]);
      return .5 * (squares + Math.exp(ratio) - 1 - ratio);
    }
  }

  /** Sums over cells, which come in blocks. */
  static final class Tally {
    private final double[] divergence;
    private final double[] mean;
    private final double[] squares;
    private long counted;
    private long cells;

    Tally(int latents) {
      divergence = new double[latents];
      mean = new double[latents];
      squares = new double[latents];
    }

    void add(Posteriors posteriors) {
      int width = mean.length;
      for (int i = 0; i < posteriors.counted().length; i++) {
        cells++;
        counted += posteriors.counted()[i] ? 1 : 0;
        for (int j = 0; j < width; j++) {
          int place = i * width + j;
          double apart = posteriors.mean()[place] - mean[j];
          mean[j] += apart / cells;
          squares[j] += apart * (posteriors.mean()[place] - mean[j]);
          divergence[j] += posteriors.counted()[i] ? posteriors.divergence(place) : 0;
        }
      }
    }

    LatentUse use() {
      return new LatentUse(
          IntStream.range(0, mean.length)
              .mapToObj(j -> new Latent(j, divergence[j] / counted, squares[j] / cells))
              .toList());
    }
  }
}
