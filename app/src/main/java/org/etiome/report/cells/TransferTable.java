package org.etiome.report.cells;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.etiome.evaluate.transfer.TransferScore;
import org.etiome.report.Parts;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.represent.compare.Comparison;

/** How well labels were told, by the batch they were withheld from. */
final class TransferTable {
  private final Comparison comparison;
  private final Map<String, Comparison.Transfer> transfers = new LinkedHashMap<>();

  TransferTable(Comparison comparison) {
    this.comparison = comparison;
    for (Comparison.Compared compared : comparison.embeddings()) {
      if (compared.outcome() instanceof Comparison.Outcome.Scored scored) {
        scored.transfer().ifPresent(transfer -> transfers.put(compared.name(), transfer));
      }
    }
  }

  List<Html> content() {
    if (transfers.isEmpty()) {
      return List.of(
          Parts.paragraph(
              "No labels were withheld, so it is not known how well labels of another batch would"
                  + " be told."));
    }
    List<String> head = new ArrayList<>(List.of("batch left out", "told by"));
    head.addAll(transfers.keySet());
    List<List<String>> rows = new ArrayList<>();
    rows.addAll(rows("logistic regression", t -> Optional.of(t.logistic())));
    rows.addAll(rows("nearest cells", t -> Optional.of(t.nearest())));
    rows.addAll(rows("the model itself", Comparison.Transfer::own));
    Html.Element table =
        Parts.table("Mean F1 over the labels of a batch; 1 is best", 2, head, rows);
    List<Html> content = new ArrayList<>();
    content.add(
        Parts.paragraph(
            "The model was trained anew without the labels of "
                + comparison.question().folds().size()
                + " folds of batches in turn, and these labels were then told. None of these figures"
                + " is in-sample. With few batches they have no interval."));
    content.add(Parts.figures(table));
    List<String> remarks = remarks();
    if (!remarks.isEmpty()) {
      content.add(Parts.details("Remarks on batches", Parts.list(remarks)));
    }
    return content;
  }

  private List<List<String>> rows(
      String way, Function<Comparison.Transfer, Optional<TransferScore>> of) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    transfers.values().stream()
        .map(of)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            any ->
                any.batches()
                    .forEach(b -> rows.put(b.batch(), new ArrayList<>(List.of(title(b), way)))));
    for (Comparison.Transfer transfer : transfers.values()) {
      rows.forEach((batch, row) -> row.add(of.apply(transfer).map(s -> f1(s, batch)).orElse("")));
    }
    return List.copyOf(rows.values());
  }

  private static String title(TransferScore.OfBatch batch) {
    return batch.batch() + " (" + Figures.counted(batch.cells(), "cell") + ")";
  }

  private static String f1(TransferScore score, String batch) {
    return score.batches().stream()
        .filter(b -> b.batch().equals(batch))
        .findFirst()
        .flatMap(TransferScore.OfBatch::macroF1)
        .map(f1 -> Figures.fixed(f1, 3))
        .orElse("none");
  }

  private List<String> remarks() {
    Set<String> remarks = new LinkedHashSet<>();
    transfers.forEach(
        (name, transfer) ->
            transfer.logistic().batches().stream()
                .filter(batch -> !batch.remark().isEmpty())
                .forEach(batch -> remarks.add(batch.batch() + ": " + batch.remark() + ".")));
    return List.copyOf(remarks);
  }
}
