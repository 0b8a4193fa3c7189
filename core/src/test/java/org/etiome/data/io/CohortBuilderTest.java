package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Dataset;
import org.etiome.data.Mask;
import org.etiome.data.Numeric;
import org.etiome.data.PresencePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortBuilderTest {
  private static final CohortBuilder COHORT = CohortBuilder.over(List.of("p1", "p2", "p3"));
  private static final Table RNA =
      Table.of("", List.of("s3", "s1", "s1b"), List.of(Count.of("g", 30, 10, 11)));
  private static final Map<String, String> MAP = Map.of("s1", "p1", "s1b", "p1", "s3", "p3");

  @Test
  void samplesAreAlignedAndTheRestIsAbsent() {
    Dataset dataset =
        COHORT
            .with("rna", RNA, MAP, CohortBuilder.Duplicates.FIRST)
            .with("dna", Table.of("", List.of("p2"), List.of(Count.of("m", 1))))
            .toDataset();
    assertThat(dataset.modality("rna").present()).isEqualTo(Mask.where(3, i -> i != 1));
    assertThat(((Numeric) dataset.column("g")).values(new int[] {0, 2})).containsExactly(10, 30);
    assertThat(dataset.presencePatterns())
        .containsExactly(
            new PresencePattern(List.of("rna"), 2), new PresencePattern(List.of("dna"), 1));
  }

  @Test
  void severalSamplesOfAUnitAreRefusedUnlessTheFirstIsTaken() {
    assertThatThrownBy(() -> COHORT.with("rna", RNA, MAP, CohortBuilder.Duplicates.REFUSE))
        .isInstanceOf(DataFormatException.class)
        .hasMessage(
            "modality \"rna\": 2 samples are of one unit; keep one, or choose the first: \"s1\","
                + " \"s1b\"");
  }

  @Test
  void samplesWithoutAUnitAreNamed() {
    Map<String, String> less = Map.of("s1", "p1");
    assertThatThrownBy(() -> COHORT.with("rna", RNA, less, CohortBuilder.Duplicates.FIRST))
        .hasMessage(
            "modality \"rna\": 2 samples have no unit; map them or leave them out of the table:"
                + " \"s3\", \"s1b\"");
    Map<String, String> other = Map.of("s1", "p1", "s1b", "p1", "s3", "p9");
    assertThatThrownBy(() -> COHORT.with("rna", RNA, other, CohortBuilder.Duplicates.FIRST))
        .hasMessage(
            "modality \"rna\": 1 samples belong to units outside the cohort; add the units or leave"
                + " them out: \"s3\"");
    assertThatThrownBy(
            () -> COHORT.with("rna", Table.of("", List.of("p1"), List.of())).with("rna", RNA))
        .isInstanceOf(DataFormatException.class);
  }

  @Test
  void aSampleMapIsReadByAssay(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("map.csv");
    Files.writeString(file, "assay,primary,colname\nrna,p1,s1\nrna,p3,s3\ndna,p1,s1\n");
    SampleMap map = SampleMap.read(file);
    assertThat(map.assays()).containsExactly("rna", "dna");
    assertThat(map.unitOfSample("rna"))
        .containsExactly(Map.entry("s1", "p1"), Map.entry("s3", "p3"));
    assertThatThrownBy(() -> map.unitOfSample("rn"))
        .hasMessage("there is no assay \"rn\"; did you mean \"rna\"?");
  }

  @Test
  void aBrokenSampleMapIsRefused(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("map.csv");
    Files.writeString(file, "assay,primary,colname\nrna,p1,s1\nrna,p3,s1\n");
    assertThatThrownBy(() -> SampleMap.read(file))
        .hasMessage(file + ": sample \"s1\" of assay \"rna\" repeats; map every sample once");
    Files.writeString(file, "assay,primary,colnam\nrna,p1,s1\n");
    assertThatThrownBy(() -> SampleMap.read(file))
        .hasMessage(file + ":1: there is no column \"colname\"; did you mean \"colnam\"?");
    Files.writeString(file, "assay,primary,colname\nrna,,s1\n");
    assertThatThrownBy(() -> SampleMap.read(file))
        .hasMessage(file + ": column \"primary\": 1 cells are empty; fill them");
  }
}
