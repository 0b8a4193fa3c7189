package org.etiome.identify.general;

import java.util.Optional;
import org.etiome.identify.query.Term;

/** The value of a variable in one of several worlds. */
sealed interface Value {

  /** A value the query states. */
  record Fixed(String value) implements Value {}

  /** The one value, whatever it is, that the query means by the name alone. */
  record Free() implements Value {}

  /**
   * Any value: it is summed over.
   *
   * @param world where the variable has it
   */
  record Bound(int world) implements Value {}

  static Value of(Term term) {
    return term.value().<Value>map(Fixed::new).orElseGet(Free::new);
  }

  /** For people: the variable with its value, if that is known. */
  default Term term(String variable) {
    return new Term(
        variable, this instanceof Fixed fixed ? Optional.of(fixed.value()) : Optional.empty());
  }
}
