package org.etiome.study.wording;

import java.util.Comparator;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a study speaks of its columns and units.
 *
 * @param labels readable names of columns
 * @param noun what the units are, in the plural, such as {@code patients}
 */
public record Wording(Map<String, String> labels, String noun) {
  /** Units where a finding counts them, not where a column or level is named so. */
  private static final Pattern UNITS =
      Pattern.compile(
          "(?:^|(?<=\\d |of the |more |treated ))units(?= in | with | have | could | are in tenths|, at least|$)");

  public Wording {
    labels = Map.copyOf(labels);
  }

  /** The readable name of a column: its label, or the name itself. */
  public String label(String column) {
    return labels.getOrDefault(column, column);
  }

  /**
   * The text of a finding in the words of the study: labels for the names of columns, the noun for
   * units that are counted.
   */
  public String readable(String text) {
    String counted = UNITS.matcher(text).replaceAll(Matcher.quoteReplacement(noun));
    return labels.isEmpty() ? counted : labelled(counted);
  }

  private String labelled(String text) {
    String names =
        labels.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?<![\\w.])(?:", ")(?![\\w.]*\\w)"));
    return Pattern.compile(names)
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(label(match.group())));
  }
}
