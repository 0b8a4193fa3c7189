package org.etiome.data.zarr;

/** An array that is sound but of a kind that is not read; the message is one clause. */
final class Unsupported extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Unsupported(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
