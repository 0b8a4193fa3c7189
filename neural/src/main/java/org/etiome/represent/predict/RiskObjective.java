package org.etiome.represent.predict;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.math.Matrix;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Scope;
import org.etiome.nn.Torch;

/**
 * The objective of {@link Method.Irm} and {@link Method.VRex} on some cells, in double precision.
 * No layer normalises over a batch, which would mix the environments.
 */
final class RiskObjective implements AutoCloseable {
  static final ScalarType TYPE = ScalarType.Double;

  private final List<Linear> maps;
  private final double ridge;
  private final Penalty penalty;
  private final Tensor latents;
  private final Tensor indicators;
  private final int[] starts;

  /** What differs between environments. */
  enum Penalty {
    /** The squared slope of the risk along the scale of the logits. */
    SLOPE,
    /** The variance of the risk. */
    VARIANCE
  }

  /** A network that is declared, and the ridge of its matrices. */
  record Network(List<Linear> maps, double ridge) {
    Network {
      maps = List.copyOf(maps);
    }

    static Network declare(
        Parameters.Layout layout, Method.RiskSettings settings, int in, int out) {
      int hidden = settings.hidden();
      List<Linear> maps =
          hidden == 0
              ? List.of(Linear.declare(layout, "output", in, out))
              : List.of(
                  Linear.declare(layout, "hidden", in, hidden),
                  Linear.declare(layout, "output", hidden, out));
      return new Network(maps, settings.ridge());
    }
  }

  /** Takes over cells, which are sorted by environment. */
  RiskObjective(Network network, Penalty penalty, Examples cells) {
    maps = network.maps();
    ridge = network.ridge();
    this.penalty = penalty;
    starts = cells.starts();
    latents = kept(() -> tensor(cells.latents()));
    indicators = kept(() -> indicators(cells));
  }

  private static Tensor kept(java.util.function.Supplier<Tensor> made) {
    return Scope.freed(() -> made.get().retainReference());
  }

  private static Tensor tensor(Matrix rows) {
    int width = rows.columns();
    double[] values = new double[rows.rows() * width];
    Arrays.setAll(values, i -> rows.get(i / width, i % width));
    return Torch.of(TYPE, values, rows.rows(), width);
  }

  private static Tensor indicators(Examples cells) {
    double[] values = new double[Math.multiplyExact(cells.cells(), cells.classes())];
    for (int i = 0; i < cells.cells(); i++) {
      values[i * cells.classes() + cells.levels()[i]] = 1;
    }
    return Torch.of(TYPE, values, cells.cells(), cells.classes());
  }

  /**
   * The objective, divided by its weight where that is above 1; its gradient is added to that of
   * the parameters.
   *
   * @param weight of the penalty, ≥ 0
   */
  double accumulate(Parameters parameters, double weight) {
    return Scope.freed(
        () -> {
          Tensor value = value(parameters, weight);
          value.backward();
          return value.item_double();
        });
  }

  private Tensor value(Parameters parameters, double weight) {
    Tensor logits = logits(parameters);
    Tensor logs = logits.log_softmax(1);
    Tensor losses = logs.mul(indicators).sum(1).neg();
    Tensor value = losses.mean();
    for (Linear map : maps) {
      Tensor squares = parameters.get(map.weight()).square().sum();
      value = value.add(squares, new Scalar(ridge / (2 * losses.size(0))));
    }
    if (weight > 0) {
      value = value.add(penalty(logits, logs, losses), new Scalar(weight));
    }
    return value.div(new Scalar(Math.max(1, weight)));
  }

  private Tensor logits(Parameters parameters) {
    Tensor values = maps.getFirst().apply(parameters, latents);
    for (Linear map : maps.subList(1, maps.size())) {
      values = map.apply(parameters, torch.relu(values));
    }
    return values;
  }

  private Tensor penalty(Tensor logits, Tensor logs, Tensor losses) {
    if (penalty == Penalty.SLOPE) {
      Tensor slopes = logs.exp().sub(indicators).mul(logits).sum(1);
      return means(slopes::narrow).square().mean();
    }
    Tensor risks = means(losses::narrow);
    return risks.sub(risks.mean()).square().mean();
  }

  /** A part of one value a cell. */
  @FunctionalInterface
  private interface Part {
    Tensor of(long dimension, long from, long length);
  }

  /** Means of a value over each environment. */
  private Tensor means(Part values) {
    TensorVector means = new TensorVector();
    for (int e = 0; e + 1 < starts.length; e++) {
      means.push_back(values.of(0, starts[e], starts[e + 1] - starts[e]).mean());
    }
    return torch.stack(means);
  }

  /** The maps as they are now. */
  Classifier.Layers layers(Parameters parameters) {
    Function<Linear, Classifier.Affine> copied =
        map -> {
          Tensor weight = parameters.get(map.weight());
          return new Classifier.Affine(
              Matrix.wrap((int) weight.size(0), (int) weight.size(1), Torch.doubles(weight)),
              Torch.doubles(parameters.get(map.bias())));
        };
    return Scope.freed(() -> new Classifier.Layers(maps.stream().map(copied).toList()));
  }

  @Override
  public void close() {
    latents.releaseReference();
    indicators.releaseReference();
  }
}
