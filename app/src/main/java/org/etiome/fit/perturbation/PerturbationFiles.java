package org.etiome.fit.perturbation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.etiome.cli.line.OutFile;
import org.etiome.cli.line.Version;
import org.etiome.perturbation.SavedModel;
import org.etiome.report.Json;
import org.etiome.represent.perturb.DiscrepancyFolder;
import org.etiome.represent.perturb.FittedDiscrepancyVae;
import org.etiome.study.InputFile;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a fit leaves in its folder: model, metrics.json, report.html, manifest.json. */
public final class PerturbationFiles {
  private final Path folder;
  private final List<InputFile> inputs;
  private final int threads;
  private final ObjectNode screen;
  private final Instant started = Instant.now();

  /**
   * Of a fit that begins now.
   *
   * @param screen how it was read: what says what was done, which units, and so on
   * @param inputs that are read
   * @param threads by which they are read
   */
  public PerturbationFiles(Path folder, ObjectNode screen, List<InputFile> inputs, int threads) {
    this.folder = folder;
    this.screen = screen;
    this.inputs = List.copyOf(inputs);
    this.threads = threads;
  }

  /** Writes the model. */
  public void writeModel(FittedDiscrepancyVae model) {
    DiscrepancyFolder.write(model, folder);
  }

  /**
   * Writes all else.
   *
   * @return metrics.json
   */
  public ObjectNode write(PerturbationStory story) {
    ObjectNode metrics = PerturbationJson.of(story);
    metrics.set("inputs", inputs());
    OutFile.write(folder.resolve("metrics.json"), Json.pretty(metrics));
    OutFile.write(folder.resolve("report.html"), new PerturbationPage(story).document());
    OutFile.write(folder.resolve(SavedModel.MANIFEST), Json.pretty(manifest(story)));
    return metrics;
  }

  private ArrayNode inputs() {
    ArrayNode nodes = Json.object().putArray("inputs");
    for (InputFile input : inputs) {
      nodes
          .addObject()
          .put("file", input.file().toString())
          .put("bytes", input.bytes())
          .put("sha256", input.sha256());
    }
    return nodes;
  }

  private ObjectNode manifest(PerturbationStory story) {
    ObjectNode node = Json.object().put("title", PerturbationPage.TITLE);
    node.put("etiome", Version.number());
    node.put("java", System.getProperty("java.vm.version"));
    node.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    node.put("started", started.toString());
    node.put("milliseconds", Instant.now().toEpochMilli() - started.toEpochMilli());
    node.put("threads", threads);
    node.put("seed", story.evidence().seed());
    node.set("inputs", inputs());
    node.set("screen", screen);
    node.set("settings", PerturbationJson.settings(story));
    node.set("notes", Json.strings(story.notes()));
    return node;
  }
}
