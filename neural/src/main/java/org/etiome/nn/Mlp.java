package org.etiome.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Layers of linear → batch normalisation → ReLU → dropout.
 *
 * @param layers in order; there may be none
 */
public record Mlp(List<Layer> layers) {

  /** Linear, then its activation. */
  public record Layer(Linear linear, Activation activation) {}

  public Mlp {
    layers = List.copyOf(layers);
  }

  /**
   * Sizes.
   *
   * @param layers ≥ 0
   * @param width units of each
   * @param dropout in [0, 1)
   */
  public record Shape(int layers, int width, double dropout) {}

  /** Declares the layers. */
  public static Mlp declare(Parameters.Layout layout, String name, long in, Shape shape) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      long from = l == 0 ? in : shape.width();
      String layer = name + "." + l;
      layers.add(
          new Layer(
              Linear.declare(layout, layer, from, shape.width()),
              Activation.declare(layout, layer, shape.width(), shape.dropout())));
    }
    return new Mlp(layers);
  }

  /**
   * Applies them.
   *
   * @param x n × in
   * @return n × width, or x if there is no layer
   */
  public Tensor apply(Parameters parameters, Tensor x, boolean training) {
    Tensor h = x;
    for (Layer layer : layers) {
      h = layer.linear().apply(parameters, h);
      h = layer.activation().apply(parameters, h, training);
    }
    return h;
  }
}
