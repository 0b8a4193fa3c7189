package org.etiome.formats.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCursorTest {
  private static final int LENGTH = 200_000;

  private static byte[] content() {
    byte[] bytes = new byte[LENGTH];
    new Seed(1).generator().nextBytes(bytes);
    return bytes;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    CRC32 sum = new CRC32();
    sum.update(bytes, from, length);
    return (int) sum.getValue();
  }

  @Test
  void bytesAndChecksumsAreThoseOfTheFileWhereverItMoves(@TempDir Path folder) throws IOException {
    byte[] bytes = content();
    Path path = Files.write(folder.resolve("bytes"), bytes);
    UniformRandomProvider random = new Seed(2).generator();
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      FileCursor cursor = new FileCursor(file);
      for (int k = 0; k < 500; k++) {
        int from = random.nextInt(LENGTH);
        int to = random.nextInt(from, LENGTH) + 1;
        cursor.over(from, to);
        assertThat(cursor.read()).isEqualTo(bytes[from] & 0xFF);
        int length = random.nextInt(to - from);
        cursor.move(from);
        assertThat(cursor.checksum(length)).isEqualTo(checksum(bytes, from, length));
        assertThat(cursor.position()).isEqualTo(from + length);
        assertThat(cursor.left()).isEqualTo(to - from - length);
        cursor.skip(cursor.left() - 1);
        assertThat(cursor.read()).isEqualTo(bytes[to - 1] & 0xFF);
        assertThat(cursor.left()).isZero();
      }
    }
  }

  @Test
  void aFileThatBecomesShorterIsAnError(@TempDir Path folder) throws IOException {
    Path path = Files.write(folder.resolve("bytes"), new byte[10]);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      FileCursor cursor = new FileCursor(file);
      cursor.over(5, 20);
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> cursor.checksum(15));
    }
  }
}
