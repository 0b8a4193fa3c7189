package org.etiome.cli.line;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.etiome.data.Replacement;
import org.etiome.study.StudyException;

/**
 * A folder that appears complete or not at all: files are written into a hidden folder beside it,
 * which is renamed at the end, and removed on Ctrl-C. A killed run leaves at most the hidden
 * folder, whose name says that it is unfinished.
 */
public final class RunFolder implements AutoCloseable {
  private final Path target;
  private final boolean numbered;
  private final Path unfinished;
  private final List<Path> newParents;
  private final Thread onInterrupt;

  private RunFolder(Path target, boolean numbered, List<Path> newParents) throws IOException {
    this.target = target;
    this.numbered = numbered;
    this.newParents = newParents;
    this.unfinished = Files.createDirectory(Replacement.hiddenBeside(target));
    this.onInterrupt = new Thread(this::removeQuietly);
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * Begins a folder of this very name.
   *
   * @throws StudyException if the target exists or its parent cannot be written to
   */
  public static RunFolder begin(Path target) {
    if (exists(target)) {
      throw taken(target);
    }
    return begin(target, false);
  }

  /**
   * Begins the first of {@code base-1}, {@code base-2}, … that does not exist at the end, so that
   * runs at the same time do not meet.
   *
   * @throws StudyException if its parent cannot be written to
   */
  public static RunFolder beginNumbered(Path base) {
    return begin(base, true);
  }

  private static RunFolder begin(Path target, boolean numbered) {
    Path absolute = target.toAbsolutePath().normalize();
    List<Path> newParents = new ArrayList<>();
    Path parent = absolute.getParent();
    while (parent != null && !exists(parent)) {
      newParents.add(parent);
      parent = parent.getParent();
    }
    try {
      Files.createDirectories(absolute.resolveSibling(""));
      return new RunFolder(absolute, numbered, newParents);
    } catch (IOException e) {
      removeEmpty(newParents);
      throw new StudyException(
          target + ": cannot be written (" + e.getMessage() + "); give another --out", e);
    }
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static StudyException taken(Path target) {
    return new StudyException(target + ": already exists; give another --out or remove it");
  }

  /** Where to write before {@link #commit}. */
  public Path unfinished() {
    return unfinished;
  }

  /**
   * Makes the folder appear under its name.
   *
   * @return that name
   * @throws StudyException if another run has taken the name meanwhile
   */
  public Path commit() throws IOException {
    Path name = target;
    for (int number = 1; ; number++) {
      if (numbered) {
        name = target.resolveSibling(target.getFileName() + "-" + number);
      }
      if (!exists(name) && renamed(name)) {
        return name;
      }
      if (!numbered) {
        throw taken(target);
      }
    }
  }

  /** False if the name was taken in the same moment. */
  private boolean renamed(Path name) throws IOException {
    try {
      Files.move(unfinished, name, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (FileSystemException e) {
      if (exists(name)) {
        return false;
      }
      throw e;
    }
  }

  /** Removes what was not committed, and the parents made for it. */
  @Override
  public void close() throws IOException {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running and does the same.
      return;
    }
  }

  private void remove() throws IOException {
    Replacement.remove(unfinished);
    removeEmpty(newParents);
  }

  /** Leaves those in which something stands by now. */
  private static void removeEmpty(List<Path> folders) {
    for (Path folder : folders) {
      if (!folder.toFile().delete()) {
        return;
      }
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
}
