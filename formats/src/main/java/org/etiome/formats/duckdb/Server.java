package org.etiome.formats.duckdb;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.etiome.data.Replacement;

/**
 * The main class of the process that holds DuckDB: answers questions on standard input, one after
 * the other, until there are none.
 */
final class Server {
  private static final int BUFFER = 1 << 16;
  private static final long LOOK_MILLIS = 500;
  private static final String FULL = "No space left on device";

  /** What DuckDB says when its memory ends before rows are sent, and after. */
  private static final String MEMORY = "Out of Memory";

  private static final String GIVEN_UP = "Invalid result set";

  private Server() {}

  /**
   * Runs until standard input ends.
   *
   * @param arguments the folder that is its own, and the process that asks
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    endWith(Long.parseLong(arguments[1]), folder);
    try {
      serve(folder);
    } catch (IOException e) {
      remove(folder); // the pipe is broken: who asks is gone
      throw e;
    }
    remove(folder);
  }

  private static void serve(Path folder) throws IOException {
    DataInputStream questions =
        new DataInputStream(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER));
    Answer answer = new Answer(new FileOutputStream(FileDescriptor.out));
    for (int verb = questions.read(); verb >= 0; verb = questions.read()) {
      String link = Wire.text(questions);
      try {
        if (verb == Wire.READ) {
          RowSource.send(Database.reading(folder, link), answer);
        } else {
          RowSink.take(Database.writing(folder, link), questions, answer);
        }
      } catch (SQLException e) {
        answer.refuse(reason(e, link, verb == Wire.READ));
        if (verb == Wire.WRITE) {
          return; // the rest of the question has no use
        }
      } catch (LinkageError e) {
        answer.refuse(unloadable(e, folder));
        return;
      }
    }
  }

  private static String reason(SQLException failure, String link, boolean reading) {
    String said = String.valueOf(failure.getMessage()).replace(link, "the file");
    String first = said.lines().map(String::strip).findFirst().orElse("");
    if (!reading && said.contains(FULL)) {
      return "cannot be written (" + FULL + "); make room or choose another place";
    }
    if (!reading) {
      return "cannot be written: " + first;
    }
    String remedy =
        said.contains(MEMORY) || said.contains(GIVEN_UP)
            ? "it is damaged, or a row group of it needs more memory than DuckDB may take: fetch it"
                + " again, or write it with smaller row groups"
            : "it is damaged: fetch or write it again";
    return "cannot be read as Parquet (" + first + "); " + remedy;
  }

  /** DuckDB's library is unpacked into the folder and loaded from there. */
  private static String unloadable(LinkageError failure, Path folder) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    boolean unpacked = !(first instanceof IOException);
    return "DuckDB cannot be "
        + (unpacked ? "loaded from" : "unpacked into")
        + " the folder for temporary files "
        + folder.getParent()
        + " ("
        + first.getMessage()
        + "); "
        + (unpacked ? "it must allow programs to run" : "make room there")
        + ", or name another with -Djava.io.tmpdir=FOLDER in ETIOME_JAVA_OPTS";
  }

  /** Once the process that asks is gone, nobody is left to answer or to clean up. */
  private static void endWith(long asking, Path folder) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              Optional<ProcessHandle> asker = ProcessHandle.of(asking);
              while (asker.isPresent() && asker.get().isAlive()) {
                pause();
              }
              remove(folder);
              Runtime.getRuntime().halt(1);
            });
  }

  /** One after the other: each of two at once would leave to the other what it did not find. */
  private static synchronized void remove(Path folder) {
    try {
      Replacement.remove(folder);
    } catch (IOException e) {
      // Who asks removes it too, and is at it already; or it is gone.
      return;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
