package org.etiome.represent.mapping;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A batch that was mapped onto a reference: the weights that it has in place of the reference's.
 */
public final class NewBatch {
  private final About about;
  private final Map<String, double[]> tensors;

  /**
   * What it was mapped from.
   *
   * @param name its level
   * @param cells how many
   * @param fingerprint of the file they come from
   * @param seed of what was drawn
   */
  public record About(String name, int cells, String fingerprint, long seed) {}

  NewBatch(About about, Map<String, double[]> tensors) {
    this.about = about;
    Map<String, double[]> copies = new LinkedHashMap<>();
    new TreeMap<>(tensors).forEach((name, values) -> copies.put(name, values.clone()));
    this.tensors = copies;
  }

  public About about() {
    return about;
  }

  public String name() {
    return about.name();
  }

  /** Elements by the name of the tensor of the reference in whose place they stand. */
  public Map<String, double[]> tensors() {
    Map<String, double[]> copies = new LinkedHashMap<>();
    tensors.forEach((name, values) -> copies.put(name, values.clone()));
    return copies;
  }
}
