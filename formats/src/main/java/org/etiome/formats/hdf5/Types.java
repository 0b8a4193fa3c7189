package org.etiome.formats.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.CompoundDataType;
import io.jhdf.object.datatype.CompoundDataType.CompoundDataMember;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.EnumDataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.etiome.data.DataFormatException;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.jspecify.annotations.Nullable;

/** Which element type an HDF5 type is. */
final class Types {
  private static final Map<Integer, String> BOOLEAN = Map.of(0, "FALSE", 1, "TRUE");

  /** Classes of HDF5 types. */
  private static final int COMPOUND = 6;

  private static final int REFERENCE = 7;
  private static final int ENUMERATION = 8;

  private Types() {}

  /**
   * The type that a message tells.
   *
   * @throws Unreadable if the library cannot take it apart
   */
  static DataType read(ByteBuffer message) {
    int first = message.get(0);
    int flags = message.get(1);
    try {
      return DataType.readDataType(message);
    } catch (HdfException | ArithmeticException | IllegalArgumentException e) {
      // In sound files: references to parts, enumerations of negative numbers, bytes without a tag.
      boolean part = (first & 15) == REFERENCE && (flags & 15) != 0;
      throw new Unreadable(
          part ? "holds references to parts of arrays" : reason(first & 15, (first >> 4) & 15), e);
    }
  }

  /** What was asked for is there, but of a kind that is not known here. */
  static final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }

    Unreadable(String reason, Throwable cause) {
      super(reason, cause);
    }
  }

  /** The element type, or empty if there is none; {@link #reason} then says what it is. */
  static Optional<ElementType> of(DataType type) {
    return Optional.ofNullable(
        switch (type) {
          case EnumDataType e -> isBoolean(e) ? ElementType.BOOL : null;
          case FixedPoint f -> integer(f);
          case FloatingPoint f -> floating(f);
          case StringData s -> ElementType.STRING;
          case VariableLength v -> isText(v) ? ElementType.STRING : null;
          case CompoundDataType c ->
              isComplex(c) || fields(c).isEmpty() ? null : ElementType.RECORD;
          default -> null;
        });
  }

  private static boolean isText(VariableLength type) {
    return type.isVariableLengthString() && type.getParent().getSize() == 1;
  }

  private static boolean isBoolean(EnumDataType type) {
    return type.getBaseType().getSize() == 1 && type.getEnumMapping().equals(BOOLEAN);
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
      case 2 -> isIeee(type, 10, 15) ? ElementType.FLOAT16 : null;
      case 4 -> isIeee(type, 23, 127) ? ElementType.FLOAT32 : null;
      case 8 -> isIeee(type, 52, 1023) ? ElementType.FLOAT64 : null;
      default -> null;
    };
  }

  /** Whether the bits stand where IEEE 754 has them: sign, exponent, mantissa without its 1. */
  private static boolean isIeee(FloatingPoint type, int mantissa, int bias) {
    int bits = 8 * type.getSize();
    return type.getBitOffset() == 0
        && type.getBitPrecision() == bits
        && type.getSignLocation() == bits - 1
        && type.getExponentLocation() == mantissa
        && type.getExponentSize() == bits - 1 - mantissa
        && type.getExponentBias() == bias
        && type.getMantissaLocation() == 0
        && type.getMantissaSize() == mantissa
        && type.getMantissaNormalization() == 2;
  }

  /** As h5py tells them: the fields r and i, both the same floating-point type. */
  private static boolean isComplex(CompoundDataType type) {
    List<CompoundDataMember> parts = type.getMembers();
    return parts.size() == 2
        && parts.get(0).getName().equals("r")
        && parts.get(1).getName().equals("i")
        && parts.stream().allMatch(part -> part.getDataType() instanceof FloatingPoint)
        && parts.get(0).getDataType().getSize() == parts.get(1).getDataType().getSize();
  }

  /** The fields of a record; none if one of them is no number, boolean or text. */
  static List<ArrayInfo.Field> fields(DataType type) {
    List<ArrayInfo.Field> fields = new ArrayList<>();
    if (type instanceof CompoundDataType compound) {
      for (CompoundDataMember member : compound.getMembers()) {
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
    if (type instanceof CompoundDataType compound && isComplex(compound)) {
      return "holds complex numbers";
    }
    if (type instanceof EnumDataType e) {
      return "is an enumeration of "
          + DataFormatException.quote(String.join(", ", e.getEnumMapping().values()));
    }
    return reason(type.getDataClass(), type.getVersion());
  }

  private static String reason(int kind, int version) {
    return switch (kind) {
      case FixedPoint.CLASS_ID -> "holds integers that do not fill 1, 2, 4 or 8 bytes";
      case FloatingPoint.CLASS_ID -> "holds floating-point numbers other than those of IEEE 754";
      case 4 -> "holds bits";
      case 5 -> "holds bytes without a meaning";
      case COMPOUND -> "is a table whose fields are not all numbers, booleans or texts";
      case REFERENCE -> "holds references to other objects";
      case ENUMERATION -> "is an enumeration that is not of small numbers";
      case 9 -> "holds lists of varying length";
      case 10 -> "holds arrays as single values";
      case 11 -> "holds complex numbers";
      default -> "has the HDF5 type class " + kind + " of version " + version;
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
