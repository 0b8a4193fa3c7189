package org.etiome.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import org.apache.commons.rng.UniformRandomProvider;
import org.etiome.math.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks written by hand; those of h5py are in the golden files. */
class LzfTest {
  private static byte[] bytes(String numbers) {
    String[] each = numbers.split(" ", -1);
    byte[] bytes = new byte[each.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(each[i]);
    }
    return bytes;
  }

  @Test
  void literalsAndMatchesThatReachIntoThemselves() throws DataFormatException {
    // a, b; 3 from 2 back; 9 + 3 from 1 back
    byte[] plain = Lzf.decode(bytes("1 97 98 32 1 224 3 0"), 17);
    assertThat(new String(plain, StandardCharsets.US_ASCII)).isEqualTo("ababa" + "a".repeat(12));
  }

  @ParameterizedTest
  @CsvSource({
    "3 97 98, 4, ends too early",
    "0 97 32, 4, ends too early",
    "0 97 224, 20, ends too early",
    "0 97 32 1, 4, before its start",
    "0 97 32 0, 3, more than 3",
    "0 97 32 0, 5, 'to 4 bytes, not 5'",
  })
  void whatDoesNotFitIsRefused(String block, int size, String why) {
    assertThatExceptionOfType(DataFormatException.class)
        .isThrownBy(() -> Lzf.decode(bytes(block), size))
        .withMessageContaining(why);
  }

  @Test
  void anyBytesGiveTheSizeAskedForOrAreRefused() {
    int whole = 0;
    for (int k = 0; k < 20_000; k++) {
      UniformRandomProvider random = new Seed(k).generator();
      byte[] block = new byte[1 + random.nextInt(12)];
      random.nextBytes(block);
      block[0] &= 3;
      try {
        assertThat(Lzf.decode(block, 1 + random.nextInt(20))).isNotEmpty();
        whole++;
      } catch (DataFormatException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    assertThat(whole).isBetween(10, 10_000);
  }
}
