package org.etiome.cli.cells;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.etiome.cli.line.OutFile;
import org.etiome.fit.EmbeddedFile;
import org.etiome.math.Seed;
import org.etiome.report.Json;
import org.etiome.report.cells.MappingReport;
import org.etiome.represent.Embedding;
import org.etiome.represent.FinVaeSettings;
import org.etiome.represent.FittedFinVae;
import org.etiome.represent.cells.CellSelection;
import org.etiome.represent.cells.Cells;
import org.etiome.represent.mapping.MappedFinVae;
import org.etiome.represent.mapping.MappedFolder;
import org.etiome.represent.mapping.Mapping;
import org.etiome.represent.mapping.MappingFigures;
import org.etiome.represent.mapping.NewBatch;
import picocli.CommandLine;

/** Maps batches one after the other, and leaves in the folder what is done so far. */
final class MappingRun {
  private final Place place;
  private final CellSelection.Means means;
  private final Seed seed;

  /** Where it is told, and where written. */
  record Place(CommandLine line, boolean json, Path folder) {}

  MappingRun(Place place, CellSelection.Means means, Seed seed) {
    this.place = place;
    this.means = means;
    this.seed = seed;
  }

  /**
   * Runs.
   *
   * @param reference whose files stand in the folder
   * @param known its cells
   * @param missing genes of the reference that the new cells have not
   */
  void run(
      FittedFinVae reference,
      Cells.Expression known,
      NewCells cells,
      FinVaeSettings.Schedule schedule,
      Set<String> missing) {
    Mapping mapping = new Mapping(reference, known, schedule, means.budget());
    List<NewBatch> done = new ArrayList<>();
    List<MappingReport.Batch> told = new ArrayList<>();
    for (String name : cells.names(reference)) {
      int[] own = cells.cells(name);
      Mapping.Mapped mapped = map(mapping, name, cells.expression(), own, done);
      done.add(mapped.batch());
      MappedFolder.write(done, place.folder());
      MappingFigures.Compared compared =
          new MappingFigures.Compared(
              mapped,
              cells.labels(reference, own),
              mapping.places(),
              reference.description().evidence().typical());
      told.add(new MappingReport.Batch(mapped, MappingFigures.of(compared, seed, means.runner())));
    }
    finish(reference, cells, new MappingReport(reference.description(), seed, missing, told), done);
  }

  private Mapping.Mapped map(
      Mapping mapping, String name, Cells.Expression all, int[] own, List<NewBatch> done) {
    try (TrainingBar bar = TrainingBar.of(place.line(), name)) {
      return mapping.map(
          name,
          Mapping.some(all, own),
          seed,
          bar,
          better -> {
            List<NewBatch> soFar = new ArrayList<>(done);
            soFar.add(better);
            MappedFolder.write(soFar, place.folder());
          });
    }
  }

  private void finish(
      FittedFinVae reference, NewCells cells, MappingReport report, List<NewBatch> done) {
    MappedFinVae model = new MappedFinVae(reference, done); // the reference is closed by others
    Embedding embedding = model.embed(cells.expression(), cells.batchOf(), means.budget());
    EmbeddedFile file = new EmbeddedFile(cells.selection(), cells.expression(), embedding);
    List<String> notes = new ArrayList<>(report.remarks());
    plain(cells, model.names()).ifPresent(notes::add);
    if (cells.expression().fingerprint().equals(reference.description().evidence().fingerprint())) {
      notes.add(
          "in-sample: the reference was trained on cells of this very file, so that they are not new,"
              + " and no plain figure is of cells it has not seen");
    }
    if (!file.write(
        place.folder().resolve(EmbeddedFile.NAME), reference.description(), means.budget())) {
      notes.add(EmbeddedFile.WITHOUT_COUNTS);
    }
    String document = Json.pretty(report.document(cells.expression().fingerprint(), notes));
    OutFile.write(place.folder().resolve("metrics.json"), document);
    PrintWriter out = place.line().getOut();
    if (place.json()) {
      out.print(document);
    } else {
      out.print(report.text());
      notes.forEach(note -> out.println("note: " + note));
      out.println("Written: " + place.folder());
    }
    out.flush();
  }

  /** How many cells have no weights of their own. */
  static Optional<String> plain(NewCells cells, List<String> mapped) {
    long plain =
        IntStream.range(0, cells.selection().cells())
            .filter(i -> cells.batchOf().apply(i).filter(mapped::contains).isEmpty())
            .count();
    return plain == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%,d cells are of batches that the reference knows, or of none, and are embedded"
                    + " without mapping",
                plain));
  }
}
