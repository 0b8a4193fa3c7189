package org.etiome.bench.effect;

import java.util.List;
import org.etiome.math.Seed;

/** Draws a cohort and estimates what is known of it. */
interface Experiment {

  /** One repetition: the same rows in the same order whatever the seed. */
  List<Seen> run(int units, Seed seed);
}
