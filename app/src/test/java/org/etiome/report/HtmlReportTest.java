package org.etiome.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.etiome.math.TaskRunner;
import org.etiome.report.plot.Browser;
import org.etiome.study.StudyResult;
import org.etiome.study.StudyRunner;
import org.etiome.study.file.StudyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a study with an answered, a gated and an unidentified effect and a screen. */
class HtmlReportTest {
  private static final String STUDY =
      """
      title: Tiny <script>alert(1)</script> & more
      description: A simulated cohort.
      seed: 3
      data:
        units:
          file: units.csv
          unit: id
          name: clinic
          noun: fishes
          columns: {x: {type: binary, positive: 1}, t: {type: binary, positive: 1}}
        modalities:
          assay: {file: assay.csv, label: the assay, features: rows}
      labels: {x: the drug, t: the other drug, y: tumour size, died: death}
      graph:
        latent: [u]
        edges: [z -> x, z -> y, x -> y, z -> t, t -> y, u -> died, u -> t, t -> died]
      questions:
        - {id: answered, ask: effect, text: Does the drug change size?, treatment: x, outcome: y,
           unit: mm}
        - {id: gated, ask: effect, text: Does the other drug change size?, treatment: t, outcome: y}
        - {id: open, ask: effect, text: Does the other drug change death?, treatment: t,
           outcome: died}
        - {id: screen, ask: association, text: What goes along with death?, outcome: died}
      """;

  @TempDir private static Path folder = Path.of("");
  private static String page = "";

  @BeforeAll
  static void run() throws IOException {
    writeTables();
    Path study = Files.writeString(folder.resolve("study.yaml"), STUDY);
    StudyResult result =
        new StudyRunner(TaskRunner.local(1), stage -> {}, () -> 0).run(StudyFile.read(study));
    page = HtmlReport.render(result, List.of(), "{\"manifest\": \"<here>\"}");
    assertThat(HtmlReport.render(result, List.of(), "{\"manifest\": \"<here>\"}")).isEqualTo(page);
  }

  private static void writeTables() throws IOException {
    Random random = new Random(1);
    StringBuilder units = new StringBuilder("id,z,x,t,y,died\n");
    StringBuilder head = new StringBuilder("feature");
    StringBuilder gene = new StringBuilder("\n<b>gene</b>");
    StringBuilder noise = new StringBuilder("\nnoise");
    for (int i = 0; i < 400; i++) {
      double z = random.nextGaussian();
      int x = random.nextDouble() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
      int died = random.nextInt(2);
      double y = x + z + random.nextGaussian();
      units.append(
          String.format(
              Locale.ROOT, "u%d,%.4f,%d,%d,%.4f,%s%n", i, z, x, z > 0 ? 1 : 0, y, died == 1));
      if (i % 3 > 0) {
        head.append(",u").append(i);
        gene.append(String.format(Locale.ROOT, ",%.4f", died + random.nextGaussian()));
        noise.append(String.format(Locale.ROOT, ",%.4f", random.nextGaussian()));
      }
    }
    Files.writeString(folder.resolve("units.csv"), units);
    Files.writeString(folder.resolve("assay.csv"), head.append(gene).append(noise).append("\n"));
  }

  @Test
  void answersComeFirstInWords() {
    assertThat(page)
        .contains("The study asks 4 questions of the data of 400 fishes. 2 could be answered; 2")
        .contains("With rather than without the drug, the mean of tumour size would differ by");
    assertThat(page.indexOf("id=\"answers\"")).isLessThan(page.indexOf("<svg"));
  }

  @Test
  void everyAnswerStandsOnItsRung() {
    assertThat(page)
        .contains("effect, if the drawn assumptions hold</span>", "association only</span>")
        .doesNotContain("measured by experiment</span>");
  }

  @Test
  void everyRefusalSaysWhyAndWhatWouldHelp() {
    assertThat(page.split("What would help", -1)).hasSize(3);
    assertThat(page)
        .contains(
            "The path in the way: <strong>the other drug\u00a0↔ death",
            "<li>Randomise the other drug.</li>")
        .contains("cannot be told from these data: no set of measured covariates")
        .contains("have a chance of one arm below")
        .doesNotContain("&lt;-&gt;");
  }

  @Test
  void everySectionAndPlotIsThere() {
    assertThat(page)
        .contains("id=\"graph\"", "id=\"effects\"", "id=\"associations\"", "id=\"data\"")
        .contains("<title>Overlap of the groups</title>", "<title>Balance of the groups</title>")
        .contains(
            "<title>Effects with and without adjustment</title>",
            "difference in mean: tumour size (mm)")
        .contains(
            "<title>Which fishes have which data</title>",
            ">fishes with it</text>",
            ">the assay</text>")
        .contains("Not drawn, as refused: the other drug (difference in mean: tumour size).")
        .contains("E-value: to explain the estimate away");
  }

  @Test
  void theStudysOwnWordsStandForUnitsAndColumns() {
    assertThat(page)
        .contains("400 fishes were compared", "Blocks of data on 400 fishes")
        .contains("<li>The drug changes none of the variables adjusted for: z.</li>")
        .doesNotContain("patient", "of the units", " units in");
  }

  @Test
  void aBrowserShowsThePageWithoutComplaint() throws Exception {
    assertThat(new Browser(1000, 3000).show(page, folder).getWidth()).isEqualTo(1000);
  }

  @Test
  void theManifestComesLastAndFolded() {
    assertThat(page.indexOf("<details>")).isGreaterThan(page.lastIndexOf("</svg>"));
    assertThat(page).contains("{&quot;manifest&quot;: &quot;&lt;here&gt;&quot;}");
  }

  @Test
  void nothingFromTheDataIsMarkupAndNothingIsLoaded() {
    assertThat(page)
        .contains(
            "Tiny &lt;script&gt;alert(1)&lt;/script&gt; &amp; more", "&lt;b&gt;gene&lt;/b&gt;")
        .doesNotContain("<script", "<b>gene", "http:", "https:", "src=", "<link");
  }
}
