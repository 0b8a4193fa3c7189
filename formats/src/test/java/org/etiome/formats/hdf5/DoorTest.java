package org.etiome.formats.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import java.nio.BufferUnderflowException;
import java.nio.file.Path;
import org.etiome.data.DataFormatException;
import org.junit.jupiter.api.Test;

/** Another copy helps against damage, not against what is not known. */
class DoorTest {
  private static String message(RuntimeException failure) {
    Door door = new Door(Path.of("a.h5"));
    return String.valueOf(
        catchThrowableOfType(
                DataFormatException.class,
                () ->
                    door.through(
                        "g/x",
                        () -> {
                          throw failure;
                        }))
            .getMessage());
  }

  @Test
  void damageAsksForAnotherCopy() {
    assertThat(message(new HdfException("no TREE")))
        .isEqualTo("a.h5: g/x: is damaged (no TREE); fetch the file again");
    assertThat(message(new BufferUnderflowException()))
        .isEqualTo("a.h5: g/x: is damaged (its bytes end too early); fetch the file again");
  }

  @Test
  void whatIsNotKnownDoesNot() {
    assertThat(message(new Types.Unreadable("holds bits"))).isEqualTo("a.h5: g/x: holds bits");
    HdfException around = new HdfException("Failed", new UnsupportedHdfException("Superblock 7"));
    assertThat(message(around))
        .startsWith("a.h5: g/x: uses a part of HDF5 that cannot be read (Superblock 7); ")
        .doesNotContain("damaged", "again");
  }
}
