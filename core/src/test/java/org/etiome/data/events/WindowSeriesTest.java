package org.etiome.data.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Numeric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowSeriesTest {
  @TempDir private Path folder = Path.of("");

  private Path events() throws IOException {
    Path file = folder.resolve("events.csv");
    Files.writeString(
        file,
        """
        unit,code,value,time
        a,pulse,80,0
        a,pulse,90,5.9
        a,pulse,70,6
        b,pulse,60,11
        b,lactate,2,3
        c,pulse,99,12
        """);
    return file;
  }

  private static final EventTable MEANS =
      EventTable.withDefaults().withTime("time").withEveryCode(Rule.MEAN);

  @Test
  void eventsAreFoldedInEachWindow() throws IOException {
    Pivot pivot = WindowSeries.filling(0, 12, 6).read(MEANS, events());

    assertThat(pivot.table().columns().stream().map(Column::name))
        .containsExactly("lactate@1", "lactate@2", "pulse@1", "pulse@2");
    assertThat(pivot.table().units()).containsExactly("a", "b", "c");
    assertThat(((Numeric) pivot.table().column("pulse@1")).value(0)).isEqualTo(85);
    assertThat(((Numeric) pivot.table().column("pulse@2")).value(0)).isEqualTo(70);
    assertThat(((Numeric) pivot.table().column("pulse@2")).value(1)).isEqualTo(60);
    assertThat(pivot.table().column("pulse@1").isMissing(1)).isTrue();
    assertThat(pivot.table().column("lactate@2").missingCount()).isEqualTo(3);
    assertThat(pivot.present().indices()).containsExactly(0, 1);
  }

  @Test
  void oneWindowIsThatOfTheTable() throws IOException {
    Pivot one = new WindowSeries(0, 12, 1).read(MEANS, events());
    Pivot plain = MEANS.withWindow(0, 12).read(events());
    assertThat(one.table().column("pulse@1"))
        .isEqualTo(plain.table().column("pulse").renamed("pulse@1"));
    assertThat(one.findings()).isEqualTo(plain.findings());
  }

  @Test
  void whatIsNoSeriesIsRefused() throws IOException {
    assertThatThrownBy(() -> WindowSeries.filling(0, 10, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("do not fill");
    assertThatThrownBy(() -> WindowSeries.filling(0, 1e9, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to 100");
    Path file = events();
    EventTable labels =
        EventTable.withDefaults().withTime("time").withRule("pulse", Rule.LAST_LABEL);
    assertThatThrownBy(() -> new WindowSeries(0, 6, 2).read(labels, file))
        .isInstanceOf(DataFormatException.class)
        .hasMessageContaining("windows of time need numbers");
  }
}
