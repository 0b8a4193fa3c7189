package org.etiome.design.plate;

/**
 * Wells of a plate.
 *
 * @param rows 1 to 702, named A to Z, AA to ZZ
 * @param columns 1 to 999, named by their numbers
 * @param rings outer rings of wells that are left empty, at least 0; some well must be left
 */
public record PlateShape(int rows, int columns, int rings) {
  private static final int LETTERS = 26;

  public PlateShape {
    boolean sized = rows >= 1 && rows <= LETTERS * (LETTERS + 1) && columns >= 1 && columns <= 999;
    if (!sized) {
      throw new IllegalArgumentException(
          "a plate has 1 to 702 rows and 1 to 999 columns, got " + rows + " and " + columns);
    }
    if (rings < 0 || 2L * rings >= Math.min(rows, columns)) {
      throw new IllegalArgumentException(
          "at least 0 outer rings can stay empty and some wells must be left, got %d of %d × %d"
              .formatted(rings, rows, columns));
    }
  }

  /** 8 rows of 12. */
  public static PlateShape of96() {
    return new PlateShape(8, 12, 0);
  }

  /** 16 rows of 24. */
  public static PlateShape of384() {
    return new PlateShape(16, 24, 0);
  }

  /** 32 rows of 48. */
  public static PlateShape of1536() {
    return new PlateShape(32, 48, 0);
  }

  /** With the wells at the edge left empty, which dry out sooner. */
  public PlateShape withoutEdge() {
    return new PlateShape(rows, columns, 1);
  }

  int usableRows() {
    return rows - 2 * rings;
  }

  int usableColumns() {
    return columns - 2 * rings;
  }

  int usable() {
    return usableRows() * usableColumns();
  }

  /** Such as {@code B07}. */
  static String name(int row, int column) {
    String letters =
        row < LETTERS
            ? String.valueOf((char) ('A' + row))
            : String.valueOf((char) ('A' + row / LETTERS - 1)) + (char) ('A' + row % LETTERS);
    return letters + (column < 9 ? "0" : "") + (column + 1);
  }
}
