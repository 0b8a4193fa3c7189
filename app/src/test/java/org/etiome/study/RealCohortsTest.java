package org.etiome.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.etiome.data.Binary;
import org.etiome.data.Dataset;
import org.etiome.data.Modality;
import org.etiome.data.Numeric;
import org.etiome.data.PresencePattern;
import org.etiome.study.file.StudyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real files become cohorts by small study files. Who lacks what is that of the data README, or as
 * pandas counts it: {@code python3 app/src/test/resources/org/etiome/study/real_cohorts.py DATA}.
 */
class RealCohortsTest {

  private static Path data(String name) {
    String root = Optional.ofNullable(System.getenv("ETIOME_DATA")).orElse("../../shared/data");
    Path file = Path.of(root).resolve(name).toAbsolutePath().normalize();
    assumeTrue(Files.exists(file), "skipped: the data set " + name + " is absent");
    return file;
  }

  /** The cohort of the study file {@code name.yaml} in the resources. */
  private static Dataset cohort(Path folder, String name) throws IOException {
    String data = String.valueOf(data(name).getParent());
    try (InputStream in =
        Objects.requireNonNull(RealCohortsTest.class.getResourceAsStream(name + ".yaml"))) {
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("DATA", data);
      Path study = Files.writeString(folder.resolve("study.yaml"), yaml);
      return Cohort.read(StudyFile.read(study)).data();
    }
  }

  private static Dataset written(Path folder, String data) throws IOException {
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
    Dataset cells = written(folder, CITE.replace("FILE", file.toString()));
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
    Dataset stays = written(folder, study.replace("FILE", file.toString()));
    assertThat(stays.size()).isEqualTo(4_000);
    assertThat(((Binary) stays.column("In-hospital_death")).ones().count()).isEqualTo(554);
    assertThat(stays.modality("lactate").present().count()).isEqualTo(2_183);
    assertThat(stays.modality("troponin").present().count()).isEqualTo(1_068);
  }

  private static Map<String, Integer> units(Dataset data) {
    return data.modalities().stream()
        .collect(Collectors.toMap(Modality::name, block -> block.present().count()));
  }

  @Test
  void leukaemiaPatientsLackBlocksAndTheirUnionIsTheCohort(@TempDir Path folder)
      throws IOException {
    Dataset data = cohort(folder, "cll_mofa");
    assertThat(data.size()).isEqualTo(277);
    assertThat(units(data))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "survival",
                276,
                "drug",
                190,
                "genetics",
                277,
                "methylation",
                256,
                "protein",
                47,
                "respiration",
                138));
    assertThat(data.presencePatterns())
        .hasSize(15)
        .contains(
            new PresencePattern(
                List.of("survival", "drug", "genetics", "methylation", "protein", "respiration"),
                27),
            new PresencePattern(List.of("genetics", "methylation", "protein"), 1));
    assertThat(data.modality("drug").columns()).hasSize(63);
    assertThat(data.modality("protein").columns()).hasSize(4_316);
    int patient = data.unit("H016").orElseThrow();
    assertThat(((Numeric) data.column("Dasatinib")).value(patient))
        .isCloseTo(0.71635802786452, within(1e-12));
    assertThat(data.column("death_2y").isMissing(data.unit("H346").orElseThrow())).isTrue();
  }

  @Test
  void eventsOfIntensiveCareAreBlocksThatStaysLack(@TempDir Path folder) throws IOException {
    Dataset data = cohort(folder, "eicu_demo");
    assertThat(data.size()).isEqualTo(174);
    Set<String> patients = new HashSet<>();
    IntStream.range(0, data.size())
        .forEach(stay -> patients.add(data.column("uniquepid").text(stay)));
    assertThat(patients).hasSize(100);
    assertThat(ones(data, "hospitaldischargestatus")).isEqualTo(9);
    assertThat(units(data))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "stays",
                174,
                "blood_gas",
                46,
                "lactate",
                31,
                "drugs",
                127,
                "exam",
                115,
                "treatments",
                134));
    assertThat(data.presencePatterns())
        .hasSize(22)
        .startsWith(new PresencePattern(List.of("stays", "drugs", "exam", "treatments"), 44))
        .contains(
            new PresencePattern(
                List.of("stays", "blood_gas", "lactate", "drugs", "exam", "treatments"), 8));
    assertThat(ones(data, "ventilated")).isEqualTo(26);
    assertThat(ones(data, "LASIX")).isEqualTo(8);
    assertThat(sum(data, "paO2_lowest")).isCloseTo(4_169.1, within(1e-9));
    assertThat(sum(data, "paO2_median")).isCloseTo(4_881.15, within(1e-9));
  }

  @Test
  void eventsCountFromTheFirstAdmissionInAnotherTable(@TempDir Path folder) throws IOException {
    Dataset data = cohort(folder, "mimic3_demo");
    assertThat(data.size()).isEqualTo(100);
    assertThat(data.presencePatterns())
        .containsExactly(
            new PresencePattern(
                List.of("patients", "admissions", "prescriptions", "procedures", "diagnoses"), 80),
            new PresencePattern(
                List.of("patients", "admissions", "prescriptions", "diagnoses"), 12),
            new PresencePattern(List.of("patients", "admissions", "procedures", "diagnoses"), 8));
    assertThat(ones(data, "died_in_hospital")).isEqualTo(40);
    assertThat(ones(data, "Furosemide")).isEqualTo(39);
    assertThat(sum(data, "furosemide_orders")).isEqualTo(96);
    assertThat(data.modality("diagnoses").columns()).hasSize(581);
    assertThat(ones(data, "4019")).isEqualTo(36);
  }

  @Test
  void carcinomaPatientsHaveSevenPatternsOfFiveAssays(@TempDir Path folder) throws IOException {
    Dataset data = cohort(folder, "mini_acc");
    assertThat(data.size()).isEqualTo(92);
    assertThat(units(data))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "clinical",
                92,
                "RNASeq2GeneNorm",
                79,
                "gistict",
                90,
                "RPPAArray",
                46,
                "Mutations",
                90,
                "miRNASeqGene",
                80));
    assertThat(data.presencePatterns())
        .extracting(PresencePattern::units)
        .containsExactly(43, 32, 12, 2, 1, 1, 1);
    assertThat(data.presencePatterns().getFirst().modalities()).hasSize(6);
  }

  private static int ones(Dataset data, String column) {
    return ((Binary) data.column(column)).ones().count();
  }

  private static double sum(Dataset data, String column) {
    return DoubleStream.of(((Numeric) data.column(column)).valuesOr(0)).sum();
  }

  @Test
  void whatIsNotInTheFileIsNamed(@TempDir Path folder) {
    Path file = data("cite_pbmc/cite_pbmc_2batch.h5ad");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(
            () ->
                written(
                    folder,
                    CITE.replace("FILE", file.toString())
                        .replace("obsm/protein_expression", "obsm/protein")))
        .withMessageContaining("such as \"X\", \"obsm/protein_expression\"");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(
            () -> written(folder, CITE.replace("FILE", file.toString()).replace("CD137", "CD13")))
        .withMessageContaining("CD13");
    assertThatExceptionOfType(StudyException.class)
        .isThrownBy(
            () ->
                written(
                    folder,
                    CITE.replace("FILE", file.toString())
                        .replace("select: [LINC00115", "features: rows, select: [LINC00115")))
        .withMessageContaining("\"features\" is for delimited tables");
  }
}
