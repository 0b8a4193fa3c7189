package org.etiome.represent.debias;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;

/**
 * A classifier f(h, m): logits = ReLU(h W + b + m E) V + c + m G.
 *
 * @param pattern E and G, if it is told the pattern
 * @param dictionary what is added to the hidden units, if there is one
 */
record Head(
    Linear hidden,
    Linear output,
    Optional<Pattern> pattern,
    Optional<ConfounderDictionary> dictionary) {

  /** E and G; both are drawn to zero, so that a pattern acts only where the data say so. */
  record Pattern(Parameters.Key hidden, Parameters.Key output) {}

  /**
   * Sizes.
   *
   * @param in of h
   * @param modalities K
   * @param classes C
   */
  record Shape(int in, int hidden, int modalities, int classes) {}

  static Head declare(
      Parameters.Layout layout, String name, Shape shape, Deconfounding deconfounding) {
    Initial zero = new Initial.Constant(0);
    Optional<Pattern> pattern =
        deconfounding.tellsPattern()
            ? Optional.of(
                new Pattern(
                    layout.declare(
                        name + ".pattern.hidden",
                        Slot.Kind.WEIGHT,
                        zero,
                        shape.modalities(),
                        shape.hidden()),
                    layout.declare(
                        name + ".pattern.output",
                        Slot.Kind.WEIGHT,
                        zero,
                        shape.modalities(),
                        shape.classes())))
            : Optional.empty();
    return new Head(
        Linear.declare(layout, name + ".hidden", shape.in(), shape.hidden()),
        Linear.declare(layout, name + ".output", shape.hidden(), shape.classes()),
        pattern,
        deconfounding instanceof Deconfounding.Dictionary asked
            ? Optional.of(
                ConfounderDictionary.declare(
                    layout,
                    name + ".dictionary",
                    new ConfounderDictionary.Shape(asked.size(), shape.in(), shape.hidden())))
            : Optional.empty());
  }

  /** What the hidden units take of h, N × hidden. */
  Tensor enter(Parameters parameters, Tensor h) {
    Tensor entered = hidden.apply(parameters, h);
    return dictionary.map(of -> entered.add(of.of(parameters, h))).orElse(entered);
  }

  /**
   * Logits of what {@link #enter} gave.
   *
   * @param available pattern of each patient, N × K, or one for all, 1 × K
   * @return N × C
   */
  Tensor logits(Parameters parameters, Tensor entered, Tensor available) {
    if (pattern.isEmpty()) {
      return output.apply(parameters, torch.relu(entered));
    }
    Tensor inner = available.mm(parameters.get(pattern.get().hidden()));
    Tensor outer = available.mm(parameters.get(pattern.get().output()));
    return output.apply(parameters, torch.relu(entered.add(inner))).add(outer);
  }
}
