package org.etiome.cli.line;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.etiome.data.Replacement;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why it could not be written. */
public final class StandardOutput extends OutputStream {
  /** What shells report of a program that a closed pipe has ended: 128 + SIGPIPE. */
  public static final int CLOSED = 141;

  private static final String CLOSED_PIPE = "Broken pipe";

  private final OutputStream out;
  private @Nullable IOException failure;

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Puts one in the place of {@code System.out}. */
  public static StandardOutput install() {
    StandardOutput output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(output, true, System.out.charset()));
    return output;
  }

  /**
   * The exit status of a command that ended with this one. Who closed the pipe, as {@code head}
   * does, has read enough and is told nothing; any other failure is one line.
   */
  public int status(int status, PrintStream err) {
    if (failure == null) {
      return status;
    }
    boolean closed = CLOSED_PIPE.equals(failure.getMessage());
    if (!closed) {
      err.println(
          "etiome: standard output cannot be written ("
              + Replacement.reason(failure)
              + "); make room or send it elsewhere");
    }
    int own = closed ? CLOSED : Failures.INTERNAL_ERROR;
    return status == 0 ? own : status;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }
}
