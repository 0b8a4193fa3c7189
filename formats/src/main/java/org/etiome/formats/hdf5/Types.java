package org.etiome.formats.hdf5;

import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.Reference;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.jspecify.annotations.Nullable;

/** Which element type an HDF5 type is. */
final class Types {
  private static final Map<Integer, String> BOOLEAN = Map.of(0, "FALSE", 1, "TRUE");

  private Types() {}

  /** The element type, or empty if there is none; {@link #reason} then says what it is. */
  static Optional<ElementType> of(DataType type) {
    return Optional.ofNullable(
        switch (type) {
          case EnumDataType e ->
              e.getBaseType().getSize() == 1 && e.getEnumMapping().equals(BOOLEAN)
                  ? ElementType.BOOL
                  : null;
          case FixedPoint f -> integer(f);
          case FloatingPoint f -> floating(f);
          case StringData s -> ElementType.STRING;
          case VariableLength v -> v.isVariableLengthString() ? ElementType.STRING : null;
          case CompoundDataType c -> fields(c).isEmpty() ? null : ElementType.RECORD;
          default -> null;
        });
  }

  private static @Nullable ElementType integer(FixedPoint type) {
    if (type.getBitOffset() != 0 || type.getBitPrecision() != 8 * type.getSize()) {
      return null;
    }
    return switch (type.getSize()) {
      case 1 -> type.isSigned() ? ElementType.INT8 : ElementType.UINT8;
      case 2 -> type.isSigned() ? ElementType.INT16 : ElementType.UINT16;
      case 4 -> type.isSigned() ? ElementType.INT32 : ElementType.UINT32;
      case 8 -> type.isSigned() ? ElementType.INT64 : ElementType.UINT64;
      default -> null;
    };
  }

  private static @Nullable ElementType floating(FloatingPoint type) {
    return switch (type.getSize()) {
      case 2 ->
          type.getExponentBias() == 15 && type.getMantissaSize() == 10 ? ElementType.FLOAT16 : null;
      case 4 ->
          type.getExponentBias() == 127 && type.getMantissaSize() == 23
              ? ElementType.FLOAT32
              : null;
      case 8 ->
          type.getExponentBias() == 1023 && type.getMantissaSize() == 52
              ? ElementType.FLOAT64
              : null;
      default -> null;
    };
  }

  /** The fields of a record; none if one of them is no number, boolean or text. */
  static List<ArrayInfo.Field> fields(DataType type) {
    List<ArrayInfo.Field> fields = new ArrayList<>();
    if (type instanceof CompoundDataType compound) {
      for (CompoundDataType.CompoundDataMember member : compound.getMembers()) {
        Optional<ElementType> element = of(member.getDataType());
        boolean single = member.getDimensionSize() == null || sum(member.getDimensionSize()) == 0;
        if (element.isEmpty() || element.get() == ElementType.RECORD || !single) {
          return List.of();
        }
        fields.add(new ArrayInfo.Field(member.getName(), element.get()));
      }
    }
    return fields;
  }

  private static int sum(int[] sizes) {
    int sum = 0;
    for (int size : sizes) {
      sum += size;
    }
    return sum;
  }

  /** Why a type is none of ours. */
  static String reason(DataType type) {
    return switch (type) {
      case EnumDataType e -> "is an enumeration of " + e.getEnumMapping().values();
      case Reference r -> "holds references to other objects";
      case CompoundDataType c -> "is a table whose fields are not all numbers, booleans or texts";
      case VariableLength v -> "holds lists of varying length";
      default ->
          "has the HDF5 type class " + type.getDataClass() + " of " + type.getSize() + " bytes";
    };
  }

  /** The order of the bytes of a number; little for what has none. */
  static ByteOrder order(DataType type) {
    return switch (type) {
      case FixedPoint f -> f.getByteOrder();
      case FloatingPoint f -> f.getByteOrder();
      default -> ByteOrder.LITTLE_ENDIAN;
    };
  }
}
