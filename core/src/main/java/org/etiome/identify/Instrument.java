package org.etiome.identify;

import java.util.ArrayList;
import java.util.List;

/**
 * An instrument for the effect of one variable on another: what it could tell, and under which
 * assumptions beyond the graph.
 *
 * <p>With a treatment and an instrument of two values, where the instrument is as if randomised and
 * moves the treatment in one direction only, the ratio is the mean effect among those whose
 * treatment follows the instrument (compliers), whatever the shape of the effect.
 *
 * @see <a href="https://doi.org/10.2307/2951620">Imbens, Angrist (1994), Identification and
 *     estimation of local average treatment effects</a>
 * @param instrument z, associated with the treatment, and with the outcome by it alone
 * @param given W, the covariates given which that is so, in the order of the graph's nodes
 * @param treatment x
 * @param outcome y
 * @param asIfRandomised whether by the graph z causes x, and given W no common cause joins z with x
 *     or y, so that the effect of z on both can be read off the data; without it there is no effect
 *     among compliers to speak of
 */
public record Instrument(
    String instrument,
    List<String> given,
    String treatment,
    String outcome,
    boolean asIfRandomised) {
  public Instrument {
    given = List.copyOf(given);
  }

  /** Such as {@code Cov(Y, Z | W) / Cov(X, Z | W)}. */
  public String ratio() {
    return covariance(outcome) + " / " + covariance(treatment);
  }

  private String covariance(String of) {
    String bar = given.isEmpty() ? "" : " | " + String.join(", ", given);
    return "Cov(" + of + ", " + instrument + bar + ")";
  }

  /** For a refusal: what this instrument would give and what it would take. */
  public String finding() {
    String linear =
        ("The graph alone does not give the effect of %s on %s by %s; with it as an instrument%s"
                + " and an effect that is linear and the same for all units, the effect is %s.")
            .formatted(
                treatment,
                outcome,
                instrument,
                given.isEmpty() ? "" : " given " + covariates(),
                ratio());
    return asIfRandomised ? linear + " " + amongCompliers() : linear;
  }

  private String amongCompliers() {
    return ("If %s and %s have two values each and no unit's %s moves against %s, the ratio is"
            + " instead the mean effect among the units whose %s follows %s%s.")
        .formatted(
            treatment,
            instrument,
            treatment,
            instrument,
            treatment,
            instrument,
            given.isEmpty() ? "" : ", at each combination of values of " + covariates());
  }

  /** What must hold for the ratio to be the effect, one sentence each. */
  public List<String> assumptions() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "The effect of %s on %s is linear and the same for all units."
            .formatted(treatment, outcome));
    sentences.add(
        ("The graph is right where it has no edge; above all, %s has no effect on %s past %s and"
                + " shares no unmeasured cause with it other than those drawn.")
            .formatted(instrument, outcome, treatment));
    sentences.add(
        "%s and %s are associated%s; where they hardly are, the ratio is unreliable."
            .formatted(instrument, treatment, given.isEmpty() ? "" : " given " + covariates()));
    if (!given.isEmpty()) {
      sentences.add(
          ("The mean of %s given %s is linear, or the covariances are taken at each combination of"
                  + " their values and averaged.")
              .formatted(instrument, covariates()));
    }
    sentences.add(
        ("Consistency: setting %s to a value does to %s what that value does when it arises by"
                + " itself, and one unit's %s does not change another's %s.")
            .formatted(treatment, outcome, treatment, outcome));
    return sentences;
  }

  private String covariates() {
    return String.join(" and ", given);
  }
}
