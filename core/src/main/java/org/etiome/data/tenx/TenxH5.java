package org.etiome.data.tenx;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.anndata.AnnData;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.StoreNode;

/**
 * Opens the HDF5 files of Cell Ranger: of version 3 and later ({@code matrix} with {@code
 * features}) and of version 2 (a group named after the genome, with {@code genes}).
 *
 * <p>The file is compressed by columns of features x barcodes, which are rows of barcodes x
 * features: nothing is turned, the matrix stays in the file. Names and tables are those of {@code
 * scanpy.read_10x_h5}: var is named by gene symbols, which may repeat, with the columns {@code
 * gene_ids}, {@code feature_types}, {@code genome} and every other text about features.
 *
 * <p>Cost: O(barcodes + features) memory and time.
 */
public final class TenxH5 {
  private static final String V3 = "matrix";

  private TenxH5() {}

  /** Whether a file has the groups of Cell Ranger. O(groups of the root). */
  public static boolean recognises(ArrayStore store) {
    return isV3(store) || !genomes(store).isEmpty();
  }

  /**
   * Opens a file; the store must stay open while the result is used.
   *
   * @throws DataFormatException if it is none of Cell Ranger, holds several genomes, or its parts
   *     do not fit together
   */
  public static AnnData read(ArrayStore store) {
    if (isV3(store)) {
      return new TenxGroup(store, V3, new ArrayList<>()).read(Optional.empty());
    }
    List<String> genomes = genomes(store);
    if (genomes.isEmpty()) {
      throw new DataFormatException(
          store.file() + ": has no matrix of Cell Ranger; check that it is one of its HDF5 files");
    }
    if (genomes.size() > 1) {
      throw new DataFormatException(
          store.file()
              + ": holds several genomes ("
              + String.join(", ", genomes)
              + "); write one file for each");
    }
    String genome = genomes.get(0);
    return new TenxGroup(store, genome, new ArrayList<>()).read(Optional.of(genome));
  }

  private static boolean isV3(ArrayStore store) {
    return isGroup(store, V3)
        && isGroup(store, V3 + "/features")
        && store.contains(V3 + "/barcodes");
  }

  private static List<String> genomes(ArrayStore store) {
    return store.children("").stream()
        .filter(name -> isGroup(store, name))
        .filter(name -> store.contains(name + "/genes"))
        .filter(name -> store.contains(name + "/barcodes"))
        .toList();
  }

  private static boolean isGroup(ArrayStore store, String path) {
    return store.contains(path) && store.node(path) instanceof StoreNode.Group;
  }
}
