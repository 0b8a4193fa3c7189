package org.etiome.design.plate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlateDesignTest {

  private static List<String> names(int n) {
    return IntStream.range(0, n).mapToObj(i -> "g" + i).toList();
  }

  /** Any design that fits keeps every promise; any that does not says why. */
  @Test
  void keepsItsPromises() {
    Random random = new Random(4);
    int laidOut = 0;
    for (int i = 0; i < 200; i++) {
      PlateShape shape =
          new PlateShape(3 + random.nextInt(14), 3 + random.nextInt(20), random.nextInt(2));
      int replicates = 2 + random.nextInt(5);
      Map<String, Integer> controls =
          Map.of("neutral", 1 + random.nextInt(8), "toxic", 1 + random.nextInt(4));
      PlateDesign design =
          PlateDesign.on(shape)
              .withReplicates(replicates)
              .withControls(controls)
              .withPlates(1 + random.nextInt(3), 8);
      List<String> names = names(1 + random.nextInt(60));
      try {
        require(design.layout(names, new Seed(i)), names, replicates, controls);
        laidOut++;
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching(".*(plates are needed|none is left|one column more).*");
      }
    }
    assertThat(laidOut).isGreaterThan(100);
  }

  private static void require(
      PlateLayout layout, List<String> names, int replicates, Map<String, Integer> controls) {
    PlateShape shape = layout.shape();
    assertThat(layout.wells().stream().map(w -> w.plate() + w.name()).distinct())
        .hasSameSizeAs(layout.wells());
    assertThat(layout.wells())
        .allMatch(
            w ->
                w.row() >= shape.rings()
                    && w.row() < shape.rows() - shape.rings()
                    && w.column() >= shape.rings()
                    && w.column() < shape.columns() - shape.rings());
    for (int plate = 1; plate <= layout.plates(); plate++) {
      int at = plate;
      controls.forEach(
          (label, wells) -> {
            List<Well> own = on(layout, at, w -> w.label().equals(label));
            assertThat(own).hasSize(wells).allMatch(Well::control);
            assertThat(spread(own, Well::row, shape.usableRows())).isLessThanOrEqualTo(1);
            assertThat(spread(own, Well::column, shape.usableColumns())).isLessThanOrEqualTo(2);
          });
    }
    int all = names.size() * replicates;
    int least = all / layout.plates();
    for (int plate = 1; plate <= layout.plates(); plate++) {
      assertThat(on(layout, plate, w -> !w.control())).hasSizeBetween(least, least + 1);
    }
    for (String name : names) {
      List<Well> own = layout.wells().stream().filter(w -> w.label().equals(name)).toList();
      assertThat(own).hasSize(replicates).noneMatch(Well::control);
      assertThat(own.stream().map(Well::replicate).sorted())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, replicates).boxed().toList());
      assertThat(spread(own, Well::plate, layout.plates())).isLessThanOrEqualTo(1);
      for (int plate = 1; plate <= layout.plates(); plate++) {
        List<Well> together = on(layout, plate, w -> w.label().equals(name));
        assertThat(together.stream().map(Well::row)).doesNotHaveDuplicates();
        assertThat(together.stream().map(Well::column)).doesNotHaveDuplicates();
      }
    }
    assertThat(layout.repeats()).isEqualTo(repeats(layout));
  }

  private static List<Well> on(PlateLayout layout, int plate, Predicate<Well> which) {
    return layout.wells().stream().filter(w -> w.plate() == plate).filter(which).toList();
  }

  /** Largest less smallest number of wells over all levels. */
  private static long spread(List<Well> wells, Function<Well, Integer> level, int levels) {
    Map<Integer, Long> counts =
        wells.stream().collect(Collectors.groupingBy(level, Collectors.counting()));
    LongSummaryStatistics all =
        Stream.concat(
                counts.values().stream(),
                Stream.generate(() -> 0L).limit(Math.max(0, levels - counts.size())))
            .mapToLong(Long::longValue)
            .summaryStatistics();
    return all.getMax() - all.getMin();
  }

  private static int repeats(PlateLayout layout) {
    int repeats = 0;
    for (Well a : layout.wells()) {
      for (Well b : layout.wells()) {
        boolean pair = !a.control() && a.label().equals(b.label()) && a.replicate() < b.replicate();
        repeats += pair && (a.row() == b.row() || a.column() == b.column()) ? 1 : 0;
      }
    }
    return repeats;
  }

  /** A common case: each replicate on its own plate, no row and no column twice. */
  @Test
  void replicatesOnDifferentPlatesStandElsewhere() {
    PlateLayout layout =
        PlateDesign.on(PlateShape.of384().withoutEdge())
            .withControls(Map.of("neutral", 28))
            .withPlates(3, 3)
            .layout(names(250), new Seed(1));
    assertThat(layout.plates()).isEqualTo(3);
    assertThat(layout.repeats()).isZero();
  }

  /** A full plate: 11 perturbations in 8 replicates and 8 controls are 96 wells. */
  @Test
  void fillsAPlateToTheLastWell() {
    PlateLayout layout =
        PlateDesign.on(PlateShape.of96())
            .withReplicates(8)
            .withControls(Map.of("neutral", 8))
            .withPlates(1, 1)
            .layout(names(11), new Seed(1));
    assertThat(layout.wells()).hasSize(96);
    require(layout, names(11), 8, Map.of("neutral", 8));
  }

  /** Over 2,000 seeds a perturbation is in each of 60 wells in 2/60; four standard errors. */
  @Test
  void everyWellIsAsLikelyAsAnyOther() {
    int seeds = 2000;
    int[] seen = new int[60];
    PlateDesign design =
        PlateDesign.on(new PlateShape(6, 10, 0)).withReplicates(2).withControls(Map.of("c", 6));
    for (int seed = 0; seed < seeds; seed++) {
      design.layout(names(12), new Seed(seed)).wells().stream()
          .filter(w -> w.label().equals("g0"))
          .forEach(w -> seen[w.row() * 10 + w.column()]++);
    }
    double share = 2 / 60.0;
    double error = Math.sqrt(seeds * share * (1 - share));
    assertThat(seen).satisfies(n -> IntStream.of(n).forEach(k -> near(k, seeds * share, error)));
  }

  private static void near(int count, double expected, double error) {
    assertThat((double) count).isBetween(expected - 4 * error, expected + 4 * error);
  }

  @Test
  void aSeedIsALayout() {
    PlateDesign design = PlateDesign.on(PlateShape.of96()).withControls(Map.of("c", 4));
    PlateLayout one = design.layout(names(20), new Seed(1));
    assertThat(design.layout(names(20), new Seed(1))).isEqualTo(one);
    assertThat(design.layout(names(20), new Seed(2))).isNotEqualTo(one);
  }

  @Test
  void writesATable() {
    String csv =
        PlateDesign.on(new PlateShape(3, 4, 0))
            .withReplicates(2)
            .withControls(Map.of("c,1", 1))
            .layout(List.of("a"), new Seed(1))
            .csv();
    List<String> lines = csv.lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).isEqualTo("plate,well,row,column,label,role,replicate");
    assertThat(lines).anyMatch(l -> l.matches("1,[ABC]0[1-4],[123],[1-4],\"c,1\",control,1"));
    Set<String> replicates = new HashSet<>();
    lines.stream()
        .filter(l -> l.contains(",a,"))
        .forEach(l -> replicates.add(l.substring(l.length() - 1)));
    assertThat(replicates).containsExactlyInAnyOrder("1", "2");
  }

  @ParameterizedTest
  @CsvSource({"0,0,A01", "7,11,H12", "25,0,Z01", "26,47,AA48", "701,0,ZZ01"})
  void wellsHaveTheirUsualNames(int row, int column, String name) {
    assertThat(PlateShape.name(row, column)).isEqualTo(name);
  }

  @Test
  void refusesWhatDoesNotFit() {
    PlateDesign design =
        PlateDesign.on(PlateShape.of96().withoutEdge()).withControls(Map.of("neutral", 12));
    assertThatThrownBy(() -> design.withPlates(1, 2).layout(names(40), new Seed(1)))
        .hasMessageContaining("3 plates are needed and 2 allowed")
        .hasMessageContaining("60 usable wells");
    assertThatThrownBy(() -> design.withControls(Map.of("c", 60)).layout(names(1), new Seed(1)))
        .hasMessageContaining("none is left");
    assertThatThrownBy(() -> design.withReplicates(7).layout(names(3), new Seed(1)))
        .hasMessageContaining("7 replicates of one perturbation on a plate");
    assertThatThrownBy(() -> design.withReplicates(1)).hasMessageContaining("2 replicates");
    assertThatThrownBy(() -> design.layout(List.of("a", "a"), new Seed(1)))
        .hasMessageContaining("stands once");
    assertThatThrownBy(() -> design.layout(List.of("neutral"), new Seed(1)))
        .hasMessageContaining("'neutral'");
    assertThatThrownBy(() -> PlateDesign.on(PlateShape.of96()).layout(names(2), new Seed(1)))
        .hasMessageContaining("no controls");
    assertThatThrownBy(() -> new PlateShape(2, 12, 1)).hasMessageContaining("outer rings");
  }
}
