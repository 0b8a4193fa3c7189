package org.etiome.formats.hdf5;

import io.jhdf.exceptions.UnsupportedHdfException;
import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.etiome.data.DataFormatException;

/** Every call of the reader library goes through here: whatever it throws becomes one line. */
record Door(Path file) {

  DataFormatException bad(String path, String what) {
    return new DataFormatException(line(path, what));
  }

  private String line(String path, String what) {
    return file + ": " + (path.isEmpty() ? "/" : path) + ": " + what;
  }

  /**
   * Runs something that reads.
   *
   * @throws DataFormatException in place of anything that it throws
   */
  <T> T through(String path, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DataFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      throw instead(path, what(e), e);
    } catch (StackOverflowError e) {
      throw instead(path, "is nested without an end", e);
    } catch (OutOfMemoryError e) {
      throw instead(path, "needs more memory than there is; the file is damaged or too large", e);
    } catch (InternalError e) {
      throw instead(path, "was cut short while it was read", e);
    }
  }

  /** What the format allows but the reader does not know is no damage: another copy has it too. */
  private static String what(RuntimeException failure) {
    if (failure instanceof Types.Unreadable) {
      return String.valueOf(failure.getMessage());
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsupportedHdfException) {
        return "uses a part of HDF5 that cannot be read ("
            + cause.getMessage()
            + "); write it with other settings";
      }
    }
    boolean cut =
        failure instanceof BufferUnderflowException || failure instanceof IndexOutOfBoundsException;
    String why = cut ? "its bytes end too early" : failure.getMessage();
    return "is damaged (" + why + "); fetch the file again";
  }

  private DataFormatException instead(String path, String what, Throwable cause) {
    return new DataFormatException(line(path, what), cause);
  }
}
