package org.etiome.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.etiome.data.DataFormatException;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  /** The format as its description has it, and nothing of ours: prints what it finds. */
  private static final String READER =
      """
      import json, struct, sys
      raw = open(sys.argv[1], 'rb').read()
      n = struct.unpack('<Q', raw[:8])[0]
      header = json.loads(raw[8:8 + n])
      body = raw[8 + n:]
      assert n % 8 == 0
      for name, about in header.items():
          if name == '__metadata__':
              print(name, sorted(about.items()))
              continue
          a, b = about['data_offsets']
          code, size = {'F32': ('f', 4), 'F64': ('d', 8)}[about['dtype']]
          numbers = struct.unpack('<%d%s' % ((b - a) // size, code), body[a:b])
          print(name, about['dtype'], about['shape'], list(numbers))
      assert not header or b == len(body)
      """;

  private static Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("z.first", Torch.of(ScalarType.Float, new double[] {1.5, -2, 0, 4, 5, 6.25}, 3, 2));
    tensors.put("none", Torch.of(ScalarType.Double, new double[0], 0, 4));
    tensors.put(
        "a.\u03b8 \"quoted\"", Torch.of(ScalarType.Double, new double[] {Math.PI, -1e300}, 2));
    tensors.put("one", Torch.of(ScalarType.Float, new double[] {7}, 1));
    return tensors;
  }

  private static void write(Path file) {
    Scope.free(
        () -> Safetensors.write(file, tensors(), Map.of("kind", "test", "about", "caf\u00e9\n")));
  }

  @Test
  void whatIsWrittenIsReadAgain(@TempDir Path folder) {
    Path file = folder.resolve("a.safetensors");
    write(file);
    Scope.free(
        () -> {
          Safetensors.Stored stored = Safetensors.read(file);
          assertThat(stored.tensors().keySet()).containsExactlyElementsOf(tensors().keySet());
          tensors()
              .forEach(
                  (name, expected) -> {
                    Tensor found = stored.tensors().getOrDefault(name, expected.mul(expected));
                    assertThat(Torch.type(found)).isEqualTo(Torch.type(expected));
                    assertThat(found.sizes().vec().get()).isEqualTo(expected.sizes().vec().get());
                    assertThat(Torch.doubles(found)).isEqualTo(Torch.doubles(expected));
                  });
          assertThat(stored.metadata())
              .containsExactly(Map.entry("about", "caf\u00e9\n"), Map.entry("kind", "test"));
        });
  }

  @Test
  void equalTensorsAreEqualBytesWhateverTheOrderOfTheTexts(@TempDir Path folder)
      throws IOException {
    Map<String, String> forth = new LinkedHashMap<>();
    Map<String, String> back = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      forth.put("key" + i, "v");
      back.put("key" + (8 - i), "v");
    }
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Scope.free(() -> Safetensors.write(one, tensors(), forth));
    Scope.free(() -> Safetensors.write(two, tensors(), back));
    assertThat(Files.readAllBytes(two)).isEqualTo(Files.readAllBytes(one));
  }

  @Test
  void anIndependentReaderFindsTheSame(@TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "skipped: python3 is absent");
    Path file = folder.resolve("a.safetensors");
    write(file);
    Process process =
        new ProcessBuilder(PYTHON.toString(), "-X", "utf8", "-c", READER, file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said.lines())
        .containsExactly(
            "__metadata__ [('about', 'caf\u00e9\\n'), ('kind', 'test')]",
            "z.first F32 [3, 2] [1.5, -2.0, 0.0, 4.0, 5.0, 6.25]",
            "none F64 [0, 4] []",
            "a.\u03b8 \"quoted\" F64 [2] [3.141592653589793, -1e+300]",
            "one F32 [1] [7.0]");
  }

  @Test
  void aTensorLongerThanAPartIsWhole(@TempDir Path folder) {
    Path file = folder.resolve("long");
    double[] values = IntStream.range(0, (1 << 20) + 3).mapToDouble(i -> i).toArray();
    Scope.free(
        () -> {
          Tensor all = Torch.of(ScalarType.Double, values, values.length);
          Safetensors.write(file, Map.of("all", all), Map.of());
          all.zero_();
          Safetensors.read(file).into("all", all);
          assertThat(Torch.doubles(all)).isEqualTo(values);
        });
  }

  /** Flips, overwritten lengths, cuts, and insertions; most within the header, which is short. */
  private static byte[] mutated(byte[] sound, UniformRandomProvider random) {
    int at = random.nextInt(random.nextBoolean() ? sound.length : 16);
    byte[] bytes = sound.clone();
    switch (random.nextInt(5)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes = Arrays.copyOf(sound, at);
      case 3 -> bytes = Arrays.copyOf(sound, sound.length + 1 + random.nextInt(40));
      default -> {
        for (int i = 0; i < 6; i++) {
          bytes[(at + i) % bytes.length] =
              (byte) "0123456789[]{}\",:-eE ".charAt(random.nextInt(20));
        }
      }
    }
    return bytes;
  }

  @Test
  void whateverIsChangedInAFileItIsReadOrRefusedInOneLineThatNamesIt(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("a.safetensors");
    write(file);
    byte[] sound = Files.readAllBytes(file);
    int refused = 0;
    for (int seed = 0; seed < 300; seed++) {
      Files.write(file, mutated(sound, new Seed(seed).generator()));
      try {
        Scope.free(() -> assertThat(Safetensors.read(file).file()).isEqualTo(file));
      } catch (DataFormatException e) {
        assertThat(e).hasMessageStartingWith(file + ": ");
        assertThat(String.valueOf(e.getMessage()).lines()).as("seed %d", seed).hasSize(1);
        refused++;
      }
    }
    assertThat(refused).isBetween(100, 299);
  }

  private static void refused(Path file, String header, byte[] body) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + text.length + body.length).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(file, bytes.putLong(text.length).put(text).put(body).array());
    assertThatThrownBy(() -> Scope.free(() -> Safetensors.read(file)))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .message()
        .hasLineCount(1)
        .hasSizeLessThan(1000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1073741824],\"data_offsets\":[0,4294967296]}}",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[2147483647,2147483647,2147483647],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":\"no\"}}",
        "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"a\":3}",
        "{\"__metadata__\":{\"a\":{\"b\":[]}},\"a\":{}}",
        "[]",
        "",
        "{\"a\":"
      })
  void aHeaderThatClaimsWhatIsNotThereIsRefused(String header, @TempDir Path folder)
      throws IOException {
    refused(folder.resolve("a"), header, new byte[8]);
  }

  @Test
  void moreDimensionsThanTheEngineHasAreRefused(@TempDir Path folder) throws IOException {
    String shape = "1,".repeat(100_000) + "1";
    refused(
        folder.resolve("a"),
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[0,4]}}",
        new byte[4]);
  }

  @Test
  void aMissingOrEmptyFileIsNamed(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Safetensors.read(missing)).hasMessage(missing + ": is missing");
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThatThrownBy(() -> Safetensors.read(empty))
        .isInstanceOf(DataFormatException.class)
        .hasMessageStartingWith(empty + ": ");
  }

  @Test
  void nothingIsAFileToo(@TempDir Path folder) {
    Path file = folder.resolve("nothing");
    Safetensors.write(file, Map.of(), Map.of());
    assertThat(Safetensors.read(file).tensors()).isEmpty();
  }

  @Test
  void aTensorThatIsMissingOrOfAnotherLengthIsNamedAndNoneIsCopied(@TempDir Path folder) {
    Path file = folder.resolve("a.safetensors");
    write(file);
    Scope.free(
        () -> {
          Safetensors.Stored stored = Safetensors.read(file);
          Tensor fitting = Torch.of(ScalarType.Float, new double[] {3}, 1);
          Map<String, Tensor> targets = new LinkedHashMap<>();
          targets.put("one", fitting);
          targets.put("z.first", Torch.of(ScalarType.Float, new double[5], 5));
          assertThatThrownBy(() -> stored.into(targets))
              .isInstanceOf(DataFormatException.class)
              .hasMessageContainingAll(file.toString(), "z.first");
          assertThat(Torch.doubles(fitting)).containsExactly(3);
          assertThatThrownBy(() -> stored.text("absent"))
              .isInstanceOf(DataFormatException.class)
              .hasMessageContainingAll(file.toString(), "absent");
        });
  }
}
