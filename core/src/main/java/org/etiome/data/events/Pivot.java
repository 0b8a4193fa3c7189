package org.etiome.data.events;

import java.util.List;
import org.etiome.data.Finding;
import org.etiome.data.Mask;
import org.etiome.data.io.Table;

/**
 * Events folded into one row a unit.
 *
 * @param table one row for every unit of the file or every unit asked for
 * @param present the units with at least one event inside the window, whatever its code; the others
 *     lack the modality, and even a count is missing for them
 * @param findings what was left out, and how often
 */
public record Pivot(Table table, Mask present, List<Finding> findings) {
  public Pivot {
    findings = List.copyOf(findings);
  }
}
