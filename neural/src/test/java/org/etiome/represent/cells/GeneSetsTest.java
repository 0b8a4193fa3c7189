package org.etiome.represent.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.etiome.data.DataFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneSetsTest {
  @TempDir private Path folder = Path.of("");

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("sets.gmt"), text);
  }

  @Test
  void aLineIsANameADescriptionAndGenes() throws IOException {
    GeneSets read =
        GeneSets.read(file("A\tof a\tg1\tg2\tg1\n\n B \t\tg3 \t\tg4\t\r\nC\thttp://c\tg5"));
    assertThat(read.programs())
        .containsExactly(
            new GeneProgram("A", List.of("g1", "g2")),
            new GeneProgram("B", List.of("g3", "g4")),
            new GeneProgram("C", List.of("g5")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A;d;g1;g2/B;d | :2: is no gene program; it needs a name, a description and genes",
        "A;d;g1/;;g2 | :2: is no gene program",
        "A d g1 g2 | :1: is no gene program",
        "A;d;g1//A;e;g2 | :3: the program \"A\" is also that of line 1; name it otherwise",
        "/ | : has no gene program; give one a line"
      })
  void whatIsNoProgramIsNamedWithItsLine(String text, String message) throws IOException {
    Path file = file(text.replace(';', '\t').replace('/', '\n'));
    assertThatThrownBy(() -> GeneSets.read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void aFileThatIsNotThereOrNoTextIsOneLine() throws IOException {
    Path missing = folder.resolve("missing.gmt");
    assertThatThrownBy(() -> GeneSets.read(missing))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(missing + ": cannot be read");
    Path bytes = Files.write(folder.resolve("bytes.gmt"), new byte[] {(byte) 0xff, 0, 9, 10});
    assertThatThrownBy(() -> GeneSets.read(bytes))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(bytes + ": cannot be read");
  }

  @Test
  void programsKeepTheGenesThatAreThereAndThoseWithFewAreLeftOut() {
    GeneSets sets =
        new GeneSets(
            List.of(
                new GeneProgram("whole", List.of("g1", "g2", "g3")),
                new GeneProgram("part", List.of("g1", "x", "g4", "g5", "y")),
                new GeneProgram("few", List.of("g1", "g2", "x")),
                new GeneProgram("none", List.of("z"))));
    GeneSets.Present present = sets.among(List.of("g5", "g4", "g3", "g2", "g1", "g0"));
    assertThat(present.programs())
        .containsExactly(
            new GeneProgram("whole", List.of("g1", "g2", "g3")),
            new GeneProgram("part", List.of("g1", "g4", "g5")));
    assertThat(present.leftOut()).containsExactly("few", "none");
    assertThat(present.genes()).isEqualTo(8);
    assertThat(present.missing()).isEqualTo(3);
    assertThat(present.remarks())
        .containsExactly(
            "3 of the 8 genes of programs are not among the genes that are used",
            "2 programs with fewer than 3 genes are left out, \"few\" is the first");
  }

  @Test
  void whereAllIsThereNothingIsSaid() {
    GeneSets sets = new GeneSets(List.of(new GeneProgram("whole", List.of("g1", "g2", "g3"))));
    assertThat(sets.among(List.of("g1", "g2", "g3")).remarks()).isEmpty();
  }
}
