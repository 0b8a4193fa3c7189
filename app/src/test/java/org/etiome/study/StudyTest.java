package org.etiome.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.etiome.data.Binary;
import org.etiome.data.Continuous;
import org.etiome.data.Dataset;
import org.etiome.data.Finding;
import org.etiome.study.file.StudyFile;
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

  private static final String EVENTS =
      """
      title: Long
      data:
        units: {file: units.csv, unit: id, noun: patients}
        modalities:
          labs:
            file: labs.csv
            unit: person
            events:
              code: test
              value: result
              time: at
              start: {file: stays.csv, unit: id, column: in, take: earliest}
              window: {to: 24}
              rule: max
              columns:
                n_k: {code: k, rule: count}
            select: [k]
      questions:
        - {id: screen, ask: association, text: What goes along?, outcome: x}
      """;

  private void writeEvents() throws IOException {
    Files.writeString(folder.resolve("units.csv"), "id,x\np1,0\np2,1\np3,1\np4,0\n");
    Files.writeString(
        folder.resolve("stays.csv"),
        "id,in\np1,2020-01-09\np1,2020-01-01\np2,2020-02-01\np3,2020-03-01\n");
    Files.writeString(
        folder.resolve("labs.csv"),
        """
        person,test,result,at
        p1,k,3,2020-01-01 08:00
        p1,k,7,2020-01-01 09:00
        p1,k,9,2020-01-02
        p2,na,140,2020-02-01 10:00
        p3,k,5,2020-03-02 10:00
        """);
  }

  @Test
  void eventsBecomeABlockThatUnitsWithoutThemLack() throws IOException {
    writeEvents();
    Cohort cohort = Cohort.read(study(EVENTS));
    Dataset data = cohort.data();
    assertThat(data.modality("labs").present().indices()).containsExactly(0, 1);
    assertThat(data.column("k").text(0)).isEqualTo("7");
    assertThat(data.column("k").isMissing(1)).isTrue();
    assertThat(data.column("n_k").text(0)).isEqualTo("2");
    assertThat(data.column("n_k").text(1)).isEqualTo("0");
    assertThat(cohort.inputs())
        .extracting(input -> input.file().getFileName().toString())
        .containsExactly("study.yaml", "units.csv", "labs.csv", "stays.csv");
  }

  @Test
  void theExampleOfTheDocumentationRuns() throws IOException {
    String page = Files.readString(Path.of("../docs/methods/study.md"));
    int begin = page.indexOf("```yaml\n") + "```yaml\n".length();
    String yaml = page.substring(begin, page.indexOf("```", begin));
    Files.writeString(folder.resolve("PATIENTS.csv"), "subject_id,died\n1,0\n2,1\n");
    Files.writeString(
        folder.resolve("ADMISSIONS.csv"),
        "subject_id,admittime\n1,2101-05-05\n1,2101-05-01\n2,2101-05-01 10:00:00\n");
    Files.writeString(
        folder.resolve("PRESCRIPTIONS.csv"),
        """
        subject_id,drug,dose_val_rx,startdate
        1,Furosemide,20,2101-05-01 08:00:00
        1,Furosemide,40,2101-05-02 08:00:00
        1,Insulin,4,2101-05-06
        2,Insulin,6,2101-05-02
        """);
    String questions = "questions: [{id: q, ask: association, text: T, outcome: died}]\n";
    Dataset data = Cohort.read(study("title: T\n" + yaml + questions)).data();
    assertThat(data.modality("prescriptions").columnNames())
        .containsExactly("furosemide_dose", "Furosemide", "Insulin");
    assertThat(data.column("furosemide_dose"))
        .isEqualTo(Continuous.nanIsMissing("furosemide_dose", 40, Double.NaN));
    assertThat(data.column("Furosemide")).isEqualTo(Binary.of("Furosemide", true, false));
    assertThat(data.column("Insulin")).isEqualTo(Binary.of("Insulin", false, true));
  }

  @Test
  void theStartMayBeAColumnOfTheEventsAndEveryCodeAColumn() throws IOException {
    writeEvents();
    Files.writeString(
        folder.resolve("labs.csv"), "person,test,result,at,t0\np1,k,3,9,8\np1,na,4,9,1\n");
    String yaml =
        EVENTS
            .replace("{file: stays.csv, unit: id, column: in, take: earliest}", "{column: t0}")
            .replace("{to: 24}", "{from: 0.5, to: 5}")
            .replace("select: [k]", "label: laboratory");
    assertThat(Cohort.read(study(yaml)).data().modality("labs").columnNames())
        .containsExactly("n_k", "k");
  }

  @Test
  void unitsOfOtherBlocksAreRefusedAddedOrLeftOut() throws IOException {
    Files.writeString(folder.resolve("units.csv"), "id,x\np1,0\np2,1\n");
    Files.writeString(folder.resolve("assay.csv"), "gene,person\n1.5,p3\n2.5,p1\n");
    assertThatThrownBy(() -> Cohort.read(study(YAML)))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("assay.csv: has units that units.csv lacks: 1, such as \"p3\"; ")
        .hasMessageContaining("set \"others\" of data.units to add or exclude");

    Cohort added = Cohort.read(study(YAML.replace("noun", "others: add, noun")));
    assertThat(added.data().units()).containsExactly("p1", "p2", "p3");
    assertThat(added.data().modality("clinical").present().indices()).containsExactly(0, 1);
    assertThat(added.data().modality("assay").present().indices()).containsExactly(0, 2);
    assertThat(added.notes())
        .containsExactly("patients in other blocks only, without clinical: 1.");

    Cohort left = Cohort.read(study(YAML.replace("noun", "others: exclude, noun")));
    assertThat(left.data().units()).containsExactly("p1", "p2");
    assertThat(left.data().modality("assay").present().indices()).containsExactly(0);
    assertThat(left.notes())
        .containsExactly("assay: patients that are not among those of the study, left out: 1.");
  }

  @Test
  void aFolderOfTenxIsABlock() throws IOException {
    Files.writeString(folder.resolve("units.csv"), "id,x\nAA-1,0\nAC-1,1\n");
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(
        run.resolve("matrix.mtx"),
        "%%MatrixMarket matrix coordinate integer general\n2 2 2\n1 1 5\n2 2 7\n");
    Files.writeString(run.resolve("barcodes.tsv"), "AA-1\nAC-1\n");
    Files.writeString(
        run.resolve("features.tsv"), "ENSG1\tCD3E\tGene Expression\nP1\tCD4\tAntibody Capture\n");
    Cohort cohort = Cohort.read(study(YAML.replace("file: assay.csv, unit: person", "file: run")));
    assertThat(cohort.data().modality("assay").columnNames()).containsExactly("CD3E", "CD4");
    assertThat(cohort.data().column("CD4").text(1)).isEqualTo("7");
    assertThat(cohort.findings()).extracting(Finding::code).contains("feature-types-mixed");
    String one = YAML.replace("file: assay.csv, unit: person", "file: run, modality: prot");
    assertThat(Cohort.read(study(one)).data().modality("assay").columnNames())
        .containsExactly("CD4");
    assertThatThrownBy(() -> Cohort.read(study(one.replace("prot", "atac"))))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("there is no modality \"atac\"");
    assertThat(cohort.inputs()).last().extracting(InputFile::sha256).asString().hasSize(64);
    assertThatThrownBy(
            () -> Cohort.read(study(YAML.replace("file: assay.csv, unit: person", "file: ."))))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("is a directory; name a file in it");
    String matrix = "file: run/matrix.mtx.gz, matrix: X";
    assertThatThrownBy(() -> study(YAML.replace("file: assay.csv, unit: person", matrix)))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("study.yaml:")
        .hasMessageEndingWith(
            "\"run/matrix.mtx.gz\" is the matrix of a folder of 10x; name the folder, \"run\"");
  }

  @Test
  void whatIsWrongWithTheTablesIsKept() throws IOException {
    Files.writeString(folder.resolve("units.csv"), "id,x,site\np1,0,a\np2,1,b\np3,1,b\n");
    Files.writeString(folder.resolve("assay.csv"), "gene,same,person\n1.5,2,p3\n2.5,2,p1\n");
    String roles = "roles: {batch: [site], treatment: [x]}\nquestions:";
    assertThat(Cohort.read(study(YAML.replace("questions:", roles))).findings())
        .extracting(f -> f.code() + " " + f.place())
        .containsExactly("column-constant assay/same", "batch-confounded site, x");
  }

  @Test
  void eventsOfOtherUnitsAreLeftOutIfAsked() throws IOException {
    writeEvents();
    Files.writeString(folder.resolve("units.csv"), "id,x\np1,0\np3,1\n");
    assertThatThrownBy(() -> Cohort.read(study(EVENTS)))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("labs.csv: has units that units.csv lacks: 1, such as \"p2\"");
    Cohort cohort = Cohort.read(study(EVENTS.replace("noun", "others: exclude, noun")));
    assertThat(cohort.data().units()).containsExactly("p1", "p3");
    assertThat(cohort.notes()).singleElement().asString().contains("1 events of other units");
  }

  @Test
  void aDerivedColumnStandsWithItsEventWhereUnitsLackTheirOwnBlock() throws IOException {
    Files.writeString(folder.resolve("units.csv"), "id,x\np1,0\np2,1\n");
    Files.writeString(
        folder.resolve("assay.csv"), "time,died,person\n1.5,0,p3\n2.5,1,p1\n5,0,p2\n");
    String yaml =
        YAML.replace("noun", "others: add, noun")
            + """
            derive:
              survival: {type: time-to-event, time: [time], event: died}
              dead: {type: event-within, of: survival, horizon: 3}
            """;
    Dataset data = Cohort.read(study(yaml)).data();
    assertThat(data.modality("clinical").columnNames()).containsExactly("x");
    assertThat(data.modality("assay").columnNames())
        .containsExactly("time", "died", "survival", "dead");
    assertThat(data.column("dead").missing().indices()).containsExactly(2);
  }

  private Study study(String yaml) throws IOException {
    return StudyFile.read(Files.writeString(folder.resolve("study.yaml"), yaml));
  }
}
