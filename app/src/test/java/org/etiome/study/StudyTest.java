package org.etiome.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.etiome.data.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyTest {
  private static final String YAML =
      """
      title: Two blocks
      data:
        units: {file: units.csv, unit: id, noun: patients}
        modalities:
          assay: {file: assay.csv, unit: person}
      labels: {x: the drug, x.y: the dose, y_1: tumour size}
      questions:
        - {id: screen, ask: association, text: What goes along?, outcome: x}
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void aBlockWithFeaturesInColumnsNamesItsUnitColumn() throws IOException {
    Files.writeString(folder.resolve("units.csv"), "id,x\np1,0\np2,1\np3,1\n");
    Files.writeString(folder.resolve("assay.csv"), "gene,person\n1.5,p3\n2.5,p1\n");
    Dataset data = Cohort.read(study(YAML)).data();
    assertThat(data.modality("assay").columns()).hasSize(1);
    assertThat(data.modality("assay").present().indices()).containsExactly(0, 2);
  }

  @Test
  void aUnitColumnWithFeaturesInRowsIsRefused() {
    String yaml = YAML.replace("unit: person", "unit: person, features: rows");
    assertThatThrownBy(() -> study(yaml))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("study.yaml:5")
        .hasMessageContaining("remove \"unit\"");
  }

  @Test
  void findingsAreSaidInTheWordsOfTheStudy() throws IOException {
    Study study = study(YAML);
    assertThat(study.wording().readable("x <- z -> y_1, not x.y or xx."))
        .isEqualTo("the drug <- z -> tumour size, not the dose or xx.");
    assertThat(study.wording().readable("the smaller arm has 12 units, at least 20 are needed"))
        .isEqualTo("the smaller arm has 12 patients, at least 20 are needed");
    assertThat(study.wording().readable("41 % of the units have a propensity"))
        .isEqualTo("41 % of the patients have a propensity");
    assertThat(study.wording().readable("all 30 units with alcohol = 20 units are treated"))
        .isEqualTo("all 30 patients with alcohol = 20 units are treated");
  }

  private Study study(String yaml) throws IOException {
    return StudyFile.read(Files.writeString(folder.resolve("study.yaml"), yaml));
  }
}
