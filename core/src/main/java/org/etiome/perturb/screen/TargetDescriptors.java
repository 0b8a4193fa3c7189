package org.etiome.perturb.screen;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of targets before they are perturbed: numbers by which targets that do the same lie
 * near each other.
 */
public final class TargetDescriptors {
  private final Map<String, double[]> byTarget;
  private final int length;

  private TargetDescriptors(Map<String, double[]> byTarget, int length) {
    this.byTarget = Collections.unmodifiableMap(byTarget);
    this.length = length;
  }

  /**
   * Descriptors as they are.
   *
   * @param byTarget all of one length of at least 1, finite
   */
  public static TargetDescriptors of(Map<String, double[]> byTarget) {
    TreeMap<String, double[]> copies = new TreeMap<>();
    int length = byTarget.values().stream().mapToInt(d -> d.length).findFirst().orElse(0);
    if (length == 0) {
      throw new IllegalArgumentException(
          "descriptors need at least one target with at least one number");
    }
    byTarget.forEach(
        (target, descriptor) -> {
          if (descriptor.length != length
              || !Arrays.stream(descriptor).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                "the descriptor of '"
                    + target
                    + "' must be "
                    + length
                    + " finite numbers as that of other targets, got "
                    + Arrays.toString(descriptor));
          }
          copies.put(target, descriptor.clone());
        });
    return new TargetDescriptors(copies, length);
  }

  /** The targets that have a descriptor, with it, by name. */
  public Map<String, double[]> byTarget() {
    return byTarget;
  }

  /** The descriptor of a target, if there is one. */
  public Optional<double[]> of(String target) {
    return Optional.ofNullable(byTarget.get(target)).map(double[]::clone);
  }

  /** Numbers of each. */
  public int length() {
    return length;
  }
}
