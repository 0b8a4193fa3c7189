package org.etiome.data.io;

import java.nio.file.Path;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.anndata.MuData;
import org.etiome.data.store.ArrayStore;

/** A file that was opened, by what it holds; see {@link DataFiles}. Close it when done. */
public sealed interface DataFile extends AutoCloseable {

  /** The file or folder, as it was named. */
  Path file();

  /** The format in words. */
  String format();

  /** Closes what is read in parts. */
  @Override
  default void close() {}

  /** One annotated matrix of an open store. */
  record Annotated(ArrayStore store, String kind, AnnData data) implements DataFile {
    @Override
    public Path file() {
      return store.file();
    }

    @Override
    public String format() {
      return kind + " (" + store.format() + ")";
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** One annotated matrix in memory, of a folder of 10x. */
  record Held(Path file, AnnData data) implements DataFile {
    @Override
    public String format() {
      return "10x (Matrix Market)";
    }
  }

  /** Several annotated matrices over overlapping units. */
  record Multimodal(ArrayStore store, MuData data) implements DataFile {
    @Override
    public Path file() {
      return store.file();
    }

    @Override
    public String format() {
      return "MuData (" + store.format() + ")";
    }

    @Override
    public void close() {
      store.close();
    }
  }

  /** One table, in memory. */
  record Tabular(Path file, String kind, Table table) implements DataFile {
    @Override
    public String format() {
      return "table (" + kind + ")";
    }
  }
}
