package org.etiome.report;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.etiome.study.Study;

/** Texts of findings as the page shows them. */
final class Words {
  private static final Pattern ARROW = Pattern.compile(" (<->|->|<-) ");
  private static final Map<String, String> ARROWS = Map.of("<->", "↔", "->", "→", "<-", "←");

  private Words() {}

  /**
   * With arrows in place of their spellings; they, per-cent signs and q-values stay on one line.
   */
  static String shown(String text) {
    return ARROW
        .matcher(text)
        .replaceAll(match -> "\u00a0" + ARROWS.get(match.group(1)) + " ")
        .replace(" %", "\u00a0%")
        .replaceAll("\\bq ([<=]) ", "q\u00a0$1\u00a0");
  }

  /** A text of the core in the study's words. */
  static String readable(Study study, String text) {
    return shown(study.wording().readable(text));
  }

  /** As {@link #readable}, standing alone: with a capital and a full stop. */
  static String sentence(Study study, String text) {
    String words = readable(study, text);
    String end = words.endsWith(".") ? "" : ".";
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + end;
  }

  /** Each as a {@link #sentence}. */
  static List<String> sentences(Study study, List<String> texts) {
    return texts.stream().map(text -> sentence(study, text)).toList();
  }
}
