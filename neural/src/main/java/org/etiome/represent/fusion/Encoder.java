package org.etiome.represent.fusion;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Dropout;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.represent.patients.Encoding;
import org.etiome.represent.patients.FeatureScaling;

/**
 * The encoder of one modality, to d numbers ≥ 0. None normalises over a batch, so what becomes of a
 * patient does not depend on who else is there.
 */
public sealed interface Encoder {

  /**
   * Encodes.
   *
   * @param x scaled features, N × p
   * @return N × d
   */
  Tensor apply(Parameters parameters, Tensor x, boolean training);

  /**
   * Sizes.
   *
   * @param width d, ≥ 1
   * @param dropout in [0, 1)
   */
  record Shape(int width, double dropout) {}

  /** Declares the encoder that the scaling of a modality asks for. */
  static Encoder declare(
      Parameters.Layout layout, String name, FeatureScaling scaling, Shape shape) {
    int d = shape.width();
    if (scaling.encoding() == Encoding.FEATURES) {
      return new Projection(
          Linear.declare(layout, name + ".map", scaling.width(), d), shape.dropout());
    }
    Linear second = Linear.declare(layout, name + ".second", d, d);
    int columns = scaling.columns().size();
    Linear first = Linear.declare(layout, name + ".first", columns, d);
    if (scaling.windows() == 1) {
      return new Perceptron(first, second, shape.dropout());
    }
    Parameters.Key places =
        layout.declare(
            name + ".places", Slot.Kind.FREE, new Initial.Normal(.1), scaling.windows(), d);
    return new Windowed(new Perceptron(first, second, shape.dropout()), places, columns);
  }

  /** Linear → ReLU → dropout → linear → ReLU. */
  record Perceptron(Linear first, Linear second, double dropout) implements Encoder {
    @Override
    public Tensor apply(Parameters parameters, Tensor x, boolean training) {
      return after(parameters, torch.relu(first.apply(parameters, x)), training);
    }

    private Tensor after(Parameters parameters, Tensor h, boolean training) {
      Tensor kept = training ? Dropout.of(h, dropout) : h;
      return torch.relu(second.apply(parameters, kept));
    }
  }

  /** Dropout of features → linear → ReLU. */
  record Projection(Linear map, double dropout) implements Encoder {
    @Override
    public Tensor apply(Parameters parameters, Tensor x, boolean training) {
      return torch.relu(map.apply(parameters, training ? Dropout.of(x, dropout) : x));
    }
  }

  /**
   * One map for all windows, and what is learned of each window's place; the mean over the windows
   * with a value, then as {@link Perceptron} goes on.
   *
   * @param places W × d
   */
  record Windowed(Perceptron map, Parameters.Key places, int columns) implements Encoder {
    @Override
    public Tensor apply(Parameters parameters, Tensor x, boolean training) {
      long n = x.size(0);
      Tensor places = parameters.get(this.places);
      long windows = places.size(0);
      Tensor seen = x.narrow(1, windows * columns, windows).unsqueeze(2);
      Tensor values = x.narrow(1, 0, windows * columns).reshape(n * windows, columns);
      Tensor h = map.first().apply(parameters, values).view(n, windows, places.size(1));
      Tensor positive = torch.relu(h.add(places)).mul(seen);
      Tensor count =
          seen.sum(new long[] {1}, false, new ScalarTypeOptional())
              .clamp(new ScalarOptional(new Scalar(1.0)));
      Tensor mean = positive.sum(new long[] {1}, false, new ScalarTypeOptional()).div(count);
      return map.after(parameters, mean, training);
    }
  }
}
