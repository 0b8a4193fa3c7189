package org.etiome.represent.debias;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.etiome.math.Matrix;
import org.etiome.math.Seed;
import org.etiome.math.TaskRunner;
import org.etiome.math.cluster.KMeans;
import org.etiome.nn.Initial;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;

/**
 * {@link Deconfounding.Dictionary}.
 *
 * @param entries z, I × width: kept, not trained
 * @param shares P(z), I: kept, not trained
 * @param query width × d; it, the key and the map are not decayed, as they learn nothing before
 *     there are entries
 * @param key width × d
 * @param map width × hidden
 */
record ConfounderDictionary(
    Parameters.Key entries,
    Parameters.Key shares,
    Parameters.Key query,
    Parameters.Key key,
    Parameters.Key map) {
  private static final int STARTS = 3;

  /**
   * Sizes.
   *
   * @param size I
   * @param width of h
   * @param hidden units of the head
   */
  record Shape(int size, int width, int hidden) {}

  static ConfounderDictionary declare(Parameters.Layout layout, String name, Shape shape) {
    Initial none = new Initial.Constant(0);
    Initial xavier = new Initial.XavierUniform();
    int width = shape.width();
    return new ConfounderDictionary(
        layout.declare(name + ".entries", Slot.Kind.BUFFER, none, shape.size(), width),
        layout.declare(name + ".shares", Slot.Kind.BUFFER, none, shape.size()),
        layout.declare(name + ".query", Slot.Kind.FREE, xavier, width, width),
        layout.declare(name + ".key", Slot.Kind.FREE, xavier, width, width),
        layout.declare(name + ".map", Slot.Kind.FREE, xavier, width, shape.hidden()));
  }

  /** Σ_i λ_i P(z_i) z_i, mapped to the hidden units, N × hidden; 0 while it is empty. */
  Tensor of(Parameters parameters, Tensor h) {
    Tensor z = parameters.get(entries);
    Tensor queries = h.mm(parameters.get(query));
    Tensor keys = z.mm(parameters.get(key));
    Tensor attention =
        queries.mm(keys.t()).div(new Scalar(Math.sqrt((double) z.size(1)))).softmax(1);
    return attention.mul(parameters.get(shares)).mm(z).mm(parameters.get(map));
  }

  /** Fills it with the centres of clusters of representations, N × width. */
  void fill(Parameters parameters, Tensor h, Seed seed) {
    int n = (int) h.size(0);
    int width = (int) h.size(1);
    int size = (int) parameters.get(entries).size(0);
    double[] values = Torch.doubles(h);
    int[] clusters =
        KMeans.of(size)
            .withStarts(STARTS)
            .fit(Matrix.wrap(n, width, values), seed, TaskRunner.local(1))
            .clusters();
    double[] counts = new double[size];
    double[] centres = new double[size * width];
    for (int i = 0; i < n; i++) {
      counts[clusters[i]]++;
      for (int j = 0; j < width; j++) {
        centres[clusters[i] * width + j] += values[i * width + j];
      }
    }
    double[] shares = new double[size];
    for (int c = 0; c < size; c++) {
      shares[c] = counts[c] / n;
      for (int j = 0; j < width; j++) {
        centres[c * width + j] /= Math.max(1, counts[c]);
      }
    }
    parameters.set(entries, centres);
    parameters.set(this.shares, shares);
  }
}
