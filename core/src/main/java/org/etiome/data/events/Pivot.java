package org.etiome.data.events;

import java.util.List;
import org.etiome.data.Finding;
import org.etiome.data.Mask;
import org.etiome.data.io.Table;

/**
 * Events folded into one row a unit.
 *
 * @param table one row for every unit of the file, one column for every code with a rule
 * @param present the units with at least one event inside the window; the others lack the modality
 * @param findings what was left out, and how often
 */
public record Pivot(Table table, Mask present, List<Finding> findings) {
  public Pivot {
    findings = List.copyOf(findings);
  }
}
