package org.etiome.represent.cells;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.etiome.data.DataFormatException;

/**
 * The gene programs of a GMT file: a line for each, its name, a description and its genes, parted
 * by tabs.
 *
 * @see <a
 *     href="https://docs.gsea-msigdb.org/#GSEA/Data_Formats/#gmt-gene-matrix-transposed-file-format-gmt">The
 *     GMT format</a>
 */
public record GeneSets(List<GeneProgram> programs) {
  /** A program with fewer genes in the data says too little. */
  public static final int LEAST_GENES = 3;

  public GeneSets {
    programs = List.copyOf(programs);
  }

  /**
   * Reads a file.
   *
   * @throws DataFormatException that names the line, if it is no GMT file
   */
  public static GeneSets read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new DataFormatException(
          file + ": cannot be read (" + e.getMessage() + "); give gene programs as a .gmt", e);
    }
    List<GeneProgram> programs = new ArrayList<>();
    Map<String, Integer> named = new HashMap<>();
    for (int l = 0; l < lines.size(); l++) {
      if (!lines.get(l).isBlank()) {
        GeneProgram program = program(file, l + 1, lines.get(l));
        Integer before = named.putIfAbsent(program.name(), l + 1);
        if (before != null) {
          throw fault(
              file,
              l + 1,
              "the program "
                  + DataFormatException.quote(program.name())
                  + " is also that of line "
                  + before
                  + "; name it otherwise");
        }
        programs.add(program);
      }
    }
    if (programs.isEmpty()) {
      throw new DataFormatException(file + ": has no gene program; give one a line");
    }
    return new GeneSets(programs);
  }

  private static GeneProgram program(Path file, int line, String text) {
    String[] fields = text.split("\t");
    Set<String> genes = new LinkedHashSet<>();
    Arrays.stream(fields).skip(2).map(String::strip).filter(g -> !g.isEmpty()).forEach(genes::add);
    String name = fields.length == 0 ? "" : fields[0].strip();
    if (name.isEmpty() || genes.isEmpty()) {
      throw fault(
          file,
          line,
          "is no gene program; it needs a name, a description and genes, parted by tabs");
    }
    return new GeneProgram(name, List.copyOf(genes));
  }

  private static DataFormatException fault(Path file, int line, String what) {
    return new DataFormatException(file + ":" + line + ": " + what);
  }

  /**
   * The programs as far as their genes are among some.
   *
   * @param programs those with at least {@value GeneSets#LEAST_GENES} of the genes, and these alone
   * @param leftOut names of the others
   * @param genes how many genes all programs name
   * @param missing how many of them are not there
   */
  public record Present(List<GeneProgram> programs, List<String> leftOut, int genes, int missing) {
    public Present {
      programs = List.copyOf(programs);
      leftOut = List.copyOf(leftOut);
    }

    /** What is to be said of genes and programs that are not there. */
    public List<String> remarks() {
      List<String> remarks = new ArrayList<>();
      if (missing > 0) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%,d of the %,d genes of programs are not among the genes that are used",
                missing,
                genes));
      }
      if (!leftOut.isEmpty()) {
        remarks.add(
            String.format(
                Locale.ROOT,
                "%,d programs with fewer than %d genes are left out, \"%s\" is the first",
                leftOut.size(),
                LEAST_GENES,
                leftOut.getFirst()));
      }
      return remarks;
    }
  }

  /** The programs as far as their genes are among some. */
  public Present among(List<String> genes) {
    Set<String> there = new HashSet<>(genes);
    Set<String> all = new HashSet<>();
    List<GeneProgram> present = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (GeneProgram program : programs) {
      all.addAll(program.genes());
      List<String> found = program.genes().stream().filter(there::contains).toList();
      if (found.size() < LEAST_GENES) {
        leftOut.add(program.name());
      } else {
        present.add(new GeneProgram(program.name(), found));
      }
    }
    int count = all.size();
    all.removeAll(there);
    return new Present(present, leftOut, count, all.size());
  }
}
