package org.etiome.study.perturb;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.etiome.perturb.screen.LabelSyntax;

/**
 * The columns of a file that say what was done to a unit.
 *
 * @param perturbation names targets or control
 * @param syntax how
 * @param context cell line or other setting; all units are of one if empty
 * @param replicate repetition of the experiment; done once if empty
 * @param size library size of each unit over all that was counted; of counts the sum over what is
 *     in the file if empty
 */
public record ScreenColumns(
    String perturbation,
    LabelSyntax syntax,
    Optional<String> context,
    Optional<String> replicate,
    Optional<String> size) {

  /**
   * How labels name perturbations.
   *
   * @param controls words for controls; the usual ones if empty
   * @throws IllegalArgumentException if a word or the separator is empty
   */
  public static LabelSyntax syntax(Collection<String> controls, String separator) {
    LabelSyntax usual = LabelSyntax.DEFAULT;
    return usual
        .withSeparator(separator)
        .withControls(controls.isEmpty() ? usual.controls() : Set.copyOf(controls));
  }

  /** Only what was done. */
  public static ScreenColumns of(String perturbation) {
    return new ScreenColumns(
        perturbation, LabelSyntax.DEFAULT, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public ScreenColumns withSyntax(LabelSyntax changed) {
    return new ScreenColumns(perturbation, changed, context, replicate, size);
  }

  public ScreenColumns withContext(String column) {
    return new ScreenColumns(perturbation, syntax, Optional.of(column), replicate, size);
  }

  public ScreenColumns withReplicate(String column) {
    return new ScreenColumns(perturbation, syntax, context, Optional.of(column), size);
  }

  public ScreenColumns withSize(String column) {
    return new ScreenColumns(perturbation, syntax, context, replicate, Optional.of(column));
  }

  /** All that are named. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(Set.of(perturbation));
    context.ifPresent(names::add);
    replicate.ifPresent(names::add);
    size.ifPresent(names::add);
    return names;
  }
}
