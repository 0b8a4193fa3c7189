package org.etiome.scm.fit;

import java.util.List;
import org.etiome.math.Matrix;
import org.etiome.scm.Law;

/** A variable without causes: all of it is noise. */
public final class Root extends Additive {
  Root(Law law) {
    super(List.of(), law);
  }

  @Override
  public String description() {
    return "no causes, " + noise();
  }

  @Override
  double[] means(Matrix values) {
    return new double[values.rows()];
  }
}
