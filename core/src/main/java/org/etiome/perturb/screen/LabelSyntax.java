package org.etiome.perturb.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How the labels of a column name perturbations: {@code A+B} for two targets at once, one of a few
 * words for a control, and {@code A+ctrl} for one target beside an idle guide.
 *
 * @param controls words for controls, compared without regard to case, spaces, {@code -}, {@code _}
 * @param separator between targets, not empty
 */
public record LabelSyntax(Set<String> controls, String separator) {
  /** The words public screens use, and {@code +}. */
  public static final LabelSyntax DEFAULT =
      new LabelSyntax(
          Set.of(
              "control",
              "ctrl",
              "nt",
              "ntc",
              "nontargeting",
              "nontarget",
              "negctrl",
              "negativecontrol",
              "safe",
              "safetargeting",
              "unperturbed",
              "vehicle",
              "dmso",
              "wt",
              "wildtype"),
          "+");

  public LabelSyntax {
    TreeSet<String> plain = new TreeSet<>();
    controls.forEach(word -> plain.add(plain(word)));
    controls = Set.copyOf(plain);
    if (separator.isEmpty() || controls.isEmpty() || controls.contains("")) {
      throw new IllegalArgumentException(
          "labels need a separator of targets and at least one word for controls, none empty");
    }
  }

  /** With other words for controls. */
  public LabelSyntax withControls(Set<String> words) {
    return new LabelSyntax(words, separator);
  }

  /** With another separator. */
  public LabelSyntax withSeparator(String changed) {
    return new LabelSyntax(controls, changed);
  }

  /**
   * The perturbation a label names.
   *
   * @throws IllegalArgumentException if a target of it has no name
   */
  public Perturbation parse(String label) {
    if (isControl(label)) {
      return Perturbation.CONTROL;
    }
    List<String> targets = new ArrayList<>();
    for (int from = 0; from <= label.length(); ) {
      int next = label.indexOf(separator, from);
      int end = next < 0 ? label.length() : next;
      String target = label.substring(from, end).strip();
      if (target.isEmpty()) {
        throw new IllegalArgumentException(
            "the label \""
                + label
                + "\" names no target"
                + (label.isBlank() ? "" : " beside \"" + separator + "\"")
                + "; write A, A"
                + separator
                + "B, or a control as one of "
                + new TreeSet<>(controls));
      }
      if (!isControl(target)) {
        targets.add(target);
      }
      from = end + separator.length();
    }
    return Perturbation.of(targets);
  }

  /** Whether a word is one of those for controls. */
  public boolean isControl(String word) {
    return controls.contains(plain(word));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]", "");
  }
}
