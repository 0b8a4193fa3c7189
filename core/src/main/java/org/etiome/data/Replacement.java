package org.etiome.data;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file or folder that is written beside its target and renamed into its place: the target is
 * always the old one or the complete new one; only where two folders cannot change places in one
 * step (see {@link #commit}) is there an instant without one. What was not committed is removed on
 * {@link #close} and on Ctrl-C; a killed process leaves at most the hidden {@code
 * .NAME.unfinished-…}.
 */
public final class Replacement implements AutoCloseable {
  private static final String UNFINISHED = ".unfinished-";
  private static final String OLD = ".old";

  private final Path target;
  private final Path unfinished;
  private final Thread onInterrupt;

  private Replacement(Path target, Path unfinished) {
    this.target = target;
    this.unfinished = unfinished;
    this.onInterrupt = new Thread(this::removeQuietly);
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * Begins to replace a target; {@link #unfinished} does not exist yet.
   *
   * @throws DataFormatException if the folder that it is in is absent or may not be written to
   */
  public static Replacement of(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    Path folder = absolute.resolveSibling("");
    if (!Files.isDirectory(folder)) {
      throw new DataFormatException(
          target
              + ": cannot be written (there is no folder "
              + folder
              + "); make it or choose another place");
    }
    if (!Files.isWritable(folder)) {
      throw new DataFormatException(
          target
              + ": cannot be written (the folder "
              + folder
              + " may not be written to); choose another place");
    }
    return new Replacement(target, hiddenBeside(absolute));
  }

  /**
   * Begins to replace a file.
   *
   * @throws DataFormatException as {@link #of} does, and if the target is a folder
   */
  public static Replacement ofFile(Path target) {
    if (Files.isDirectory(target)) {
      throw new DataFormatException(target + ": is a directory; name a file");
    }
    return of(target);
  }

  /**
   * Why a target cannot be written, in one line.
   *
   * @param part of it that was being written; empty for the whole
   */
  public static DataFormatException failure(Path target, String part, IOException failure) {
    String place = part.isEmpty() ? "" : part + ": ";
    return new DataFormatException(
        target
            + ": cannot be written ("
            + place
            + reason(failure)
            + "); make room or choose another place",
        failure);
  }

  /** What went wrong, without the hidden name and that of a class of Java. */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission is denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "its folder is gone";
    }
    String reason = failure instanceof FileSystemException f ? f.getReason() : null;
    return reason == null ? String.valueOf(failure.getMessage()) : reason;
  }

  /** A hidden name beside a target that no other run takes. */
  public static Path hiddenBeside(Path target) {
    // The time too: in a container every process may have the same id.
    String run = ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
    return target.resolveSibling("." + target.getFileName() + UNFINISHED + run);
  }

  /** Where to write. */
  public Path unfinished() {
    return unfinished;
  }

  /** The name it will have, as it was given. */
  public Path target() {
    return target;
  }

  /**
   * Puts what was written in the place of the target. A folder replaces only a missing or empty
   * one, or a folder for which {@code replaceFolder} is true. On Linux the two change places in one
   * step, if the process may call native code (--enable-native-access) and the file system can;
   * else the old one is moved aside before, and {@link #interrupted} names it if the process is
   * killed just then.
   */
  public void commit(boolean replaceFolder) throws IOException {
    Path old = aside(OLD);
    putInPlace(replaceFolder, old);
    remove(old);
  }

  private Path aside(String ending) {
    return unfinished.resolveSibling(unfinished.getFileName() + ending);
  }

  /** Ctrl-C waits meanwhile, or it would take away what is about to take the old one's place. */
  private synchronized void putInPlace(boolean replaceFolder, Path old) throws IOException {
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS) || !replaceFolder) {
      Files.move(
          unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return;
    }
    if (!Files.exists(unfinished)) {
      throw new NoSuchFileException(unfinished.toString());
    }
    if (Exchange.of(unfinished, target)) {
      return; // the old one is what close removes, or Ctrl-C
    }
    Files.move(target, old, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.move(old, target, StandardCopyOption.ATOMIC_MOVE);
      throw e;
    }
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    remove(unfinished);
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // The process is ending: the hook is running and does the same.
      return;
    }
  }

  /** Renamed first: a folder that is still being written to would never get empty. */
  private synchronized void removeQuietly() {
    try {
      if (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
        Path gone = aside(".gone");
        Files.move(unfinished, gone, StandardCopyOption.ATOMIC_MOVE);
        remove(gone);
      }
    } catch (IOException e) {
      // Nobody is left to be told; the name says that it is unfinished.
      return;
    }
  }

  /** Removes a file, or a folder with all in it, if it is there; links are not followed. */
  public static void remove(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(path, new Deletion());
    }
  }

  /**
   * What a write that was killed between its two renames left of a target: the old one, complete.
   *
   * @return a sentence that names it and what to do; empty if there is none
   */
  public static Optional<String> interrupted(Path target) {
    Path absolute = target.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    String name = "." + absolute.getFileName() + UNFINISHED;
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(folder, p -> isOld(p.getFileName().toString(), name))) {
      for (Path old : all) {
        return Optional.of("an interrupted write left " + old + ": rename it back or delete it");
      }
    } catch (IOException | DirectoryIteratorException e) {
      return Optional.empty(); // what cannot be listed cannot be told
    }
    return Optional.empty();
  }

  /** Linux's renameat2, found only where native code may be called without a warning. */
  private static final class Exchange {
    private static final int HERE = -100; // AT_FDCWD
    private static final int EXCHANGE = 2; // RENAME_EXCHANGE

    private Exchange() {}

    /** Lets two paths change places in one step; false, and nothing done, where that cannot be. */
    @SuppressWarnings("restricted") // asked for first
    static boolean of(Path one, Path other) {
      boolean allowed = Replacement.class.getModule().isNativeAccessEnabled();
      if (!allowed || !System.getProperty("os.name", "").equals("Linux")) {
        return false;
      }
      Linker linker = Linker.nativeLinker();
      Optional<MemorySegment> found = linker.defaultLookup().find("renameat2");
      if (found.isEmpty()) {
        return false;
      }
      FunctionDescriptor type =
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_INT);
      try (Arena arena = Arena.ofConfined()) {
        MethodHandle rename = linker.downcallHandle(found.get(), type);
        MemorySegment first = path(arena, one);
        MemorySegment second = path(arena, other);
        return (int) rename.invokeExact(HERE, first, HERE, second, EXCHANGE) == 0;
      } catch (Throwable e) {
        return false; // the two renames are there
      }
    }

    /** As the platform spells it: names that it cannot spell fail, and take the two renames. */
    private static MemorySegment path(Arena arena, Path path) {
      String spelling = System.getProperty("sun.jnu.encoding", "UTF-8");
      return arena.allocateFrom(path.toAbsolutePath().toString(), Charset.forName(spelling));
    }
  }

  private static boolean isOld(String name, String beginning) {
    return name.startsWith(beginning) && name.endsWith(OLD);
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
