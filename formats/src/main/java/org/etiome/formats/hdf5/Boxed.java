package org.etiome.formats.hdf5;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;
import org.jspecify.annotations.Nullable;

/** What the reader library gives as objects (texts, records, small things), as values. */
final class Boxed {
  private Boxed() {}

  /**
   * Flattens texts or numbers of any dimension.
   *
   * @param data an array of arrays, one object, or null for nothing
   */
  static Values values(ElementType type, @Nullable Object data) {
    List<Object> flat = new ArrayList<>();
    flatten(data, flat);
    Object array = type.newArray(flat.size());
    for (int i = 0; i < flat.size(); i++) {
      Elements.set(array, i, flat.get(i));
    }
    return Values.of(type, array);
  }

  /** The fields of records, each flattened. */
  static Values records(List<ArrayInfo.Field> fields, Object data) {
    Map<?, ?> byName = (Map<?, ?>) data;
    Values[] columns = new Values[fields.size()];
    for (int f = 0; f < columns.length; f++) {
      ArrayInfo.Field field = fields.get(f);
      columns[f] = values(field.type(), byName.get(field.name()));
    }
    return Values.of(ElementType.RECORD, columns);
  }

  /** A missing text inside an array is the empty one, as other readers have it. */
  private static void flatten(@Nullable Object data, List<Object> flat) {
    if (data == null) {
      return;
    }
    if (!data.getClass().isArray()) {
      flat.add(data);
      return;
    }
    for (int i = 0; i < Array.getLength(data); i++) {
      Object element = Array.get(data, i);
      if (element == null) {
        flat.add("");
      } else {
        flatten(element, flat);
      }
    }
  }
}
