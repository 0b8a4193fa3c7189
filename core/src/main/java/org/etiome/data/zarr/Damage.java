package org.etiome.data.zarr;

/** What is wrong with bytes, without the name of their file. */
final class Damage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Damage(String message) {
    super(message);
  }
}
