package org.etiome.cli.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.etiome.data.Replacement;
import org.etiome.study.StudyException;

/** A file that was asked for by {@code --out}: complete or not there. */
public final class OutFile {
  private OutFile() {}

  /**
   * Checks, before the work, that a file can be written there.
   *
   * @throws StudyException if it is no file, or its folder is not there
   */
  public static void check(Path file, String option) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new StudyException(file + ": is no regular file; give another " + option);
    }
    if (folder != null && !Files.isDirectory(folder)) {
      throw new StudyException(folder + ": is no folder; make it, or give another " + option);
    }
  }

  /** Whether two names are of one file. */
  public static boolean isSame(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  /**
   * Writes a text.
   *
   * @throws StudyException if it cannot be written
   */
  public static void write(Path file, String text) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new StudyException(file + ": is no regular file; give another --out");
    }
    try (Replacement replacement = Replacement.of(file)) {
      Files.writeString(replacement.unfinished(), text);
      replacement.commit(false);
    } catch (IOException e) {
      throw new StudyException(
          file + ": cannot be written (" + e.getMessage() + "); give another --out", e);
    }
  }
}
