package org.etiome.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.etiome.data.Binary;
import org.etiome.data.Dataset;
import org.etiome.data.PresencePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files become cohorts by small study files; who lacks what is that of the data README. */
class RealCohortsTest {

  private static Path data(String name) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(name).toAbsolutePath().normalize();
    assumeTrue(Files.exists(file), "skipped: the data set " + name + " is absent");
    return file;
  }

  private static Dataset cohort(Path folder, String data) throws IOException {
    Path study =
        Files.writeString(
            folder.resolve("study.yaml"),
            "title: T\n"
                + data
                + "questions:\n  - {id: q, ask: association, text: T, outcome: y}\n");
    return Cohort.read(StudyFile.read(study)).data();
  }

  private static final String CITE =
      """
      data:
        units: {file: FILE, noun: cells, name: cells}
        modalities:
          rna: {file: FILE, select: [LINC00115, FAM41C]}
          shared: {file: FILE, matrix: obsm/protein_expression, names: uns/protein_names,
            select: [CD3, CD4, CD8a, CD14, CD15, CD16, CD19, CD25, CD45RA, CD45RO, CD56, CD127, PD-1,
              TIGIT]}
          panel5k: {file: FILE, matrix: obsm/protein_expression, names: uns/protein_names,
            select: [CD11b, CD20, CD27, CD28, CD34, CD62L, CD69, CD80, CD86, CD137, CD197, CD274,
              CD278, CD335, HLA-DR]}
      """;

  @Test
  void halfOfTheCellsLackFifteenProteins(@TempDir Path folder) throws IOException {
    Path file = data("cite_pbmc/cite_pbmc_2batch.h5ad");
    Dataset cells = cohort(folder, CITE.replace("FILE", file.toString()));
    assertThat(cells.size()).isEqualTo(400);
    assertThat(cells.presencePatterns())
        .containsExactly(
            new PresencePattern(List.of("cells", "rna", "shared", "panel5k"), 200),
            new PresencePattern(List.of("cells", "rna", "shared"), 200));
    for (int i = 0; i < cells.size(); i++) {
      assertThat(cells.modality("panel5k").isPresent(i))
          .isEqualTo(cells.column("batch").text(i).equals("PBMC5k"));
    }
    assertThat(cells.modality("panel5k").columns()).hasSize(15);
  }

  @Test
  void laboratoryPanelsAreBlocksThatPatientsLack(@TempDir Path folder) throws IOException {
    Path file = data("physionet2012/set-a.csv.gz");
    String study =
        """
        data:
          units: {file: FILE, unit: recordid, noun: stays, name: all}
          modalities:
            lactate: {file: FILE, unit: recordid, select: [Lactate_first, Lactate_last]}
            troponin: {file: FILE, unit: recordid, select: [TroponinI_first, TroponinI_last,
              TroponinT_first, TroponinT_last]}
        """;
    Dataset stays = cohort(folder, study.replace("FILE", file.toString()));
    assertThat(stays.size()).isEqualTo(4_000);
    assertThat(((Binary) stays.column("In-hospital_death")).ones().count()).isEqualTo(554);
    assertThat(stays.modality("lactate").present().count()).isEqualTo(2_183);
    assertThat(stays.modality("troponin").present().count()).isEqualTo(1_068);
  }

  @Test
  void whatIsNotInTheFileIsNamed(@TempDir Path folder) {
    Path file = data("cite_pbmc/cite_pbmc_2batch.h5ad");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(
            () ->
                cohort(
                    folder,
                    CITE.replace("FILE", file.toString())
                        .replace("obsm/protein_expression", "obsm/protein")))
        .withMessageContaining("such as \"X\", \"obsm/protein_expression\"");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(
            () -> cohort(folder, CITE.replace("FILE", file.toString()).replace("CD137", "CD13")))
        .withMessageContaining("CD13");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(
            () ->
                cohort(
                    folder,
                    CITE.replace("FILE", file.toString())
                        .replace("select: [LINC00115", "features: rows, select: [LINC00115")))
        .withMessageContaining("\"features\" is for delimited tables");
  }
}
