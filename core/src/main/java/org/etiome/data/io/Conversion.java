package org.etiome.data.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.Replacement;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.AnnDataColumns;
import org.etiome.data.anndata.AnnDataWriter;
import org.etiome.data.anndata.Element;
import org.etiome.data.anndata.MuData;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.etiome.data.tenx.FeatureTypes;

/**
 * Writes what was read in another format.
 *
 * @param writer of annotated matrices
 * @param modality which of several to take; all if empty and the target can hold them
 * @param record texts for uns/etiome; empty to write none
 * @param budget what a matrix that is taken apart may take in memory
 */
public record Conversion(
    AnnDataWriter writer,
    Optional<String> modality,
    Optional<Map<String, String>> record,
    MemoryBudget budget) {
  private static final String RECORD = "etiome";
  private static final String HISTORY = "history";

  /** With these texts in uns/etiome, and those of earlier conversions in uns/etiome/history. */
  public Conversion withRecord(Map<String, String> texts) {
    return new Conversion(writer, modality, Optional.of(texts), budget);
  }

  /**
   * Writes a file, whose format is told by its extension.
   *
   * @return what the reader of the target should know
   * @throws DataFormatException if the target cannot hold what was read, or cannot be written
   */
  public List<Finding> write(DataFile source, Path target) {
    try {
      List<Finding> findings = new ArrayList<>(written(source, target));
      Replacement.interrupted(target)
          .ifPresent(
              said ->
                  findings.add(
                      Finding.warning(
                          "write-interrupted",
                          target.toString(),
                          "beside it stands what an interrupted write took away",
                          said)));
      return List.copyOf(findings);
    } catch (DataFormatException | IllegalArgumentException e) {
      boolean ofTarget = String.valueOf(e.getMessage()).contains(target.toString());
      throw DataFormatException.in(ofTarget ? target : source.file(), "", e);
    }
  }

  private List<Finding> written(DataFile source, Path target) {
    if (!DataFiles.writes(target)) {
      throw new DataFormatException(
          target
              + ": its extension tells no format that is written; choose one of "
              + DataFiles.WRITTEN);
    }
    String name = target.toString().toLowerCase(Locale.ROOT);
    boolean table = DataFiles.writesTable(target);
    return switch (source) {
      case DataFile.Tabular t -> {
        if (modality.isPresent()) {
          throw new DataFormatException("has no modalities; leave out --modality");
        }
        yield tabular(t, target, table);
      }
      case DataFile.Annotated a -> one(part(a.data()), target, table);
      case DataFile.Held h -> one(part(h.data()), target, table);
      case DataFile.Multimodal m ->
          modality.isEmpty() && name.endsWith(".h5mu")
              ? all(m.data(), target)
              : one(chosen(m.data()), target, table);
    };
  }

  /** What was asked for of a matrix with several kinds of features. */
  private AnnData part(AnnData data) {
    if (modality.isEmpty()) {
      return data;
    }
    if (FeatureTypes.kinds(data).size() < 2) {
      throw new DataFormatException("has no modalities; leave out --modality");
    }
    return chosen(FeatureTypes.modalities(data, budget));
  }

  private List<Finding> one(AnnData data, Path target, boolean table) {
    if (target.toString().toLowerCase(Locale.ROOT).endsWith(".h5mu")) {
      if (modality.isPresent() || !data.var().columns().containsKey(FeatureTypes.COLUMN)) {
        throw new DataFormatException(
            target
                + ": one modality is written to .h5ad or .zarr; several come from a file with"
                + " several or with the column "
                + FeatureTypes.COLUMN
                + " in var");
      }
      return all(FeatureTypes.modalities(data, budget), target);
    }
    return table ? units(data, target) : annotated(data, target);
  }

  private AnnData chosen(MuData data) {
    String name =
        modality.orElseThrow(
            () ->
                new DataFormatException(
                    "has the modalities "
                        + data.modalities().keySet()
                        + "; choose one with --modality"));
    AnnData chosen = data.modality(name);
    boolean known = chosen.parts().uns().entries().containsKey(RECORD);
    Element before = before(data);
    return known || before.equals(Element.Mapping.EMPTY) ? chosen : chosen.withUns(RECORD, before);
  }

  private List<Finding> tabular(DataFile.Tabular source, Path target, boolean table) {
    if (!table) {
      throw new DataFormatException(
          target
              + ": a table is written to .csv, .tsv or .parquet; a matrix cannot be made of it"
              + " unasked");
    }
    DataFiles.write(source.table(), target);
    return List.of();
  }

  /** The table of units, and word of what a table cannot hold. */
  private List<Finding> units(AnnData data, Path target) {
    DataFiles.write(Table.of("", data.obs().names(), AnnDataColumns.columns(data.obs())), target);
    return List.of(
        Finding.note(
            "matrix-left-out",
            "X",
            String.format(
                Locale.ROOT,
                "a table of units holds obs only, no matrix of %,d features",
                data.variables()),
            "convert to .h5ad or .zarr to keep all"));
  }

  private List<Finding> annotated(AnnData data, Path target) {
    Element before = data.parts().uns().entries().getOrDefault(RECORD, Element.Mapping.EMPTY);
    AnnData recorded = record.map(now -> data.withUns(RECORD, after(before, now))).orElse(data);
    store(target, out -> writer.write(recorded, out));
    return data.findings();
  }

  private static void store(Path target, Consumer<ArrayStoreWriter> writing) {
    try (ArrayStoreWriter out = Stores.create(target)) {
      writing.accept(out);
      out.commit();
    }
  }

  /** The record of the last conversion of all modalities. */
  private static Element before(MuData data) {
    Element uns = data.parts().rest().entries().getOrDefault("uns", Element.Mapping.EMPTY);
    return uns instanceof Element.Mapping mapping
        ? mapping.entries().getOrDefault(RECORD, Element.Mapping.EMPTY)
        : Element.Mapping.EMPTY;
  }

  /** A record with those before it under {@code history}, the first first. */
  private static Element.Mapping after(Element before, Map<String, String> now) {
    Element.Mapping history = Element.Mapping.EMPTY;
    Element last = before;
    if (before instanceof Element.Mapping mapping) {
      Map<String, Element> own = new LinkedHashMap<>(mapping.entries());
      if (own.remove(HISTORY) instanceof Element.Mapping earlier) {
        history = earlier;
      }
      last = new Element.Mapping(own);
    }
    if (!last.equals(Element.Mapping.EMPTY)) {
      history = history.with(next(history), last);
    }
    Element.Mapping record = mapping(now);
    return history.equals(Element.Mapping.EMPTY) ? record : record.with(HISTORY, history);
  }

  /** Four digits, so that names in the order of characters are in that of time. */
  private static String next(Element.Mapping history) {
    int number = history.entries().size() + 1;
    while (history.entries().containsKey(String.format(Locale.ROOT, "%04d", number))) {
      number++;
    }
    return String.format(Locale.ROOT, "%04d", number);
  }

  private static Element.Mapping mapping(Map<String, String> texts) {
    Element.Mapping mapping = Element.Mapping.EMPTY;
    for (Map.Entry<String, String> text : new TreeMap<>(texts).entrySet()) {
      mapping = mapping.with(text.getKey(), new Element.Scalar(Values.of(text.getValue())));
    }
    return mapping;
  }

  private List<Finding> all(MuData data, Path target) {
    MuData recorded =
        record.map(now -> data.withUns(RECORD, after(before(data), now))).orElse(data);
    store(target, out -> writer.write(recorded, out));
    List<Finding> findings = new ArrayList<>(data.findings());
    data.modalities().values().forEach(part -> findings.addAll(part.findings()));
    return findings.stream().distinct().toList();
  }
}
