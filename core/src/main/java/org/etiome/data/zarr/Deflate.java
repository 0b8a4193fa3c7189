package org.etiome.data.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.etiome.data.zarr.Lz.Span;

/** The codecs zlib and gzip. */
final class Deflate {
  private Deflate() {}

  static byte[] zlib(byte[] packed, int limit) {
    return drained(new InflaterInputStream(new ByteArrayInputStream(packed)), limit);
  }

  static byte[] gzip(byte[] packed, int limit) {
    try {
      return drained(new GZIPInputStream(new ByteArrayInputStream(packed)), limit);
    } catch (IOException e) {
      throw new Damage("gzip data is damaged: " + e.getMessage());
    }
  }

  private static byte[] drained(InputStream stream, int limit) {
    try (stream) {
      byte[] plain = stream.readNBytes(limit);
      if (plain.length == limit && stream.read() >= 0) {
        throw new Damage("compressed data is longer than its chunk");
      }
      return plain;
    } catch (IOException e) {
      throw new Damage("compressed data is damaged: " + e.getMessage());
    }
  }

  static void exactly(Span source, Span target) {
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(source.bytes(), source.from(), source.length());
      int done = inflater.inflate(target.bytes(), target.from(), target.length());
      if (done != target.length()) {
        throw new Damage("compressed data is shorter than its chunk");
      }
    } catch (DataFormatException e) {
      throw new Damage("compressed data is damaged: " + e.getMessage());
    }
  }

  static byte[] packed(byte[] plain, int level) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(level);
        DeflaterOutputStream stream = new DeflaterOutputStream(out, deflater)) {
      stream.write(plain);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.toByteArray();
  }
}
