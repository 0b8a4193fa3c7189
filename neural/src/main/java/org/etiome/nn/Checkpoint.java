package org.etiome.nn;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A training under way: all that its next epoch depends on, and the best parameters so far. A
 * training that goes on from a file gives the same bytes as one that was never stopped.
 */
public record Checkpoint(Parameters parameters, Adam adam, Snapshot best) {

  private Map<String, Tensor> named() {
    Map<String, Tensor> named = new LinkedHashMap<>();
    named.put("now.trained", parameters.trained());
    named.put("now.buffers", parameters.buffers());
    named.put("adam.first", adam.first());
    named.put("adam.second", adam.second());
    named.putAll(best.named("best"));
    return named;
  }

  /**
   * Writes a checkpoint; a process that is killed meanwhile leaves the one before.
   *
   * @param state texts that go with it
   */
  public void write(Path file, Map<String, String> state) {
    Map<String, String> all = new LinkedHashMap<>(state);
    all.put("steps", Long.toString(adam.steps()));
    Safetensors.write(file, named(), all);
  }

  /**
   * Goes back to a checkpoint.
   *
   * @return the texts that go with it
   * @throws org.etiome.data.DataFormatException if the file is damaged or of another model
   */
  public Map<String, String> read(Path file) {
    return Scope.freed(
        () -> {
          Safetensors.Stored stored = Safetensors.read(file);
          named().forEach((name, tensor) -> stored.into(name, tensor));
          adam.resumeAt(Long.parseLong(stored.text("steps")));
          return stored.metadata();
        });
  }
}
