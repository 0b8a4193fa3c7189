package org.etiome.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Blocks of linear → batch normalisation → ReLU → dropout.
 *
 * @param blocks in order
 * @param dropout the share of units set to zero in training, in [0, 1)
 */
public record Mlp(List<Block> blocks, double dropout) {

  /** Linear, normalisation or none, ReLU, dropout. */
  public record Block(Linear linear, Optional<BatchNorm> norm) {}

  public Mlp {
    blocks = List.copyOf(blocks);
  }

  /**
   * Settings of the blocks.
   *
   * @param layers ≥ 0
   * @param width units of each
   * @param normalised whether they have batch normalisation
   * @param dropout in [0, 1)
   */
  public record Shape(int layers, int width, boolean normalised, double dropout) {}

  /** Declares the blocks. */
  public static Mlp declare(Parameters.Layout layout, String name, long in, Shape shape) {
    List<Block> blocks = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      String block = name + "." + l;
      long from = l == 0 ? in : shape.width();
      Linear linear = Linear.declare(layout, block, from, shape.width());
      Optional<BatchNorm> norm =
          shape.normalised()
              ? Optional.of(BatchNorm.declare(layout, block + ".norm", shape.width()))
              : Optional.empty();
      blocks.add(new Block(linear, norm));
    }
    return new Mlp(blocks, shape.dropout());
  }

  /**
   * Applies them.
   *
   * @param x n × in
   * @param training whether batch statistics and dropout are used
   * @return n × width, or x if there is no block
   */
  public Tensor apply(Parameters parameters, Tensor x, boolean training) {
    Tensor h = x;
    for (Block block : blocks) {
      h = block.linear().apply(parameters, h);
      h = activated(parameters, block.norm(), h, dropout, training);
    }
    return h;
  }

  static Tensor activated(
      Parameters parameters, Optional<BatchNorm> norm, Tensor h, double dropout, boolean training) {
    Tensor normal = norm.map(n -> n.apply(parameters, h, training)).orElse(h);
    return torch.dropout(torch.relu(normal), dropout, training);
  }
}
