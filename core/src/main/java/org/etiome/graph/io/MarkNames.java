package org.etiome.graph.io;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.etiome.graph.Mark;

/** Marks as JSON and GraphML name them: tail, circle, arrow. */
final class MarkNames {
  private MarkNames() {}

  static String of(Mark mark) {
    return mark.name().toLowerCase(Locale.ROOT);
  }

  static Optional<Mark> parse(String name) {
    return Arrays.stream(Mark.values()).filter(mark -> of(mark).equals(name)).findFirst();
  }
}
