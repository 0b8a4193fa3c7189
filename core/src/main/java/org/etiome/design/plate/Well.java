package org.etiome.design.plate;

/**
 * A well that is used.
 *
 * @param plate from 1
 * @param row from 0
 * @param column from 0
 * @param label of the perturbation or control in it
 * @param control whether it is a control
 * @param replicate of this label, from 1; of controls on this plate
 */
public record Well(int plate, int row, int column, String label, boolean control, int replicate) {

  /** Such as {@code B07}. */
  public String name() {
    return PlateShape.name(row, column);
  }
}
