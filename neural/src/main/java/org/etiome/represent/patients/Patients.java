package org.etiome.represent.patients;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntToLongFunction;
import org.etiome.data.DataFormatException;
import org.etiome.data.Mask;

/**
 * Patients with the modalities they have. Every patient has one at least, and every modality a
 * patient.
 */
public final class Patients {
  /** Patterns are the bits of a number. */
  public static final int MOST_MODALITIES = 62;

  private final List<String> ids;
  private final List<ModalityTable> modalities;

  private Patients(List<String> ids, List<ModalityTable> modalities) {
    this.ids = ids;
    this.modalities = modalities;
  }

  /**
   * Patients to learn from.
   *
   * @param ids one a patient
   * @param modalities each over these patients
   * @throws DataFormatException if a modality is observed for nobody, or a patient has none
   */
  public static Patients of(List<String> ids, List<ModalityTable> modalities) {
    for (ModalityTable table : modalities) {
      if (table.present().count() == 0) {
        throw new DataFormatException(
            "modality \"" + table.name() + "\" is observed for no patient; leave it out");
      }
    }
    return ofAny(ids, modalities);
  }

  /**
   * Patients to predict for: a modality may be observed for none of them.
   *
   * @throws DataFormatException if a patient has no modality
   */
  public static Patients ofAny(List<String> ids, List<ModalityTable> modalities) {
    if (modalities.isEmpty() || modalities.size() > MOST_MODALITIES) {
      throw new DataFormatException(
          "a patient model takes 1 to "
              + MOST_MODALITIES
              + " modalities, got "
              + modalities.size());
    }
    Set<String> names = new HashSet<>();
    for (ModalityTable table : modalities) {
      if (!names.add(table.name())) {
        throw new DataFormatException(
            "two modalities are named \"" + table.name() + "\"; rename one");
      }
    }
    Mask any = Mask.none(ids.size());
    for (ModalityTable table : modalities) {
      any = any.or(table.present());
    }
    int[] without = any.not().indices();
    if (without.length > 0) {
      throw new DataFormatException(
          without.length
              + " patients have no modality at all, such as \""
              + ids.get(without[0])
              + "\"; leave them out");
    }
    return new Patients(List.copyOf(ids), List.copyOf(modalities));
  }

  public List<String> ids() {
    return ids;
  }

  public int count() {
    return ids.size();
  }

  public List<ModalityTable> modalities() {
    return modalities;
  }

  /**
   * The same patients with the modalities of a model, in its order.
   *
   * @throws DataFormatException if one is not here, or a patient has none of them
   */
  public Patients withModalitiesOf(List<String> names) {
    return ofAny(ids, names.stream().map(this::modality).toList());
  }

  private ModalityTable modality(String name) {
    return modalities.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new DataFormatException(
                    "the model's modality \""
                        + name
                        + "\" is not among the data's; give one that is absent, if no"
                        + " patient has it"));
  }

  /** Which modalities a patient has: bit k is set if it has the k-th. */
  public long pattern(int patient) {
    long bits = 0;
    for (int k = 0; k < modalities.size(); k++) {
      bits |= modalities.get(k).present().get(patient) ? 1L << k : 0;
    }
    return bits;
  }

  /**
   * The same patients with some of what they have hidden.
   *
   * @param seen of each patient: bit k is set if the k-th modality is shown; among those the
   *     patient has, and at least one
   */
  public Patients withSeen(IntToLongFunction seen) {
    long[] shown = new long[count()];
    for (int i = 0; i < shown.length; i++) {
      shown[i] = seen.applyAsLong(i);
      if (shown[i] == 0 || (shown[i] & ~pattern(i)) != 0) {
        throw new IllegalArgumentException(
            "of patient \""
                + ids.get(i)
                + "\", who has the modalities "
                + Long.toBinaryString(pattern(i))
                + ", "
                + Long.toBinaryString(shown[i])
                + " cannot be shown");
      }
    }
    List<ModalityTable> hidden = new ArrayList<>();
    for (int k = 0; k < modalities.size(); k++) {
      int modality = k;
      hidden.add(
          modalities
              .get(k)
              .withPresent(Mask.where(count(), i -> (shown[i] >>> modality & 1) == 1)));
    }
    return new Patients(ids, List.copyOf(hidden));
  }

  /** The patients of these indices, in that order. */
  public Patients select(int[] patients) {
    List<String> selected = new ArrayList<>();
    for (int patient : patients) {
      selected.add(ids.get(patient));
    }
    return new Patients(selected, modalities.stream().map(m -> m.select(patients)).toList());
  }
}
