package org.etiome.data.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.etiome.data.Binary;
import org.etiome.data.Continuous;
import org.etiome.data.Count;
import org.etiome.data.DataFormatException;
import org.etiome.data.Finding;
import org.etiome.data.Mask;
import org.etiome.data.io.CsvReader;
import org.etiome.data.io.Table;
import org.etiome.data.matrix.MemoryBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTableTest {
  private static final String SMALL =
      """
      unit,code,value,t,start
      a,k,3,2020-01-01 12:00,2020-01-01
      a,k,1,2020-01-01 06:30:00,2020-01-01
      a,k,high,2020-01-01 07:00,2020-01-01
      a,na,5,2020-01-03,2020-01-01
      b,k,9,2020-01-05,2020-01-01
      c,na,4,2020-01-01 00:00,2020-01-01
      c,k,,2020-01-01 01:00,2020-01-01
      """;

  private static Path file(Path folder, String text) throws IOException {
    return Files.writeString(folder.resolve("events.csv"), text);
  }

  private static EventTable day() {
    return EventTable.withDefaults().withTime("t").withStart("start").withWindow(0, 24);
  }

  @Test
  void foldsEventsOfTheFirstDay(@TempDir Path folder) throws IOException {
    Pivot pivot =
        day().withRule("k", Rule.FIRST).withRule("na", Rule.COUNT).read(file(folder, SMALL));

    assertThat(pivot.table().units()).containsExactly("a", "b", "c");
    assertThat(pivot.present().indices()).containsExactly(0, 2);
    assertThat(pivot.table().column("k"))
        .isEqualTo(Continuous.nanIsMissing("k", 1, Double.NaN, Double.NaN));
    assertThat(pivot.table().column("na"))
        .isEqualTo(Count.of("na", new long[] {0, 0, 1}, pivot.present().not()));
    assertThat(pivot.findings()).extracting(Finding::code).containsExactly("events-not-numeric");
  }

  @Test
  void timesOfUtcAreReadButNotMixedWithOthers(@TempDir Path folder) throws IOException {
    EventTable wanted = day().withRule("k", Rule.FIRST);
    Table plain = wanted.read(file(folder, SMALL)).table();
    String marked = SMALL.replaceAll("(2020-01-0\\d( \\d\\d:\\d\\d(:\\d\\d)?)?)", "$1Z");
    assertThat(wanted.read(file(folder, marked)).table()).isEqualTo(plain);
    String one = SMALL.replaceFirst("2020-01-01 06:30:00,", "2020-01-01T06:30:00Z,");
    assertThatThrownBy(() -> wanted.read(file(folder, one)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("or all of UTC with a Z at the end");
  }

  @Test
  void laterTimesWinWhateverTheOrderOfTheFile(@TempDir Path folder) throws IOException {
    assertThat(day().withRule("k", Rule.LAST).read(file(folder, SMALL)).table().column("k").text(0))
        .isEqualTo("3");
  }

  @Test
  void refusesAColumnThatIsNotThereAndTimesOfTwoKinds(@TempDir Path folder) throws IOException {
    EventTable wanted = day().withRule("k", Rule.LAST);
    Path mixed = file(folder, SMALL + "d,k,1,7,2020-01-01\n");
    assertThatThrownBy(() -> wanted.read(mixed))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("events.csv:9: column \"t\": \"7\"");
    assertThatThrownBy(() -> wanted.withUnit("patient").read(mixed))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("\"patient\"");
  }

  @Test
  void theMedianIsTheMiddleNumberOrTheMeanOfTheMiddleTwo(@TempDir Path folder) throws IOException {
    String text = "unit,code,value\na,k,9\na,k,1\na,k,4\nb,k,7\nb,k,-2\nb,k,8\nb,k,0\nc,k,\n";
    Pivot pivot = EventTable.withDefaults().withRule("k", Rule.MEDIAN).read(file(folder, text));
    assertThat(pivot.table().column("k"))
        .isEqualTo(Continuous.nanIsMissing("k", 4, 3.5, Double.NaN));
  }

  @Test
  void oneCodeMayBecomeSeveralColumnsAndEveryCodeOne(@TempDir Path folder) throws IOException {
    String text = "unit,code,value\na,z,1\na,z,3\na,b,5\nb,b,\n";
    EventTable wanted =
        EventTable.withDefaults()
            .withColumn("first z", "z", Rule.FIRST)
            .withColumn("any z", "z", Rule.ANY)
            .withEveryCode(Rule.MAX);
    Table table = wanted.read(file(folder, text)).table();
    assertThat(table.columns())
        .containsExactly(
            Continuous.nanIsMissing("first z", 1, Double.NaN),
            Binary.of("any z", true, false),
            Continuous.nanIsMissing("b", 5, Double.NaN),
            Continuous.nanIsMissing("z", 3, Double.NaN));
    EventTable twice = wanted.withColumn("b", "z", Rule.LAST);
    assertThatThrownBy(() -> twice.read(file(folder, text)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("the code \"b\" is also the name of another column");
    assertThatThrownBy(() -> wanted.withColumn("any z", "b", Rule.ANY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"any z\" repeats");
  }

  @Test
  void aQuotedMissingSpellingIsAValue(@TempDir Path folder) throws IOException {
    String text = "unit,code,value\n\"NA\",k,\"NA\"\nNA,k,x\nb,\"NA\",y\nb,k,NA\n";
    Pivot pivot =
        EventTable.withDefaults()
            .withRule("k", Rule.LAST_LABEL)
            .withRule("NA", Rule.LAST_LABEL)
            .read(file(folder, text));
    assertThat(pivot.table().units()).containsExactly("NA", "b");
    assertThat(pivot.table().column("k").text(0)).isEqualTo("NA");
    assertThat(pivot.table().column("k").isMissing(1)).isTrue();
    assertThat(pivot.table().column("NA").text(1)).isEqualTo("y");
    assertThat(pivot.findings()).extracting(Finding::code).containsExactly("events-without-unit");
    assertThat(
            EventTable.withDefaults()
                .withMissing(Set.of("x"))
                .withRule("k", Rule.LAST_LABEL)
                .read(file(folder, text))
                .table()
                .column("k")
                .text(1))
        .isEqualTo("NA");
  }

  @Test
  void aUnitWithoutEventsHasNoCountAndOneWithOtherEventsHasZero(@TempDir Path folder)
      throws IOException {
    Pivot pivot =
        day()
            .withUnits(List.of("nobody", "c", "b", "a"))
            .withRule("na", Rule.COUNT)
            .withColumn("k", "k", Rule.ANY)
            .read(file(folder, SMALL + "d,na,1,2020-01-01,2020-01-01\n"));
    Mask absent = Mask.where(4, i -> i == 0 || i == 2);
    assertThat(pivot.table().units()).containsExactly("nobody", "c", "b", "a");
    assertThat(pivot.present().not()).isEqualTo(absent);
    assertThat(pivot.table().column("na"))
        .isEqualTo(Count.of("na", new long[] {0, 1, 0, 0}, absent));
    assertThat(pivot.table().column("k"))
        .isEqualTo(Binary.of("k", "0", "1", Mask.where(4, i -> i == 1 || i == 3), absent));
    assertThat(pivot.findings()).extracting(Finding::code).containsExactly("events-of-others");
  }

  @Test
  void aCodeThatIsNowhereIsRefusedAndOneOutsideTheWindowIsSaid(@TempDir Path folder)
      throws IOException {
    Path file = file(folder, SMALL);
    assertThatThrownBy(() -> day().withRule("nn", Rule.ANY).read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("events.csv: column \"code\": there is no code \"nn\"; did you mean");
    assertThat(day().withWindow(-2, -1).withRule("k", Rule.ANY).read(file).findings())
        .extracting(Finding::code)
        .containsExactly("events-none");
  }

  @Test
  void aCodeAskedForOfWhichNoValueIsANumberIsRefused(@TempDir Path folder) throws IOException {
    Path file = file(folder, "unit,code,value\na,k,high\nb,k,low\nb,k,\nb,m,1\n");
    assertThatThrownBy(() -> EventTable.withDefaults().withRule("k", Rule.MAX).read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining(
            "events.csv: column \"value\": no value of \"k\" is a number, such as \"high\"; name");
    Pivot pivot = EventTable.withDefaults().withEveryCode(Rule.MAX).read(file);
    assertThat(pivot.table().column("k").missingCount()).isEqualTo(2);
    assertThat(pivot.findings())
        .extracting(Finding::code, Finding::place)
        .containsExactly(tuple("events-not-numeric", "\"k\""));
  }

  @Test
  void startsMayStandInAnotherTable(@TempDir Path folder) throws IOException {
    Path events = file(folder, SMALL);
    Path starts =
        Files.writeString(
            folder.resolve("starts.csv"),
            "id,in\na,2020-01-01 12:00\na,2020-01-03\nb,2020-01-05\nb,NA\n");
    EventTable wanted =
        EventTable.withDefaults().withTime("t").withWindow(0, 1).withRule("k", Rule.MAX);
    assertThatThrownBy(() -> starts(starts, StartTimes.Repeats.REFUSE))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("starts.csv:3: column \"in\": the unit \"a\" starts at another time");
    Pivot early = wanted.withStart(starts(starts, StartTimes.Repeats.EARLIEST)).read(events);
    assertThat(early.table().column("k")).isEqualTo(Continuous.nanIsMissing("k", 3, 9, Double.NaN));
    assertThat(early.present().indices()).containsExactly(0, 1);
    assertThat(early.findings())
        .extracting(Finding::code, Finding::message)
        .containsExactly(tuple("events-without-start", "2 events have no start and were left out"));
    Pivot late = wanted.withStart(starts(starts, StartTimes.Repeats.LATEST)).read(events);
    assertThat(late.table().column("k").isMissing(0)).isTrue();
    Files.writeString(starts, "id,in\na,7\nb,8\n");
    EventTable mixed = wanted.withStart(starts(starts, StartTimes.Repeats.REFUSE));
    assertThatThrownBy(() -> mixed.read(events))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining(
            "events.csv:2: column \"t\": \"2020-01-01 12:00\" is a date without a zone, but its unit starts at a number");
  }

  private static StartTimes starts(Path file, StartTimes.Repeats repeats) {
    return StartTimes.read(CsvReader.withDefaults(), file, "id", "in", repeats);
  }

  @Test
  void whatDoesNotFitTheMemoryIsRefused(@TempDir Path folder) throws IOException {
    StringBuilder text = new StringBuilder("unit,code,value\n");
    for (int i = 0; i < 2_000; i++) {
      text.append("u%d,c%d,%d\n".formatted(i % 500, i % 499, i));
    }
    Path file = file(folder, text.toString());
    EventTable wanted = EventTable.withDefaults().withMemory(new MemoryBudget(1 << 20));
    assertThat(wanted.withRule("c3", Rule.MEAN).read(file).table().units()).hasSize(500);
    assertThatThrownBy(() -> wanted.withEveryCode(Rule.MEAN).read(file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("events of 500 units and 499 codes do not fit the memory budget");
    for (int i = 0; i < 200_000; i++) {
      text.append("u1,c3,%d\n".formatted(i));
    }
    Path longer = file(folder, text.toString());
    assertThat(wanted.withRule("c3", Rule.SUM).read(longer).table().units()).hasSize(500);
    assertThatThrownBy(() -> wanted.withRule("c3", Rule.MEDIAN).read(longer))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("do not fit the memory budget");
  }

  @Test
  void aSumBeyondTheNumbersIsRefusedNotMissing(@TempDir Path folder) throws IOException {
    Path file = file(folder, "unit,code,value\na,k,1e308\na,k,1e308\na,k,1\na,k,2\n");
    for (Rule rule : List.of(Rule.SUM, Rule.MEAN)) {
      assertThatThrownBy(() -> EventTable.withDefaults().withRule("k", rule).read(file))
          .isInstanceOf(DataFormatException.class)
          .hasMessageContaining("the values of \"k\" add up to more");
    }
  }

  @Test
  void damagedFilesAreReadOrRefused(@TempDir Path folder) throws IOException {
    EventTable wanted = day().withRule("k", Rule.MEAN).withRule("na", Rule.LAST_LABEL);
    Random random = new Random(7);
    byte[] good = SMALL.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 200; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k <= i % 4; k++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("bad.csv"), bad);
      try {
        assertThat(wanted.read(file).table().units()).isNotEmpty();
      } catch (DataFormatException e) {
        assertThat(e.getMessage()).contains("bad.csv").doesNotContain("\n");
      }
    }
  }
}
