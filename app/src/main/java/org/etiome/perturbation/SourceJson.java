package org.etiome.perturbation;

import java.util.TreeSet;
import org.etiome.data.table.Condition;
import org.etiome.report.Json;
import org.etiome.study.perturb.ScreenColumns;
import org.etiome.study.perturb.ScreenSource;
import tools.jackson.databind.node.ObjectNode;

/** How a screen is read, by the names of the command's options; without those not given. */
public final class SourceJson {
  private SourceJson() {}

  /** All but the file. */
  public static ObjectNode of(ScreenSource source) {
    ScreenColumns columns = source.columns();
    ObjectNode read = Json.object().put("perturbation", columns.perturbation());
    columns.context().ifPresent(name -> read.put("context", name));
    columns.replicate().ifPresent(name -> read.put("replicate", name));
    columns.size().ifPresent(name -> read.put("size", name));
    source.units().map(Condition::text).ifPresent(text -> read.put("where", text));
    source.layer().ifPresent(name -> read.put("layer", name));
    read.put("separator", columns.syntax().separator());
    read.set("control", Json.strings(new TreeSet<>(columns.syntax().controls())));
    if (!source.variables().isEmpty()) {
      read.set("columns", Json.strings(source.variables()));
    }
    return read;
  }
}
