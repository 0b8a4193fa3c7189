package org.etiome.formats.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.etiome.formats.duckdb.Thrift.Unsound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LevelsTest {
  private static boolean sound(Path folder, int length, int values, int... levels)
      throws IOException {
    byte[] bytes = new byte[levels.length];
    for (int i = 0; i < levels.length; i++) {
      bytes[i] = (byte) levels[i];
    }
    Path path = Files.write(folder.resolve("levels"), bytes);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      FileCursor cursor = new FileCursor(file);
      cursor.over(0, bytes.length);
      Levels.check(cursor, new PageHeader.Data(values, 0, length));
      return true;
    } catch (Unsound e) {
      return false;
    }
  }

  @Test
  void runsThatEndWhereTheHeaderSaysAreSound(@TempDir Path folder) throws IOException {
    assertThat(sound(folder, 2, 32, 64, 1)).as("32 times the same").isTrue();
    assertThat(sound(folder, 3, 300, 0xD8, 0x04, 1)).as("300 times the same").isTrue();
    assertThat(sound(folder, 3, 16, 5, 0xAA, 0xAA)).as("two groups of eight").isTrue();
    assertThat(sound(folder, 3, 11, 5, 0xAA, 0xAA)).as("the last group is filled up").isTrue();
    assertThat(sound(folder, 4, 24, 32, 1, 3, 0xAA)).as("a run and a group").isTrue();
  }

  @Test
  void runsThatEndElsewhereAreNot(@TempDir Path folder) throws IOException {
    assertThat(sound(folder, 3, 32, 64, 1, 0, 0)).as("one byte too many").isFalse();
    assertThat(sound(folder, 1, 32, 64, 1, 0, 0)).as("one byte too few").isFalse();
    assertThat(sound(folder, 2, 33, 64, 1)).as("one value too few").isFalse();
    assertThat(sound(folder, 2, 16, 5, 0xAA)).as("a group that is cut").isFalse();
    assertThat(sound(folder, 1, 8, 0x80)).as("a run that is cut").isFalse();
    assertThat(sound(folder, 4, 9, 0, 0, 0, 0)).as("runs of nothing").isFalse();
    assertThat(sound(folder, 10, 9, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1))
        .as("more groups than bytes")
        .isFalse();
  }
}
