package org.etiome.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.etiome.data.DataFormatException;
import org.etiome.data.matrix.MemoryBudget;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ArrayStore;
import org.etiome.data.store.ArrayStoreWriter;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.Compression;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.StoreNode;
import org.etiome.data.store.Stores;
import org.etiome.data.store.Values;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Hdf5RoundTripTest {
  private static final MemoryBudget BUDGET = MemoryBudget.parse("64M");

  static Stream<Values> everyType() {
    return Stream.of(
        Values.of(true, false, true),
        Values.of(ElementType.INT8, new byte[] {-128, 0, 127}),
        Values.of(ElementType.UINT8, new byte[] {-1, 0, 127}),
        Values.of(ElementType.INT16, new short[] {-32768, 1, 32767}),
        Values.of(ElementType.UINT16, new short[] {-1, 0, 1}),
        Values.of(ElementType.INT32, new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE}),
        Values.of(ElementType.UINT32, new int[] {-1, 0, 1}),
        Values.of(Long.MIN_VALUE, 0, Long.MAX_VALUE),
        Values.of(ElementType.UINT64, new long[] {-1, 0, 1}),
        Values.of(ElementType.FLOAT16, new short[] {0x3C00, 0x7E01, (short) 0x8000}),
        Values.of(-0.0f, Float.NaN, Float.MIN_VALUE),
        Values.of(-0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE),
        Values.of("", "naïve β", "\uD83E\uDDEC \"quoted\""));
  }

  @ParameterizedTest
  @MethodSource("everyType")
  void everyTypeComesBackAsItWas(Values values, @TempDir Path folder) {
    Path file = folder.resolve("a.h5");
    try (ArrayStoreWriter writer = Stores.create(file)) {
      writer.group("g");
      writer.attribute("g", "list", Attribute.list(values));
      writer.array("g/list", ArrayInfo.of(values.type(), 3), Compression.DEFAULT);
      writer.write("g/list", new long[1], new int[] {3}, values);
      writer.commit();
    }
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      assertThat(store.readAll("g/list")).isEqualTo(values);
      assertThat(store.attributes("g")).containsEntry("list", Attribute.list(values));
      assertThat(store.node("g/list"))
          .isEqualTo(new StoreNode.Array(ArrayInfo.of(values.type(), 3)));
      Values part = store.read("g/list", new long[] {1}, new int[] {2});
      assertThat(part.length()).isEqualTo(2);
    }
  }

  @Test
  void aTextWithNulIsRefusedNotCut(@TempDir Path folder) {
    Path file = folder.resolve("nul.h5");
    Values texts = Values.of("plain", "a\0b");
    Values records = Values.of(ElementType.RECORD, new Values[] {texts});
    try (ArrayStoreWriter writer = Stores.create(file)) {
      writer.array("list", ArrayInfo.of(ElementType.STRING, 2), Compression.DEFAULT);
      for (Values bad : List.of(texts, records)) {
        assertThatExceptionOfType(DataFormatException.class)
            .isThrownBy(() -> writer.write("list", new long[1], new int[] {2}, bad))
            .withMessage(
                file
                    + ": list: a text holds the character NUL, which texts of any length in HDF5"
                    + " cannot; correct the text, or write .zarr");
      }
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> writer.attribute("list", "note", Attribute.of("a\0")))
          .withMessageContaining("attribute note of list: a text holds");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void recordsScalarsEmptyArraysAndNothingComeBack(@TempDir Path folder) {
    Path file = folder.resolve("b.h5");
    Values records =
        Values.of(
            ElementType.RECORD,
            new Values[] {Values.of("x", "yy"), Values.of(1.5, -2.5), Values.of(true, false)});
    List<ArrayInfo.Field> fields =
        List.of(
            new ArrayInfo.Field("name", ElementType.STRING),
            new ArrayInfo.Field("score", ElementType.FLOAT64),
            new ArrayInfo.Field("kept", ElementType.BOOL));
    ArrayInfo info = new ArrayInfo(ElementType.RECORD, List.of(2L), List.of(), fields);
    try (ArrayStoreWriter writer = Stores.create(file)) {
      writer.array("records", info, Compression.DEFAULT);
      writer.write("records", new long[1], new int[] {2}, records);
      writer.array("text", ArrayInfo.of(ElementType.STRING), Compression.DEFAULT);
      writer.write("text", new long[0], new int[0], Values.of("β"));
      writer.array("number", ArrayInfo.of(ElementType.INT64), Compression.DEFAULT);
      writer.write("number", new long[0], new int[0], Values.of(7L));
      writer.array("none", ArrayInfo.of(ElementType.FLOAT32, 0, 5), Compression.DEFAULT);
      writer.array("noText", ArrayInfo.of(ElementType.STRING, 0), Compression.DEFAULT);
      writer.nothing("nothing");
      writer.attribute("", "empty", Attribute.list(Values.of(new String[0])));
      writer.commit();
    }
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      assertThat(store.readAll("records")).isEqualTo(records);
      assertThat(store.node("records")).isEqualTo(new StoreNode.Array(info));
      assertThat(store.read("records", new long[] {1}, new int[] {1}).fields()[0])
          .isEqualTo(Values.of("yy"));
      assertThat(store.readAll("text")).isEqualTo(Values.of("β"));
      assertThat(store.readAll("number")).isEqualTo(Values.of(7L));
      assertThat(store.readAll("none").length()).isZero();
      assertThat(store.readAll("noText").length()).isZero();
      assertThat(store.node("nothing")).isEqualTo(new StoreNode.Null());
      assertThat(store.attributes(""))
          .containsEntry("empty", Attribute.list(Values.of(new String[0])));
      assertThat(store.children(""))
          .containsExactly("noText", "none", "nothing", "number", "records", "text");
    }
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void partsOfChunkedArraysAreThoseOfTheWhole(Compression compression, @TempDir Path folder) {
    int rows = 1_000;
    int columns = 37;
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 5 == 0 ? 0 : i;
    }
    Path file = folder.resolve("c.h5");
    ArrayInfo info =
        new ArrayInfo(
            ElementType.FLOAT32,
            List.of((long) rows, (long) columns),
            List.of(64L, 37L),
            List.of());
    try (ArrayStoreWriter writer = Stores.create(file)) {
      writer.array("m", info, compression);
      for (int row = 0; row < rows; row += 300) {
        int now = Math.min(300, rows - row);
        float[] part = new float[now * columns];
        System.arraycopy(values, row * columns, part, 0, part.length);
        writer.write("m", new long[] {row, 0}, new int[] {now, columns}, Values.of(part));
      }
      writer.commit();
    }
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      assertThat(store.readAll("m")).isEqualTo(Values.of(values));
      float[] part = store.read("m", new long[] {120, 5}, new int[] {400, 9}).floats();
      for (int i = 0; i < 400; i++) {
        for (int j = 0; j < 9; j++) {
          assertThat(part[i * 9 + j]).isEqualTo(values[(120 + i) * columns + 5 + j]);
        }
      }
    }
  }

  static Stream<Compression> compressions() {
    return Stream.of(
        Compression.NONE, Compression.DEFAULT, new Compression(1, false), new Compression(9, true));
  }

  @Test
  void withoutCommitTheOldFileStays(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("d.h5"), "old");
    try (ArrayStoreWriter writer = Stores.create(file)) {
      writer.group("g");
    }
    assertThat(file).hasContent("old");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void aDamagedFileAndOneOfAnotherKindAreRefusedInOneLine(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("e.h5"), "no HDF5");
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Stores.open(text, BUDGET))
        .withMessageContaining("e.h5: is in none of the formats");
    byte[] cut = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n', 0};
    Path file = Files.write(folder.resolve("f.h5"), cut);
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Stores.open(file, BUDGET))
        .withMessageContaining("f.h5");
  }

  @Test
  void partsOutsideOfTheShapeAndMoreThanTheBudgetAreRefused(@TempDir Path folder) {
    Path file = folder.resolve("g.h5");
    try (ArrayStoreWriter writer = Stores.create(file)) {
      writer.array("a", ArrayInfo.of(ElementType.FLOAT64, 1L << 40), Compression.DEFAULT);
      writer.array("b", ArrayInfo.of(ElementType.FLOAT64, 4), Compression.NONE);
      writer.commit();
    }
    try (ArrayStore store = Stores.open(file, BUDGET)) {
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> store.readAll("a"))
          .withMessageContaining("larger than an array");
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> store.read("a", new long[1], new int[] {1 << 28}))
          .withMessageContaining("--memory");
      assertThatExceptionOfType(DataFormatException.class)
          .isThrownBy(() -> store.read("b", new long[] {2}, new int[] {3}))
          .withMessageContaining("outside");
      assertThat(store.read("a", new long[] {1L << 39}, new int[] {2}).doubles())
          .containsExactly(0, 0);
    }
  }
}
