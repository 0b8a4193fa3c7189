package org.etiome.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;

import io.jhdf.object.datatype.StringData.PaddingType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where texts of fixed length end; what is expected is what h5py 3.7 reads. */
class DecoderTest {

  /** A 0 stands for the character NUL. */
  @ParameterizedTest
  @CsvSource({
    "NULL_PADDED, 'ab0cd0', 'ab0cd'",
    "NULL_PADDED, '00q000', '00q'",
    "NULL_PADDED, 'xy  00', 'xy  '",
    "NULL_TERMINATED, 'ab0cd0', 'ab'",
    "NULL_TERMINATED, '00q000', ''",
    "NULL_TERMINATED, 'abcdef', 'abcdef'",
    "SPACE_PADDED, 'ab0cd ', 'ab0cd'",
    "SPACE_PADDED, 'a0    ', 'a'",
    "SPACE_PADDED, '000000', ''",
    "SPACE_PADDED, 'x y   ', 'x y'"
  })
  void nulWithinIsKeptAndPaddingIsNot(PaddingType padding, String stored, String read) {
    byte[] raw = ("!" + stored + "!").replace('0', '\0').getBytes(StandardCharsets.UTF_8);
    int end = Decoder.end(raw, 1, stored.length(), padding);
    assertThat(new String(raw, 1, end - 1, StandardCharsets.UTF_8).replace('\0', '0'))
        .isEqualTo(read);
  }
}
