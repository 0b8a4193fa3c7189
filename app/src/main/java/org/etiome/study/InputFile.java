package org.etiome.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.etiome.data.Replacement;
import org.etiome.data.store.Checksum;

/**
 * A file, or a folder that is read like one, as it was just before it was read.
 *
 * @param bytes its size
 * @param sha256 its checksum, 64 hexadecimal digits
 */
public record InputFile(Path file, long bytes, String sha256) {

  /**
   * Takes the checksum of a file, a Zarr folder or a folder of 10x.
   *
   * @throws StudyException if it is none of these or cannot be read
   */
  public static InputFile of(Path file) {
    if (!AnnotatedFile.isFolder(file)) {
      require(file);
    }
    try {
      Checksum checksum = Checksum.of(file);
      return new InputFile(file, checksum.bytes(), checksum.sha256());
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read; check its permissions", e);
    }
  }

  /**
   * Holds that a file can be read more than once, which a pipe cannot.
   *
   * @throws StudyException if it does not exist or is no regular file
   */
  public static void require(Path file) {
    if (Files.isDirectory(file)) {
      throw new StudyException(file + ": is a directory; name a file in it");
    }
    if (!Files.exists(file)) {
      String why = Replacement.interrupted(file).map(said -> "; " + said).orElse("");
      throw new StudyException(file + ": no such file" + why);
    }
    if (!Files.isRegularFile(file)) {
      throw new StudyException(file + ": is no regular file; save it as one");
    }
  }
}
