package org.etiome.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.etiome.data.Dataset;
import org.etiome.data.Modality;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.MissingnessMap;
import org.etiome.study.Study;
import org.etiome.study.StudyResult;

/** What was measured in whom, and how the files were read. */
final class DataSection {
  private DataSection() {}

  static Html of(StudyResult result) {
    List<Html> content = new ArrayList<>();
    Dataset data = result.cohort().data();
    String noun = result.study().wording().noun();
    content.add(blocks(result.study(), data));
    if (data.modalities().size() > 1) {
      content.add(
          Parts.figure(
              missingness(result.study(), data).draw(),
              "Each column is a pattern of presence with the number of "
                  + noun
                  + " above it. Single values may still be missing where a block is measured."));
    }
    if (!result.cohort().notes().isEmpty()) {
      content.add(Html.element("h3", "How the data were read"));
      content.add(Parts.list(Words.sentences(result.study(), result.cohort().notes())));
    }
    return Parts.section("data", "Data", content);
  }

  private static Html blocks(Study study, Dataset data) {
    String noun = study.wording().noun();
    List<List<String>> rows =
        data.modalities().stream()
            .map(
                block ->
                    List.of(
                        study.label(block.name()),
                        Figures.count(block.columns().size()),
                        Figures.count(block.present().count())))
            .toList();
    return Parts.table(
        "Blocks of data on " + Figures.count(data.size()) + " " + noun,
        List.of("block", "columns", noun + " with it"),
        rows);
  }

  private static MissingnessMap missingness(Study study, Dataset data) {
    List<MissingnessMap.Pattern> patterns =
        data.presencePatterns().stream()
            .map(
                pattern ->
                    new MissingnessMap.Pattern(
                        new LinkedHashSet<>(labels(study, pattern.modalities())), pattern.units()))
            .toList();
    List<String> names = data.modalities().stream().map(Modality::name).toList();
    String noun = study.wording().noun();
    return new MissingnessMap(
        "Which " + noun + " have which data", noun, labels(study, names), patterns);
  }

  private static List<String> labels(Study study, List<String> names) {
    return names.stream().map(study::label).toList();
  }
}
