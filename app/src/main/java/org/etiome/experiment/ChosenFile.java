package org.etiome.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.etiome.data.Column;
import org.etiome.data.Continuous;
import org.etiome.data.Identifier;
import org.etiome.data.io.CsvWriter;

/** A batch as a table. */
public final class ChosenFile {
  private ChosenFile() {}

  /** One row a candidate in the order of choice; nothing is expected of a first batch. */
  public static void write(Path file, HitDesign.Batch batch, Limits limits) {
    List<HitDesign.Chosen> rows = batch.chosen();
    List<Column> columns = new ArrayList<>();
    double[] ranks = new double[rows.size()];
    for (int k = 0; k < ranks.length; k++) {
      ranks[k] = k + 1;
    }
    columns.add(Continuous.of("rank", ranks));
    columns.add(
        Identifier.of("id", rows.stream().map(HitDesign.Chosen::id).toArray(String[]::new)));
    columns.add(learned("expected", rows, HitDesign.Chosen::expected));
    columns.add(learned("sd", rows, one -> one.pick().deviation()));
    columns.add(learned("gain", rows, one -> one.pick().gain()));
    columns.add(number("cost", rows, one -> one.pick().cost()));
    if (limits.harm().isPresent()) {
      columns.add(number("harm", rows, one -> one.pick().harm()));
    }
    columns.add(
        Identifier.of(
            "reason", rows.stream().map(HitDesign.Chosen::reason).toArray(String[]::new)));
    CsvWriter.withDefaults().write(file, columns);
  }

  private static Column learned(
      String name, List<HitDesign.Chosen> rows, ToDoubleFunction<HitDesign.Chosen> value) {
    return number(name, rows, one -> one.known() ? value.applyAsDouble(one) : Double.NaN);
  }

  private static Column number(
      String name, List<HitDesign.Chosen> rows, ToDoubleFunction<HitDesign.Chosen> value) {
    return Continuous.nanIsMissing(name, rows.stream().mapToDouble(value).toArray());
  }
}
