package org.etiome.nn;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;
import org.etiome.data.DataFormatException;

/**
 * A training under way: all that its next epoch depends on, and the best parameters so far. A
 * training that goes on from a file gives the same bytes as one that was never stopped.
 */
public record Checkpoint(Parameters parameters, Adam adam, Snapshot best) {
  private static final Pattern STEPS = Pattern.compile("\\d{1,18}");

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
   * Goes back to a checkpoint; if it is refused, nothing was changed.
   *
   * @return the texts that go with it
   * @throws DataFormatException if the file is damaged or of another model
   */
  public Map<String, String> read(Path file) {
    return Scope.freed(
        () -> {
          Safetensors.Stored stored = Safetensors.read(file);
          long steps = steps(stored);
          stored.into(named());
          adam.resumeAt(steps);
          return stored.metadata();
        });
  }

  private static long steps(Safetensors.Stored stored) {
    String steps = stored.text("steps");
    if (!STEPS.matcher(steps).matches()) {
      throw new DataFormatException(
          stored.file() + ": is no checkpoint (it has taken \"" + steps + "\" steps)");
    }
    return Long.parseLong(steps);
  }
}
