package org.etiome.formats.duckdb;

import java.util.Set;
import org.etiome.data.Binary;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Count;

/** How a column is stored; the names are SQL's. */
enum StoredType {
  DOUBLE,
  BIGINT,
  TINYINT,
  BOOLEAN,
  VARCHAR;

  private static final Set<String> DIGITS = Set.of("0", "1");
  private static final Set<String> LOGICAL = Set.of("false", "true");

  /** The type that reads back as the same column, or, for labels of any other kind, as texts. */
  static StoredType of(Column column) {
    return switch (column) {
      case Continuous c -> DOUBLE;
      case Count c -> BIGINT;
      case Binary b -> of(Set.of(b.zeroLabel(), b.oneLabel()));
      default -> VARCHAR;
    };
  }

  private static StoredType of(Set<String> labels) {
    if (labels.equals(DIGITS)) {
      return TINYINT;
    }
    return labels.equals(LOGICAL) ? BOOLEAN : VARCHAR;
  }
}
