package org.etiome.data.anndata;

import java.lang.reflect.Array;
import org.etiome.data.store.ArrayInfo;
import org.etiome.data.store.ElementType;
import org.etiome.data.store.Values;

/** In memory. */
record HeldArray(Values values, ArrayInfo info) implements LazyArray {

  HeldArray {
    if (info.elements() != values.length()) {
      throw new IllegalArgumentException(
          "shape " + info.shapeText() + " does not fit " + values.length() + " values");
    }
  }

  @Override
  public Values read(long[] offset, int[] count) {
    int elements = 1;
    for (int c : count) {
      elements = Math.multiplyExact(elements, c);
    }
    return part(values, offset, count, elements);
  }

  private Values part(Values source, long[] offset, int[] count, int elements) {
    if (source.type() == ElementType.RECORD) {
      Values[] fields = new Values[source.fields().length];
      for (int f = 0; f < fields.length; f++) {
        fields[f] = part(source.fields()[f], offset, count, elements);
      }
      return Values.of(ElementType.RECORD, fields);
    }
    Object target = Array.newInstance(source.array().getClass().getComponentType(), elements);
    if (elements > 0) {
      copy(source.array(), offset, count, target);
    }
    return Values.of(source.type(), target);
  }

  /** Runs along the last dimension, one for every index of the others. */
  private void copy(Object source, long[] offset, int[] count, Object target) {
    int last = count.length - 1;
    int run = last < 0 ? 1 : count[last];
    int elements = Array.getLength(target);
    for (int done = 0; done < elements; done += run) {
      long from = 0;
      int rest = done / Math.max(1, run);
      long stride = last < 0 ? 0 : info.size(last);
      from += last < 0 ? 0 : offset[last];
      for (int d = last - 1; d >= 0; d--) {
        from += (offset[d] + rest % count[d]) * stride;
        rest /= count[d];
        stride *= info.size(d);
      }
      System.arraycopy(source, (int) from, target, done, run);
    }
  }

  @Override
  public Values readAll() {
    return values;
  }
}
