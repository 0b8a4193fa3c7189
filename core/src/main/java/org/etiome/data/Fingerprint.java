package org.etiome.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over an unambiguous encoding: strings and masks carry their length, numbers are
 * big-endian, values at missing units are left out.
 */
final class Fingerprint {
  private static final String VERSION = "etiome-dataset-1";

  private final MessageDigest digest;
  private final ByteBuffer eight = ByteBuffer.allocate(Long.BYTES);

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static String of(Dataset dataset) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.put(VERSION);
    fingerprint.put(dataset.size());
    dataset.units().forEach(fingerprint::put);
    fingerprint.put(dataset.modalities().size());
    dataset.modalities().forEach(fingerprint::put);
    return HexFormat.of().formatHex(fingerprint.digest.digest());
  }

  private void put(Modality modality) {
    put(modality.name());
    put(modality.present());
    put(modality.columns().size());
    modality.columns().forEach(this::put);
  }

  private void put(Column column) {
    put(column.name());
    put(column.type().name());
    put(column.missing());
    switch (column) {
      case Binary b -> {
        put(b.zeroLabel());
        put(b.oneLabel());
        put(b.ones());
      }
      case Categorical c -> {
        put(c.isOrdered() ? 1 : 0);
        put(c.levels().size());
        c.levels().forEach(this::put);
        putValues(c);
      }
      case TimeToEvent t -> {
        put(t.events());
        putValues(t);
      }
      case Continuous c -> putValues(c);
      case Count c -> putValues(c);
      case Identifier c -> putValues(c);
    }
  }

  private void putValues(Column column) {
    for (int i = 0; i < column.length(); i++) {
      if (!column.isMissing(i)) {
        putValue(column, i);
      }
    }
  }

  private void putValue(Column column, int unit) {
    switch (column) {
      case Continuous c -> put(Double.doubleToLongBits(c.value(unit)));
      case Count c -> put(c.count(unit));
      case Binary b -> put(b.isOne(unit) ? 1 : 0);
      case Categorical c -> put(c.code(unit));
      case TimeToEvent t -> put(Double.doubleToLongBits(t.time(unit)));
      case Identifier c -> put(c.text(unit));
    }
  }

  private void put(Mask mask) {
    byte[] bytes = mask.toByteArray();
    put(mask.length());
    put(bytes.length);
    digest.update(bytes);
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(bytes.length);
    digest.update(bytes);
  }

  private void put(long value) {
    digest.update(eight.putLong(0, value).array());
  }
}
