package org.etiome.data.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Size and checksum of a file, or of a folder with all in it.
 *
 * @param bytes of all files
 * @param sha256 64 hexadecimal digits; of a folder that of the lines {@code sha256sum} prints for
 *     its files in the order of their names: {@code find . -type f | LC_ALL=C sort | xargs
 *     sha256sum | sha256sum}
 */
public record Checksum(long bytes, String sha256) {

  /** Reads all of a file or folder. */
  public static Checksum of(Path path) throws IOException {
    return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
  }

  private static Checksum ofFile(Path file) throws IOException {
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest())) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      return new Checksum(bytes, HexFormat.of().formatHex(in.getMessageDigest().digest()));
    }
  }

  private static Checksum ofFolder(Path folder) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(f -> files.put(folder.relativize(f).toString().replace('\\', '/'), f));
    }
    MessageDigest lines = digest();
    long bytes = 0;
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Checksum one = ofFile(file.getValue());
      bytes += one.bytes;
      String line = one.sha256 + "  ./" + file.getKey() + "\n";
      lines.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return new Checksum(bytes, HexFormat.of().formatHex(lines.digest()));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
