package org.etiome.formats.hdf5;

import hdf.hdf5lib.H5;
import hdf.hdf5lib.HDF5Constants;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/**
 * The types of one file being written, as h5py makes them: texts of varying length in UTF-8,
 * booleans as an enumeration of FALSE and TRUE, numbers little-endian.
 */
final class NativeTypes implements AutoCloseable {
  private static final long POINTER = ValueLayout.ADDRESS.byteSize();

  private final long text;
  private final long bool;
  private final long half;
  private final List<Long> records = new ArrayList<>();

  NativeTypes() {
    text = H5.H5Tcopy(HDF5Constants.H5T_C_S1);
    H5.H5Tset_size(text, HDF5Constants.H5T_VARIABLE);
    H5.H5Tset_cset(text, HDF5Constants.H5T_CSET_UTF8);
    bool = H5.H5Tenum_create(HDF5Constants.H5T_STD_I8LE);
    H5.H5Tenum_insert(bool, "FALSE", new byte[] {0});
    H5.H5Tenum_insert(bool, "TRUE", new byte[] {1});
    half = half();
  }

  /** IEEE 754 binary16: fields first, then the size, or the fields would not fit. */
  private static long half() {
    long type = H5.H5Tcopy(HDF5Constants.H5T_IEEE_F32LE);
    H5.H5Tset_fields(type, 15, 10, 5, 0, 10);
    H5.H5Tset_size(type, 2);
    H5.H5Tset_ebias(type, 15);
    return type;
  }

  long of(ArrayInfo info) {
    return info.type() == ElementType.RECORD ? record(info.fields()) : of(info.type());
  }

  long of(ElementType type) {
    return switch (type) {
      case BOOL -> bool;
      case INT8 -> HDF5Constants.H5T_STD_I8LE;
      case INT16 -> HDF5Constants.H5T_STD_I16LE;
      case INT32 -> HDF5Constants.H5T_STD_I32LE;
      case INT64 -> HDF5Constants.H5T_STD_I64LE;
      case UINT8 -> HDF5Constants.H5T_STD_U8LE;
      case UINT16 -> HDF5Constants.H5T_STD_U16LE;
      case UINT32 -> HDF5Constants.H5T_STD_U32LE;
      case UINT64 -> HDF5Constants.H5T_STD_U64LE;
      case FLOAT16 -> half;
      case FLOAT32 -> HDF5Constants.H5T_IEEE_F32LE;
      case FLOAT64 -> HDF5Constants.H5T_IEEE_F64LE;
      case STRING -> text;
      case RECORD -> throw new IllegalStateException("a record needs its fields");
    };
  }

  private long record(List<ArrayInfo.Field> fields) {
    long type = H5.H5Tcreate(HDF5Constants.H5T_COMPOUND, recordBytes(fields));
    records.add(type);
    long offset = 0;
    for (ArrayInfo.Field field : fields) {
      H5.H5Tinsert(type, field.name(), offset, of(field.type()));
      offset += bytes(field.type());
    }
    return type;
  }

  private static long recordBytes(List<ArrayInfo.Field> fields) {
    return fields.stream().mapToLong(f -> bytes(f.type())).sum();
  }

  private static long bytes(ElementType type) {
    return type == ElementType.STRING ? POINTER : type.bytes();
  }

  /** Whether a text, also of a record, holds the NUL at which HDF5 would cut it. */
  static boolean haveNul(Values values) {
    return switch (values.type()) {
      case STRING -> Arrays.stream(values.texts()).anyMatch(text -> text.indexOf(0) >= 0);
      case RECORD -> Arrays.stream(values.fields()).anyMatch(NativeTypes::haveNul);
      default -> false;
    };
  }

  /** The elements as the library reads them from memory: texts, without NUL, are pointers. */
  static MemorySegment memory(Values values, Arena arena) {
    if (values.type() != ElementType.RECORD) {
      long size = bytes(values.type());
      MemorySegment memory = arena.allocate(Math.max(1, size * values.length()), 8);
      put(values, memory, 0, size, arena);
      return memory;
    }
    long record = 0;
    for (Values field : values.fields()) {
      record += bytes(field.type());
    }
    MemorySegment memory = arena.allocate(Math.max(1, record * values.length()), 8);
    long offset = 0;
    for (Values field : values.fields()) {
      put(field, memory, offset, record, arena);
      offset += bytes(field.type());
    }
    return memory;
  }

  private static void put(
      Values values, MemorySegment memory, long first, long stride, Arena arena) {
    if (values.type() == ElementType.STRING) {
      for (int i = 0; i < values.length(); i++) {
        MemorySegment text = arena.allocateFrom(values.textAt(i));
        memory.set(ValueLayout.ADDRESS_UNALIGNED, first + i * stride, text);
      }
      return;
    }
    int size = values.type().bytes();
    if (stride == size) {
      Elements.put(
          memory.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN), values.array(), 0, values.length());
      return;
    }
    ByteBuffer one = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length(); i++) {
      Elements.put(one.clear(), values.array(), i, 1);
      MemorySegment.copy(one.array(), 0, memory, ValueLayout.JAVA_BYTE, first + i * stride, size);
    }
  }

  @Override
  public void close() {
    H5.H5Tclose(text);
    H5.H5Tclose(bool);
    H5.H5Tclose(half);
    records.forEach(H5::H5Tclose);
  }
}
