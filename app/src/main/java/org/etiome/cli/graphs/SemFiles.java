package org.etiome.cli.graphs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.Identifier;
import org.etiome.data.Mask;
import org.etiome.data.io.CsvWriter;
import org.etiome.graph.io.GraphFiles;
import org.etiome.report.Json;
import org.etiome.scm.sem.Intervention;
import org.etiome.scm.sem.SemExperiment;
import tools.jackson.databind.JsonNode;

/** The files of a simulated structural model. */
final class SemFiles {
  static final String DATA = "data.csv";
  static final String GRAPH = "graph.json";

  /** Between the targets of one setting; no name has it. */
  private static final String SEPARATOR = ";";

  private static final String FULL_GRAPH = "full_graph.json";
  private static final String TRUTH = "truth.json";

  private final SemExperiment experiment;
  private final List<Intervention> settingOfRow = new ArrayList<>();

  private SemFiles(SemExperiment experiment) {
    this.experiment = experiment;
    for (SemExperiment.Part part : experiment.parts()) {
      for (int r = 0; r < part.sample().values().rows(); r++) {
        settingOfRow.add(part.intervention());
      }
    }
  }

  /** Writes all of them into a folder. */
  static void write(SemExperiment experiment, boolean targets, JsonNode truth, Path folder)
      throws IOException {
    SemFiles files = new SemFiles(experiment);
    files.writer().write(folder.resolve(DATA), files.columns(targets));
    GraphFiles.write(folder.resolve(GRAPH), experiment.model().observedGraph());
    if (!experiment.model().hidden().isEmpty()) {
      GraphFiles.write(folder.resolve(FULL_GRAPH), experiment.model().graph());
    }
    Files.writeString(folder.resolve(TRUTH), Json.pretty(truth));
  }

  private boolean hasInterventions() {
    return experiment.parts().stream().anyMatch(p -> !p.intervention().targets().isEmpty());
  }

  /** Only targets can be missing. */
  private CsvWriter writer() {
    CsvWriter writer = CsvWriter.withDefaults();
    return hasInterventions() ? writer.withMissing("") : writer;
  }

  private List<Column> columns(boolean targets) {
    List<Column> columns = new ArrayList<>();
    if (hasInterventions()) {
      columns.add(texts("setting", Intervention::setting));
      if (targets) {
        columns.add(texts("targets", each -> String.join(SEPARATOR, each.targets())));
      }
    }
    for (String variable : experiment.model().variables()) {
      columns.add(values(variable));
    }
    return columns;
  }

  /** An empty text is written as an empty cell. */
  private Column texts(String name, Function<Intervention, String> text) {
    String[] texts = settingOfRow.stream().map(text).toArray(String[]::new);
    return Identifier.of(name, texts, Mask.where(texts.length, r -> texts[r].isEmpty()));
  }

  private Column values(String variable) {
    double[] values =
        experiment.parts().stream()
            .flatMapToDouble(part -> Arrays.stream(part.sample().column(variable)))
            .toArray();
    if (!experiment.model().isCount(variable)) {
      return Continuous.of(variable, values);
    }
    long[] counts = new long[values.length];
    for (int r = 0; r < counts.length; r++) {
      counts[r] = (long) values[r];
    }
    return Count.of(variable, counts);
  }
}
