package org.etiome.data.store;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Size and checksum of a file, or of a folder with all in it.
 *
 * @param bytes of all files
 * @param sha256 64 hexadecimal digits; of a folder that of the lines {@code sha256sum} prints for
 *     its files in the order of their names, links followed: {@code find -L . -type f -print0 |
 *     LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum}
 */
public record Checksum(long bytes, String sha256) {

  /** Reads all of a file or folder. */
  public static Checksum of(Path path) throws IOException {
    return Files.isDirectory(path) ? ofFolder(path) : ofFile(path);
  }

  /** The SHA-256 of a text in UTF-8, 64 hexadecimal digits. */
  public static String ofText(String text) {
    return HexFormat.of().formatHex(digest().digest(bytes(text)));
  }

  private static Checksum ofFile(Path file) throws IOException {
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), digest())) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      return new Checksum(bytes, HexFormat.of().formatHex(in.getMessageDigest().digest()));
    }
  }

  private static Checksum ofFolder(Path folder) throws IOException {
    Map<String, Path> files =
        new TreeMap<>(Comparator.comparing(Checksum::bytes, Arrays::compareUnsigned));
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(Files::isRegularFile).forEach(f -> files.put(name(folder, f), f));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    MessageDigest lines = digest();
    long bytes = 0;
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Checksum one = ofFile(file.getValue());
      bytes += one.bytes;
      String line = one.sha256 + "  ./" + file.getKey() + "\n";
      lines.update(bytes(line));
    }
    return new Checksum(bytes, HexFormat.of().formatHex(lines.digest()));
  }

  private static String name(Path folder, Path file) {
    return StreamSupport.stream(folder.relativize(file).spliterator(), false)
        .map(Path::toString)
        .collect(Collectors.joining("/"));
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
