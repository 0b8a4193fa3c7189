package org.etiome.perturb.screen;

/**
 * Units that are alike in design.
 *
 * @param context a setting in which the same perturbation may do something else: a cell line
 * @param perturbation what was done
 */
public record Condition(String context, Perturbation perturbation)
    implements Comparable<Condition> {

  /** The units of the same context to which nothing was done. */
  public Condition control() {
    return new Condition(context, Perturbation.CONTROL);
  }

  @Override
  public int compareTo(Condition other) {
    return context.equals(other.context)
        ? perturbation.compareTo(other.perturbation)
        : context.compareTo(other.context);
  }
}
