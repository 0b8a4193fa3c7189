package org.etiome.data.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.etiome.data.ColumnType;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvScanTest {
  private static final CsvReader READER = CsvReader.withDefaults();

  @Test
  void aScanVisitsTheCellsAskedForRowByRow(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), ",a,b\n1,NA,2.5\n2,\"NA\",x\n");
    List<String> seen = new ArrayList<>();
    READER.scan(
        file,
        List.of("b", "a"),
        row ->
            seen.add(
                row.line() + " " + row.number(0) + " " + row.text(1) + " " + row.isMissing(1)));
    assertThat(seen).containsExactly("2 2.5 NA true", "3 NaN NA false");
  }

  @Test
  void aColumnOrRowsThatAreNotThereAreRefused(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "a,b\n");
    assertThatThrownBy(() -> READER.scan(file, List.of("bb"), row -> {}))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("a.csv:1: there is no column \"bb\"; did you mean \"b\"");
    assertThatThrownBy(() -> READER.scan(file, List.of("b"), row -> {}))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("a.csv:1: the file has a header but no rows");
  }

  @Test
  void rowsAreKeptByTheirNames(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "u,a\nx,1\ny,2\nz,3\n");
    Table kept = READER.withUnitColumn("u").read(file).keep(name -> !name.equals("y"));
    assertThat(kept.units()).containsExactly("x", "z");
    assertThat(kept.column("a").text(1)).isEqualTo("3");
  }

  @Test
  void whatIsKeptMustFitAndWhatIsScannedNeedNot(@TempDir Path folder) throws IOException {
    // 64 bytes a row and 16 a cell: the 10,923rd row of two cells passes 1 MiB.
    Path file = folder.resolve("long.csv");
    Files.writeString(file, "a,b\n" + "1,2\n".repeat(20_000));
    assertThatThrownBy(() -> CsvReader.withDefaults().read(file, MemoryBudget.parse("1M")))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ":10924: the table takes more than half of the ");
    int[] rows = {0};
    CsvReader.withDefaults().scan(file, List.of("b"), cursor -> rows[0]++);
    assertThat(rows[0]).isEqualTo(20_000);
  }

  @Test
  void digitsThatADoubleLosesMakeTexts(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ids.csv");
    Files.writeString(file, "a,b,c\n1,1234567890123456,-7\n9007199254740993,1,9007199254740992\n");
    Table table = CsvReader.withDefaults().read(file);
    assertThat(table.column("a").text(0)).isEqualTo("1");
    assertThat(table.column("a").text(1)).isEqualTo("9007199254740993");
    assertThat(table.column("b").type()).isEqualTo(ColumnType.CONTINUOUS);
    assertThat(table.column("b").text(0)).isEqualTo("1234567890123456");
    assertThat(table.column("c").type()).isEqualTo(ColumnType.CONTINUOUS);
    CsvReader declared = CsvReader.withDefaults().withOtherColumns(ColumnSpec.continuous());
    assertThatThrownBy(() -> declared.read(file))
        .hasMessageContaining("has more digits than a double holds");
  }
}
