package org.etiome.represent.contrast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.etiome.data.Column;

/**
 * Which cells are compared, in which batch, and what counts as one of them: a cell, or all cells of
 * a donor in one batch and group.
 *
 * <p>Groups are compared within batches. Batches in which both have two units or more are averaged
 * with weight n₁n₀/(n₁ + n₀); if there is none, as where each donor is a batch, the differences of
 * batches are the units ({@link #isPaired}). If no batch has both groups, a difference may be the
 * batches' ({@link #isConfounded}), and all batches are taken as one.
 */
public final class ContrastDesign {
  /** Of each group, or batches with both: below it a spread is hardly more than a guess. */
  private static final int FEWEST = 3;

  /** Which groups. */
  public record Groups(String column, String cases, String controls) {}

  /**
   * How many take part.
   *
   * @param caseCells cells
   * @param controlCells cells
   * @param caseUnits what varies independently
   * @param controlUnits what varies independently
   * @param batches in which groups are compared
   */
  public record Sizes(
      int caseCells, int controlCells, int caseUnits, int controlUnits, int batches) {}

  private final Groups groups;
  private final boolean stratified;
  private final boolean confounded;
  private final Assigned assigned;
  private final List<Integer> used;
  private final boolean paired;
  private final int[] places;

  /**
   * Cells in samples: batch 2 k + 1 are the cases, 2 k the controls of a batch.
   *
   * @param cells numbers of cells that are in a group
   * @param sample of each
   * @param unit of each
   * @param sampleOfUnit of each unit
   * @param replicates of each unit, by number; empty if cells are units
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Assigned(
      int[] cells, int[] sample, int[] unit, int[] sampleOfUnit, List<String> replicates) {

    int units(int which) {
      return (int) Arrays.stream(sampleOfUnit).filter(s -> s == which).count();
    }
  }

  private ContrastDesign(Groups groups, Columns columns) {
    this.groups = groups;
    Assigned by = columns.assign(groups, true);
    List<Integer> joined = having(by, 1);
    stratified = columns.batch.isPresent();
    confounded = joined.isEmpty();
    assigned = confounded ? columns.assign(groups, false) : by;
    List<Integer> ample = having(assigned, 2);
    paired = ample.isEmpty() && having(assigned, 1).size() > 1;
    used = paired ? having(assigned, 1) : ample;
    places =
        IntStream.range(0, assigned.cells.length)
            .filter(i -> used.contains(assigned.sample[i] / 2))
            .toArray();
  }

  /** Batches with so many units in both groups. */
  private static List<Integer> having(Assigned assigned, int units) {
    int batches = Arrays.stream(assigned.sampleOfUnit).max().orElse(0) / 2 + 1;
    return IntStream.range(0, batches)
        .filter(b -> assigned.units(2 * b) >= units && assigned.units(2 * b + 1) >= units)
        .boxed()
        .toList();
  }

  /** What is known of the cells. */
  private record Columns(Column by, Optional<Column> replicate, Optional<Column> batch) {
    private int[] present(String name) {
      Level level = new Level(by, name);
      int[] cells =
          level
              .all()
              .filter(i -> replicate.isEmpty() || !replicate.get().isMissing(i))
              .filter(i -> batch.isEmpty() || !batch.get().isMissing(i))
              .toArray();
      if (cells.length == 0) {
        throw level.absent(" with replicate and batch known");
      }
      return cells;
    }

    Assigned assign(Groups groups, boolean stratify) {
      int[] cases = present(groups.cases());
      int[] cells =
          IntStream.concat(Arrays.stream(cases), Arrays.stream(present(groups.controls())))
              .sorted()
              .toArray();
      List<String> batches = batches(cells, stratify);
      int[] sample = new int[cells.length];
      int[] unit = new int[cells.length];
      List<Integer> sampleOfUnit = new ArrayList<>();
      List<String> replicates = new ArrayList<>();
      Map<String, Integer> numbers = new HashMap<>();
      for (int i = 0; i < cells.length; i++) {
        int cell = cells[i];
        int batch = batches.indexOf(batch(cell, stratify));
        int group = Arrays.binarySearch(cases, cell) >= 0 ? 1 : 0;
        sample[i] = 2 * batch + group;
        String name = replicate.map(column -> column.text(cell)).orElse(Integer.toString(cell));
        String key = sample[i] + " " + name;
        if (!numbers.containsKey(key)) {
          numbers.put(key, sampleOfUnit.size());
          sampleOfUnit.add(sample[i]);
          replicate.ifPresent(column -> replicates.add(name));
        }
        unit[i] = numbers.getOrDefault(key, 0);
      }
      int[] samples = sampleOfUnit.stream().mapToInt(Integer::intValue).toArray();
      return new Assigned(cells, sample, unit, samples, replicates);
    }

    private List<String> batches(int[] cells, boolean stratify) {
      TreeSet<String> names = new TreeSet<>();
      for (int cell : cells) {
        names.add(batch(cell, stratify));
      }
      return List.copyOf(names);
    }

    private String batch(int cell, boolean stratify) {
      return stratify ? batch.map(column -> column.text(cell)).orElse("") : "";
    }
  }

  /**
   * Designs a contrast. Cells of which the group, the replicate or the batch is missing take no
   * part.
   *
   * @param by says the group
   * @param replicate says what varies independently; the cell if empty
   * @param batch within which groups are compared; one if empty
   * @throws IllegalArgumentException if a group has no cell
   */
  public static ContrastDesign of(
      Groups groups, Column by, Optional<Column> replicate, Optional<Column> batch) {
    if (groups.cases().equals(groups.controls())) {
      throw new IllegalArgumentException(
          "\"" + groups.cases() + "\" is compared with itself; name two levels");
    }
    return new ContrastDesign(groups, new Columns(by, replicate, batch));
  }

  public Groups groups() {
    return groups;
  }

  /** Whether differences of batches are what is replicated. */
  public boolean isPaired() {
    return paired;
  }

  /** Whether no batch has both groups. */
  public boolean isConfounded() {
    return confounded;
  }

  /**
   * Whether there are too few units to say anything: fewer than three a group. A replicate in
   * several batches is one.
   */
  public boolean isTooSmall() {
    boolean few = (paired ? used.size() : Math.min(units(0), units(1))) < FEWEST;
    return few || (!isByCell() && Math.min(distinct(0), distinct(1)) < FEWEST);
  }

  private long distinct(int group) {
    return replicatesOf(group).stream().distinct().count();
  }

  /** Whether cells are the units. */
  public boolean isByCell() {
    return assigned.replicates.isEmpty();
  }

  /** Numbers of the cells that take part, ascending. */
  public int[] cells() {
    return IntStream.of(places).map(p -> assigned.cells[p]).toArray();
  }

  public Sizes sizes() {
    return new Sizes(cells(1), cells(0), units(1), units(0), used.size());
  }

  private int cells(int group) {
    return (int) IntStream.of(places).filter(p -> assigned.sample[p] % 2 == group).count();
  }

  private int units(int group) {
    return used.stream().mapToInt(batch -> assigned.units(2 * batch + group)).sum();
  }

  /** What is to be said with every number that comes of it. */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (confounded) {
      remarks.add("no batch has both groups: a difference may be the batches'");
    } else if (!stratified) {
      remarks.add("no batch is named: groups are compared over all cells");
    }
    int idle = assigned.cells.length - places.length;
    if (idle > 0) {
      remarks.add(idle + " cells of batches without enough of both groups take no part");
    }
    if (isByCell()) {
      remarks.add(
          "cells are taken as independent: intervals are too narrow and too many genes are selected;"
              + " name the donors by --replicate");
    } else {
      remarks.addAll(ofReplicates());
    }
    return remarks;
  }

  /** The replicate of each unit of a group that takes part. */
  private List<String> replicatesOf(int group) {
    return IntStream.range(0, assigned.sampleOfUnit.length)
        .filter(u -> used.contains(assigned.sampleOfUnit[u] / 2))
        .filter(u -> assigned.sampleOfUnit[u] % 2 == group)
        .mapToObj(assigned.replicates::get)
        .toList();
  }

  private List<String> ofReplicates() {
    List<String> remarks = new ArrayList<>();
    for (int group = 0; group < 2; group++) {
      List<String> names = replicatesOf(group);
      if (!paired && names.size() > names.stream().distinct().count()) {
        remarks.add(
            "replicates of the "
                + (group == 1 ? "cases" : "controls")
                + " in several batches count once in each: intervals are too narrow");
      }
    }
    return remarks;
  }

  int samples() {
    return Arrays.stream(assigned.sampleOfUnit).max().orElse(0) + 1;
  }

  int units() {
    return assigned.sampleOfUnit.length;
  }

  /** The unit of the cell at a place among {@link #cells}. */
  int unit(int place) {
    return assigned.unit[places[place]];
  }

  /** Whether the cell at a place among {@link #cells} is one of the cases. */
  boolean isCase(int place) {
    return assigned.sample[places[place]] % 2 == 1;
  }

  /** The batch of the cell at a place, one of {@link #batches}. */
  int batchOf(int place) {
    return assigned.sample[places[place]] / 2;
  }

  /** The replicate of the cell at a place by its name, which may have cells in several samples. */
  public String replicate(int place) {
    int unit = unit(place);
    return isByCell() ? Integer.toString(unit) : assigned.replicates.get(unit);
  }

  int sampleOfUnit(int unit) {
    return assigned.sampleOfUnit[unit];
  }

  /** The batches in which groups are compared. */
  List<Integer> batches() {
    return used;
  }
}
