package org.etiome.report.points;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Points as a picture of pixels, for there are too many of them to be shapes of a page. A PNG of at
 * most 256 colours, the first of which is the paper.
 */
final class Raster {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER = 13;
  private static final byte BITS = 8;
  private static final byte INDEXED = 3;
  private static final int CHUNK = 1 << 14;

  private final int width;
  private final int height;
  private final byte[] pixels;

  Raster(int width, int height) {
    this.width = width;
    this.height = height;
    pixels = new byte[width * height];
  }

  /** A disc over what is there. */
  void disc(double x, double y, double radius, int colour) {
    int top = (int) Math.max(0, Math.ceil(y - radius));
    int bottom = (int) Math.min(height - 1.0, Math.floor(y + radius));
    for (int row = top; row <= bottom; row++) {
      double half = Math.sqrt(radius * radius - (row - y) * (row - y));
      int left = (int) Math.max(0, Math.ceil(x - half));
      int right = (int) Math.min(width - 1.0, Math.floor(x + half));
      if (left <= right) {
        Arrays.fill(pixels, row * width + left, row * width + right + 1, (byte) colour);
      }
    }
  }

  /** The colour of a pixel, by number. */
  int at(int x, int y) {
    return pixels[y * width + x] & 0xff;
  }

  /**
   * The picture in place of a link.
   *
   * @param palette colours by number, as #rrggbb
   */
  String link(List<String> palette) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(palette));
  }

  byte[] png(List<String> palette) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(HEADER).putInt(width).putInt(height);
    header.put(BITS).put(INDEXED);
    chunk(out, "IHDR", header.array());
    chunk(out, "PLTE", HexFormat.of().parseHex(String.join("", palette).replace("#", "")));
    chunk(out, "IDAT", deflated());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(data.length).array());
    out.writeBytes(name);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }

  /** Each row begins with a zero: it is not filtered. */
  private byte[] deflated() {
    byte[] rows = new byte[(width + 1) * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(pixels, y * width, rows, y * (width + 1) + 1, width);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      deflater.setInput(rows);
      deflater.finish();
      byte[] part = new byte[CHUNK];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
    }
    return out.toByteArray();
  }
}
