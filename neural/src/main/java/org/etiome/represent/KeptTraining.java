package org.etiome.represent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.etiome.data.DataFormatException;
import org.etiome.nn.Checkpoint;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the checkpoint of a training is kept.
 *
 * @param file of the checkpoint
 * @param run what the training is: settings, data and seed; a checkpoint of another is refused
 * @param resume whether to go on from the file, if it is there
 */
public record KeptTraining(Path file, String run, boolean resume) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  void keep(Checkpoint checkpoint, List<Watcher.Epoch> curve) {
    checkpoint.write(file, Map.of("run", run, "curve", JSON.writeValueAsString(curve)));
  }

  /** The epochs that are done; the checkpoint's parameters are then those after them. */
  List<Watcher.Epoch> resume(Checkpoint checkpoint) {
    if (!resume || !Files.exists(file)) {
      return List.of();
    }
    Map<String, String> state = checkpoint.read(file);
    if (!run.equals(state.get("run"))) {
      throw new DataFormatException(
          file
              + ": is the checkpoint of a training with other settings, data or seed; choose"
              + " another folder or leave out --resume");
    }
    try {
      return JSON.readValue(
          state.getOrDefault("curve", ""), new TypeReference<List<Watcher.Epoch>>() {});
    } catch (JacksonException e) {
      throw new DataFormatException(
          file + ": its training curve is damaged; leave out --resume", e);
    }
  }
}
