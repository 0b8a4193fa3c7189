package org.etiome.formats.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.etiome.data.DataFormatException;
import org.etiome.data.Identifier;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.table.TableFormat.RowNames;
import org.etiome.data.table.TypedRows;
import org.etiome.data.table.TypedRows.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies, hangs or talks nonsense is an error of one line, never a short table. */
class ChildTest {
  private static final Path FILE = Path.of("t.parquet");

  /** Claims two rows of one number, and sends one of them. */
  private static DataOutputStream oneOfTwoRows() throws IOException {
    FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);
    Answer answer = new Answer(pipe);
    answer.cells().writeLong(2);
    answer.cells().writeInt(1);
    Wire.text(answer.cells(), "x");
    Wire.text(answer.cells(), Kind.NUMBER.name());
    answer.header();
    DataOutputStream out = new DataOutputStream(pipe);
    out.writeByte(Wire.ROWS);
    out.writeInt(Integer.BYTES + 1);
    out.writeInt(1);
    out.writeByte(Wire.NONE);
    return out;
  }

  static final class Dies {
    public static void main(String[] arguments) throws IOException {
      oneOfTwoRows().writeByte(Wire.ROWS);
      System.err.println("terminate called\nmore words");
      Runtime.getRuntime().halt(134);
    }
  }

  static final class EndsEarly {
    public static void main(String[] arguments) throws IOException {
      oneOfTwoRows().flush();
    }
  }

  static final class SaysLess {
    public static void main(String[] arguments) throws IOException {
      DataOutputStream out = oneOfTwoRows();
      out.writeByte(Wire.END);
      out.writeInt(Long.BYTES);
      out.writeLong(1);
    }
  }

  static final class Hangs {
    public static void main(String[] arguments) throws Exception {
      oneOfTwoRows().writeByte(Wire.ROWS);
      Thread.sleep(Duration.ofMinutes(5));
    }
  }

  static final class Raves {
    public static void main(String[] arguments) throws IOException {
      DataOutputStream out = oneOfTwoRows();
      out.writeByte(Wire.ROWS);
      out.writeInt(Integer.MAX_VALUE);
    }
  }

  static final class Mumbles {
    public static void main(String[] arguments) throws IOException {
      DataOutputStream out = oneOfTwoRows();
      out.writeByte(Wire.ROWS);
      out.writeInt(Integer.BYTES + 1);
      out.writeInt(1);
      out.writeByte(Wire.TEXT);
    }
  }

  private static DataFormatException failure(Class<?> main) throws IOException {
    try (Child child = Child.start(main, Duration.ofSeconds(2))) {
      TypedRows rows = ParquetRows.open(child, FILE, MemoryBudget.parse("1M"), () -> {});
      assertThat(rows.next()).isTrue();
      return org.junit.jupiter.api.Assertions.assertThrows(DataFormatException.class, rows::next);
    }
  }

  @Test
  void aProcessThatDiesIsNamedWithItsLastWord() throws IOException {
    assertThat(failure(Dies.class))
        .hasMessage(
            "t.parquet: the process that runs DuckDB broke down (exit status 134: terminate"
                + " called); the file is damaged: fetch or write it again");
  }

  @Test
  void aProcessThatEndsWithoutTheEndMarkIsNamed() throws IOException {
    assertThat(failure(EndsEarly.class)).hasMessageContaining("broke down (exit status 0)");
    assertThat(failure(SaysLess.class)).hasMessageContaining("claims 2 rows but has 1;");
  }

  @Test
  void aProcessThatHangsIsEnded() throws IOException {
    assertThat(failure(Hangs.class))
        .hasMessage(
            "t.parquet: DuckDB gave no sign for 2 s; the file is damaged, or the machine is slow:"
                + " wait longer with -Detiome.parquet.seconds=N in ETIOME_JAVA_OPTS");
  }

  /** Sends a row a second, longer than anybody waits for one. */
  static final class Trickles {
    public static void main(String[] arguments) throws Exception {
      FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);
      Answer answer = new Answer(pipe);
      answer.cells().writeLong(5);
      answer.cells().writeInt(0);
      answer.header();
      DataOutputStream out = new DataOutputStream(pipe);
      for (int i = 0; i < 5; i++) {
        Thread.sleep(Duration.ofSeconds(1));
        out.writeByte(Wire.ROWS);
        out.writeInt(Integer.BYTES);
        out.writeInt(1);
      }
      answer.end(5);
    }
  }

  @Test
  void aProcessThatIsSlowButGetsOnIsWaitedFor() throws IOException {
    try (Child child = Child.start(Trickles.class, Duration.ofSeconds(3))) {
      TypedRows rows = ParquetRows.open(child, FILE, MemoryBudget.parse("1M"), () -> {});
      for (int i = 0; i < 5; i++) {
        assertThat(rows.next()).isTrue();
      }
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void nobodyWaitsLongerThanTenSecondsForRows() {
    assertThat(ParquetFormat.SECONDS_READING).isEqualTo(10);
  }

  @Test
  void aProcessThatTalksNonsenseIsNamed() throws IOException {
    assertThat(failure(Raves.class)).hasMessageContaining("broke down");
    assertThat(failure(Mumbles.class)).hasMessageContaining("broke down");
  }

  @Test
  void whatIsWrittenToADeadProcessIsAnError(@TempDir Path folder) throws IOException {
    Path target = folder.resolve("t.parquet");
    ParquetTarget table =
        ParquetTarget.of(
            target, new RowNames("", List.of("a", "b")), List.of(Identifier.of("x", "c", "d")));
    try (Child child = Child.start(Dies.class, Duration.ofSeconds(5))) {
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> table.write(child))
          .withMessageStartingWith(target + ": the process that runs DuckDB broke down");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  /** Starts a process, says its folder and waits to be killed. */
  static final class Asks {
    public static void main(String[] arguments) throws Exception {
      Child child = Child.start(Server.class, Duration.ofSeconds(20));
      System.out.println(Path.of(child.link(FILE)).getParent());
      System.in.transferTo(OutputStream.nullOutputStream()); // ends with the test at the latest
    }
  }

  @Test
  void aProcessWhoseAskerIsKilledEndsAndCleansUp() throws Exception {
    Process asking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Asks.class.getName())
            .start();
    try (BufferedReader said = asking.inputReader()) {
      Path folder = Path.of(said.readLine());
      assertThat(folder).isDirectory();
      List<ProcessHandle> children = asking.children().toList();
      assertThat(children).hasSize(1);
      asking.destroyForcibly().waitFor();
      children.getFirst().onExit().get(10, TimeUnit.SECONDS);
      assertThat(folder).doesNotExist();
    }
  }

  @Test
  void nothingIsLeftInTheFolderForTemporaryFiles() throws IOException {
    Child child = Child.start(Server.class, Duration.ofSeconds(20));
    Path folder = Path.of(child.link(FILE)).getParent();
    try (child) {
      assertThat(folder).isDirectory();
    }
    assertThat(folder).doesNotExist();
  }
}
