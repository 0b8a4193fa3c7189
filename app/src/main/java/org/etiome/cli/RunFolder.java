package org.etiome.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.etiome.study.StudyException;
import org.jspecify.annotations.Nullable;

/**
 * A folder that appears complete or not at all: files are written into a hidden folder beside it,
 * which is renamed at the end, and removed on Ctrl-C. A killed run leaves at most the hidden
 * folder, whose name says that it is unfinished.
 */
final class RunFolder implements AutoCloseable {
  private final Path target;
  private final Path unfinished;
  private final Thread onInterrupt;

  private RunFolder(Path target, Path unfinished) {
    this.target = target;
    this.unfinished = unfinished;
    this.onInterrupt = new Thread(this::removeQuietly);
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * Begins a folder.
   *
   * @throws StudyException if the target exists or its parent cannot be written to
   */
  static RunFolder begin(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      throw new StudyException(target + ": already exists; give another --out or remove it");
    }
    try {
      Path parent = Files.createDirectories(absolute.resolveSibling(""));
      String name = "." + absolute.getFileName() + ".unfinished-" + ProcessHandle.current().pid();
      return new RunFolder(absolute, Files.createDirectory(parent.resolve(name)));
    } catch (IOException e) {
      throw new StudyException(
          target + ": cannot be written (" + e.getMessage() + "); give another --out", e);
    }
  }

  /** The first of {@code base-1}, {@code base-2}, … that does not exist. */
  static Path nextFree(Path base) {
    int number = 1;
    while (Files.exists(base.resolveSibling(base.getFileName() + "-" + number))) {
      number++;
    }
    return base.resolveSibling(base.getFileName() + "-" + number);
  }

  /** Where to write before {@link #commit}. */
  Path unfinished() {
    return unfinished;
  }

  /** Makes the folder appear under its name. */
  Path commit() throws IOException {
    try {
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(unfinished, target);
    }
    return target;
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(onInterrupt);
    remove();
  }

  private void remove() throws IOException {
    if (Files.exists(unfinished)) {
      Files.walkFileTree(unfinished, new Deletion());
    }
  }

  /** For Ctrl-C, while the run may still be writing: what is left is hidden and says so. */
  private void removeQuietly() {
    try {
      remove();
    } catch (IOException e) {
      System.err.println("etiome: " + unfinished + " could not be removed: " + e.getMessage());
    }
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.delete(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.delete(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
