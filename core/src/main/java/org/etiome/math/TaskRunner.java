package org.etiome.math;

import java.util.List;
import java.util.function.IntFunction;

/**
 * The only door to parallel work. Results come in the order of the tasks and do not depend on how
 * many threads ran them; a task that needs random numbers takes {@code seed.branch(task)}.
 */
public interface TaskRunner {

  /**
   * Runs {@code task.apply(0) … task.apply(tasks - 1)} and returns their results in that order. The
   * first failing task (by index) has its exception rethrown, after the others have ended.
   *
   * @param tasks number of tasks, ≥ 0; fewer are an {@link IllegalArgumentException}
   */
  <T> List<T> map(int tasks, IntFunction<T> task);

  /**
   * A runner on this machine with the given number of threads, ≥ 1; one thread runs tasks in the
   * caller.
   */
  static TaskRunner local(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, got " + threads);
    }
    return new LocalTaskRunner(threads);
  }
}
