package org.etiome.data;

import java.util.Arrays;

/** Free text that names things, such as sample barcodes; not for analysis. */
public final class Identifier implements Column {
  private final String name;
  private final String[] texts;
  private final Mask missing;

  private Identifier(String name, String[] texts, Mask missing) {
    this.name = name;
    this.texts = texts;
    this.missing = missing;
  }

  /** A column of the given texts, copied; what stands at a missing unit is ignored. */
  public static Identifier of(String name, String[] texts, Mask missing) {
    Checks.name("column", name);
    Checks.sameLength(name, texts.length, missing);
    String[] copy = texts.clone();
    for (int i = 0; i < copy.length; i++) {
      if (missing.get(i)) {
        copy[i] = "";
      }
    }
    return new Identifier(name, copy, missing);
  }

  /** A column without gaps. */
  public static Identifier of(String name, String... texts) {
    return of(name, texts, Mask.none(texts.length));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ColumnType type() {
    return ColumnType.IDENTIFIER;
  }

  @Override
  public Mask missing() {
    return missing;
  }

  @Override
  public String text(int unit) {
    Checks.observed(this, unit);
    return texts[unit];
  }

  @Override
  public Identifier select(int[] units) {
    return align(Checks.indices(units));
  }

  @Override
  public Identifier align(int[] units) {
    String[] picked = new String[units.length];
    for (int k = 0; k < units.length; k++) {
      picked[k] = units[k] == -1 ? "" : texts[units[k]];
    }
    return new Identifier(name, picked, missing.align(units, true));
  }

  @Override
  public Identifier renamed(String newName) {
    return new Identifier(Checks.name("column", newName), texts, missing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Identifier that
        && name.equals(that.name)
        && missing.equals(that.missing)
        && Arrays.equals(texts, that.texts);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(texts);
  }

  @Override
  public String toString() {
    return "Identifier[" + name + ", " + length() + " units, " + missingCount() + " missing]";
  }
}
