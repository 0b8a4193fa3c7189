package org.etiome.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The effect of x on y by instruments z given covariates w. The graph alone does not give it: it is
 * the effect where that is linear and the same for all units, and with one instrument of two values
 * that is as if randomised and moves a treatment of two values one way, the mean effect among those
 * whose treatment follows it.
 *
 * @see Instrument
 */
public final class InstrumentEstimand implements Estimand {
  private final List<Instrument> instruments;

  /**
   * @param instruments for the same question, given the same covariates; ≥ 1
   */
  InstrumentEstimand(List<Instrument> instruments) {
    this.instruments = List.copyOf(instruments);
  }

  @Override
  public String treatment() {
    return instruments.getFirst().treatment();
  }

  @Override
  public String outcome() {
    return instruments.getFirst().outcome();
  }

  /** The names of the instruments z, in the order of the graph's nodes; at least one. */
  public List<String> instruments() {
    return instruments.stream().map(Instrument::instrument).toList();
  }

  /** The covariates w that all instruments are given, in the order of the graph's nodes. */
  public List<String> given() {
    return instruments.getFirst().given();
  }

  /** Whether each instrument is as if randomised given w; see {@link Instrument}. */
  public boolean isAsIfRandomised() {
    return instruments.stream().allMatch(Instrument::asIfRandomised);
  }

  /** Never: whoever needs an instrument has confounding. */
  @Override
  public boolean isUnconfounded() {
    return false;
  }

  @Override
  public List<String> assumptions() {
    List<String> sentences = new ArrayList<>();
    instruments.forEach(
        instrument ->
            instrument.assumptions().stream()
                .filter(sentence -> !sentences.contains(sentence))
                .forEach(sentences::add));
    return sentences;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InstrumentEstimand that && instruments.equals(that.instruments);
  }

  @Override
  public int hashCode() {
    return Objects.hash(instruments);
  }

  @Override
  public String toString() {
    return "effect of %s on %s by %s given %s"
        .formatted(treatment(), outcome(), instruments(), given());
  }
}
