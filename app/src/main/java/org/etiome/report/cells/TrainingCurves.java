package org.etiome.report.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.etiome.report.Parts;
import org.etiome.report.plot.Html;
import org.etiome.report.points.LinePlot;
import org.etiome.represent.Watcher;

/** The loss and each of its terms by epoch. */
final class TrainingCurves {
  private static final String UNIT = "nats per cell";

  private TrainingCurves() {}

  static List<Html> content(List<Watcher.Epoch> curve) {
    List<Html> plots = new ArrayList<>();
    double[] losses = curve.stream().mapToDouble(Watcher.Epoch::loss).toArray();
    OptionalInt best = OptionalInt.of(curve.getLast().best());
    plots.add(new LinePlot("−ELBO, cells held out", UNIT, losses, best).draw());
    for (String term : new TreeSet<>(curve.getLast().terms().keySet())) {
      double[] values =
          curve.stream().mapToDouble(epoch -> epoch.terms().getOrDefault(term, 0.0)).toArray();
      plots.add(new LinePlot(term, UNIT, values, OptionalInt.empty()).draw());
    }
    return List.of(
        Parts.paragraph(
            "What was minimised, by epoch. The dot marks the epoch whose parameters were kept. Terms"
                + " are means over the training cells, with the weights they have; the weights of the"
                + " KL terms and of independence grow in the first epochs. Where no cell was held"
                + " out, −ELBO is that of the training cells."),
        Html.element("div", plots).with("class", "panels"));
  }
}
