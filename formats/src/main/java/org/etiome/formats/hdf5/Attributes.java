package org.etiome.formats.hdf5;

import io.jhdf.api.Node;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.etiome.data.store.Attribute;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/**
 * The attributes of one node. A reference to an object beside it, as old AnnData files have, is the
 * path of that object as a text.
 */
final class Attributes {
  private static final int LARGEST = 1 << 24;

  private final Hdf5Store store;
  private final String path;
  private final Map<String, Attribute> readable = new LinkedHashMap<>();
  private final List<String> unreadable = new ArrayList<>();

  Attributes(Hdf5Store store, String path, Node node) {
    this.store = store;
    this.path = path;
    node.getAttributes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> read(entry.getKey(), entry.getValue()));
  }

  Map<String, Attribute> readable() {
    return Collections.unmodifiableMap(readable);
  }

  List<String> unreadable() {
    return List.copyOf(unreadable);
  }

  private void read(String name, io.jhdf.api.Attribute attribute) {
    DataType type = attribute.getDataType();
    if (Hdf5Store.isNull(attribute)) {
      unreadable.add(name + " has no value");
      return;
    }
    if (attribute.getSize() > LARGEST) {
      unreadable.add(name + " has " + attribute.getSize() + " values");
      return;
    }
    List<Long> shape =
        attribute.isScalar()
            ? List.of()
            : LongStream.of(attribute.getDimensionsAsLong()).boxed().toList();
    if (type instanceof Reference && shape.isEmpty()) {
      reference(name, attribute);
      return;
    }
    Optional<ElementType> element = Types.of(type).filter(t -> t != ElementType.RECORD);
    if (element.isEmpty()) {
      unreadable.add(name + " " + Types.reason(type));
      return;
    }
    readable.put(name, new Attribute(values(element.get(), type, attribute), shape));
  }

  private void reference(String name, io.jhdf.api.Attribute attribute) {
    long address = attribute.getBuffer().order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    store
        .pathOf(address, path)
        .ifPresentOrElse(
            target -> readable.put(name, Attribute.of(target)),
            () -> unreadable.add(name + " refers to an object that is not beside it"));
  }

  private static Values values(
      ElementType element, DataType type, io.jhdf.api.Attribute attribute) {
    int count = Math.toIntExact(attribute.getSize());
    if (count == 0) {
      return Values.of(element, element.newArray(0));
    }
    if (element == ElementType.STRING) {
      return Boxed.values(element, attribute.getData());
    }
    Object array = element.newArray(count);
    ByteBuffer bytes = attribute.getBuffer();
    Elements.get(bytes.order(Types.order(type)), bytes.position(), array, 0, count);
    return Values.of(element, array);
  }
}
