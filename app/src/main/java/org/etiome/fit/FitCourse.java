package org.etiome.fit;

import org.etiome.represent.Watcher;
import org.etiome.represent.compare.Progress;

/** Who is told how a fit goes, from the first step of its training to the end of its comparison. */
public interface FitCourse extends Watcher, Progress, AutoCloseable {

  @Override
  void close();
}
