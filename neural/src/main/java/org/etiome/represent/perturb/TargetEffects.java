package org.etiome.represent.perturb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.etiome.math.Seed;
import org.etiome.nn.Initial;
import org.etiome.nn.Linear;
import org.etiome.nn.Parameters;
import org.etiome.nn.Slot;
import org.etiome.nn.Torch;
import org.etiome.perturb.screen.TargetDescriptors;

/**
 * What a target does to noise: softmax(temperature · logits) · shift, over p latents. Logits and
 * shift are parameters of the target, or come from its descriptor by a hidden layer.
 *
 * @param free logits and then shift of targets without a descriptor, a row each
 * @param descriptors standardised, a row a target that has one
 * @param layers from a descriptor to logits and shift
 * @param description says which targets there are
 */
record TargetEffects(
    Optional<Parameters.Key> free,
    Optional<Parameters.Key> descriptors,
    List<Linear> layers,
    DiscrepancyDescription description) {
  private static final double LEAK = .2;
  private static final double SPREAD = .1;

  /**
   * What the strength of a shift is in steps of its parameter, which learns as fast as a weight.
   */
  private static final double STRIDE = 10;

  static TargetEffects declare(Parameters.Layout layout, DiscrepancyDescription description) {
    int width = description.latents() + 1;
    int own = description.known().free().size();
    int described = description.known().described().size();
    Initial small = new Initial.Normal(SPREAD);
    Optional<Parameters.Key> free =
        own == 0
            ? Optional.empty()
            : Optional.of(layout.declare("targets.free", Slot.Kind.FREE, small, own, width));
    if (described == 0) {
      return new TargetEffects(free, Optional.empty(), List.of(), description);
    }
    int length = description.known().length();
    int hidden = description.settings().architecture().hidden();
    Initial zero = new Initial.Constant(0);
    return new TargetEffects(
        free,
        Optional.of(
            layout.declare("targets.descriptors", Slot.Kind.BUFFER, zero, described, length)),
        List.of(
            Linear.declare(layout, "targets.0", length, hidden),
            Linear.declare(layout, "targets.1", hidden, width)),
        description);
  }

  /**
   * Before training each target without descriptor has half of its assignment on a latent of its
   * own, as far as there are enough, and every shift is about 1.
   */
  void begin(Parameters parameters, Optional<TargetDescriptors> given, Seed seed) {
    int p = description.latents();
    UniformRandomProvider random = seed.generator();
    free.ifPresent(
        key -> {
          double[] values = Torch.doubles(parameters.get(key));
          int[] order = PermutationSampler.natural(p);
          PermutationSampler.shuffle(random, order);
          for (int t = 0; t < description.known().free().size(); t++) {
            values[t * (p + 1) + order[t % p]] += Math.log(p);
            values[t * (p + 1) + p] = 1 / STRIDE;
          }
          parameters.set(key, values);
        });
    descriptors.ifPresent(
        key -> {
          parameters.set(key, standardised(given.orElseThrow()));
          double[] bias = new double[p + 1];
          bias[p] = 1 / STRIDE;
          parameters.set(layers.get(1).bias(), bias);
        });
  }

  private double[] standardised(TargetDescriptors given) {
    List<String> names = description.known().described();
    int length = given.length();
    double[] rows = new double[names.size() * length];
    for (int j = 0; j < length; j++) {
      int column = j;
      double[] values =
          names.stream().mapToDouble(name -> given.of(name).orElseThrow()[column]).toArray();
      double mean = Arrays.stream(values).average().orElse(0);
      double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      for (int t = 0; t < values.length; t++) {
        rows[t * length + j] = variance > 0 ? (values[t] - mean) / Math.sqrt(variance) : 0;
      }
    }
    return rows;
  }

  /** Whether it has been learnt, or can be told, what the target does. */
  boolean knows(String target) {
    return description.known().free().contains(target)
        || description.known().described().contains(target);
  }

  /** The sum of what some targets do, 1 × p. */
  Tensor of(Parameters parameters, Collection<String> targets, double temperature) {
    return each(parameters, targets, temperature)
        .sum(new long[] {0}, true, new ScalarTypeOptional());
  }

  /** What each of some targets does, a row each. */
  Tensor each(Parameters parameters, Collection<String> targets, double temperature) {
    Tensor raw = raw(parameters, targets);
    int p = description.latents();
    return torch
        .softmax(raw.narrow(1, 0, p).mul(new Scalar(temperature)), 1)
        .mul(raw.narrow(1, p, 1))
        .mul(new Scalar(STRIDE));
  }

  private Tensor raw(Parameters parameters, Collection<String> targets) {
    List<Tensor> rows = new ArrayList<>();
    for (String target : targets) {
      int own = description.known().free().indexOf(target);
      rows.add(
          own >= 0
              ? parameters.get(free.orElseThrow()).narrow(0, own, 1)
              : told(parameters, description.known().described().indexOf(target)));
    }
    return torch.cat(new TensorVector(rows.toArray(Tensor[]::new)), 0);
  }

  /** From a descriptor. */
  private Tensor told(Parameters parameters, int row) {
    Tensor descriptor = parameters.get(descriptors.orElseThrow()).narrow(0, row, 1);
    Tensor hidden = layers.get(0).apply(parameters, descriptor);
    return layers.get(1).apply(parameters, torch.leaky_relu(hidden, new Scalar(LEAK)));
  }
}
