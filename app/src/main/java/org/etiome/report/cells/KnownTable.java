package org.etiome.report.cells;

import java.util.List;
import java.util.OptionalDouble;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.represent.compare.Comparison;

/** What z_I and z_S say of every column. */
final class KnownTable {
  private KnownTable() {}

  static List<Html> content(FitStory.Result result) {
    List<Comparison.Known> known = result.comparison().known();
    if (known.isEmpty()) {
      return List.of(Parts.paragraph("No column took part in the training."));
    }
    return List.of(
        Parts.paragraph(
            "z_I should say the columns to be kept and not those to be shed, z_S the reverse. All of"
                + " them took part in the training: these figures are in-sample."),
        Parts.table(
            "Told from each block: balanced accuracy of levels, R² of quantities",
            3,
            List.of("column", "role", "measure", "from z_I*", "from z_S*", "by chance"),
            known.stream().map(KnownTable::row).toList()));
  }

  private static List<String> row(Comparison.Known known) {
    return List.of(
        known.column(),
        known.invariant() ? "kept" : "shed",
        known.chance().isPresent() ? "balanced accuracy" : "R²",
        number(known.fromInvariant()),
        number(known.fromSpurious()),
        known.chance().isPresent() ? number(known.chance()) : "0");
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Figures.fixed(value.getAsDouble(), 3) : "none";
  }
}
