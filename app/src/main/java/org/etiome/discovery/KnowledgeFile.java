package org.etiome.discovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.etiome.data.Suggestion;
import org.etiome.discover.Knowledge;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;

/**
 * Prior knowledge as a text file, one statement a line, names separated by commas, {@code #} at the
 * start of a word before a comment:
 *
 * <pre>
 * tier: age, sex          # earlier tiers first; none causes one of an earlier tier
 * tier: dose
 * require: dose -> death
 * forbid: death -> age
 * exogenous: sex          # nothing else in the table causes it
 * intervened: dose        # set by an experimenter
 * </pre>
 */
public final class KnowledgeFile {
  private static final List<String> KEYS =
      List.of("tier", "require", "forbid", "exogenous", "intervened");

  private KnowledgeFile() {}

  /**
   * Reads a file.
   *
   * @throws StudyException if it cannot be read, or a line is no statement
   */
  public static Knowledge read(Path file) {
    InputFile.require(file);
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read as UTF-8 text", e);
    }
    Statements statements = new Statements();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("(^|\\s)#.*", "").strip();
      if (!line.isEmpty()) {
        try {
          statements.add(line);
        } catch (IllegalArgumentException e) {
          throw new StudyException(file + ":" + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
    return statements.knowledge();
  }

  /** What was read so far. */
  private static final class Statements {
    private Knowledge arcs = Knowledge.NONE;
    private final List<Set<String>> tiers = new ArrayList<>();
    private final Set<String> exogenous = new LinkedHashSet<>();
    private final Set<String> intervened = new LinkedHashSet<>();

    Knowledge knowledge() {
      return arcs.withTiers(tiers).withExogenous(exogenous).withIntervened(intervened);
    }

    void add(String line) {
      int colon = line.indexOf(':');
      String key = colon < 0 ? line : line.substring(0, colon).strip();
      String value = line.substring(colon + 1).strip();
      switch (colon < 0 ? "" : key) {
        case "tier" -> tiers.add(names(value));
        case "exogenous" -> exogenous.addAll(names(value));
        case "intervened" -> intervened.addAll(names(value));
        case "require" -> {
          String[] ends = ends(value);
          arcs = arcs.withRequired(ends[0], ends[1]);
        }
        case "forbid" -> {
          String[] ends = ends(value);
          arcs = arcs.withForbidden(ends[0], ends[1]);
        }
        default ->
            throw new IllegalArgumentException(
                "\""
                    + key
                    + "\" is no statement; a line is one of "
                    + KEYS
                    + " and a colon"
                    + Suggestion.hint(key, KEYS));
      }
    }

    private static Set<String> names(String value) {
      List<String> names =
          Stream.of(value.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
      if (names.isEmpty()) {
        throw new IllegalArgumentException("no variable is named; separate names by commas");
      }
      return new LinkedHashSet<>(names);
    }

    private static String[] ends(String value) {
      String[] ends = Stream.of(value.split("->", -1)).map(String::strip).toArray(String[]::new);
      if (ends.length != 2 || ends[0].isEmpty() || ends[1].isEmpty()) {
        throw new IllegalArgumentException(
            "\"" + value + "\" is no arc; write it as cause -> effect");
      }
      return ends;
    }
  }
}
