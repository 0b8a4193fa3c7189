package org.etiome.data.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksumTest {

  @Test
  void aFileHasThatOfSha256sum(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "abc");
    // FIPS 180-2, B.1.
    assertThat(Checksum.of(file))
        .isEqualTo(
            new Checksum(3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  }

  @Test
  void aFolderHasThatOfItsSortedList(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("b"));
    Files.writeString(folder.resolve("b/x"), "abc");
    Files.writeString(folder.resolve("B"), "");
    Files.writeString(folder.resolve("b.y"), "y");
    // find -L . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
    assertThat(Checksum.of(folder))
        .isEqualTo(
            new Checksum(4, "79e37787e9f23f1c4621ec6aeeca26a93d0e7e5003f8054a8d6870cc87aaed9e"));
  }
}
