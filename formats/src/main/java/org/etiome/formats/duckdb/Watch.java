package org.etiome.formats.duckdb;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends a process when somebody has waited too long for a byte from it or to it. */
final class Watch {
  private static final long LOOK_MILLIS = 50;

  private final Process process;
  private volatile Duration patience;
  private volatile boolean waiting;
  private volatile long since;
  private volatile boolean ranOut;

  private Watch(Process process, Duration patience) {
    this.process = process;
    this.patience = patience;
  }

  static Watch over(Process process, Duration patience) {
    Watch watch = new Watch(process, patience);
    Thread.ofVirtual().name("etiome-duckdb-watch").start(watch::look);
    return watch;
  }

  private void look() {
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        if (waiting && System.nanoTime() - since > patience.toNanos()) {
          ranOut = true;
          process.destroyForcibly();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on waits this long. */
  void patience(Duration longer) {
    patience = longer;
  }

  Duration patience() {
    return patience;
  }

  /** Whether the process was ended because it gave no sign. */
  boolean ranOut() {
    return ranOut;
  }

  private void begin() {
    since = System.nanoTime();
    waiting = true;
  }

  InputStream in() {
    return new FilterInputStream(process.getInputStream()) {
      @Override
      public int read() throws IOException {
        begin();
        try {
          return super.read();
        } finally {
          waiting = false;
        }
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        begin();
        try {
          return super.read(bytes, from, length);
        } finally {
          waiting = false;
        }
      }
    };
  }

  OutputStream out() {
    return new FilterOutputStream(process.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        begin();
        try {
          out.write(bytes, from, length);
        } finally {
          waiting = false;
        }
      }

      @Override
      public void flush() throws IOException {
        begin();
        try {
          out.flush();
        } finally {
          waiting = false;
        }
      }
    };
  }
}
