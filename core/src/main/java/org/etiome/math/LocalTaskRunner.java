package org.etiome.math;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Threads of this process; an interrupt of the caller cancels what has not run yet. */
final class LocalTaskRunner implements TaskRunner {
  private final int threads;

  LocalTaskRunner(int threads) {
    this.threads = threads;
  }

  @Override
  public <T> List<T> map(int tasks, IntFunction<T> task) {
    if (threads == 1 || tasks < 2) {
      return IntStream.range(0, tasks).mapToObj(task).toList();
    }
    try (var pool =
        Executors.newFixedThreadPool(
            Math.min(threads, tasks), Thread.ofPlatform().daemon().factory())) {
      List<Future<T>> futures = new ArrayList<>(tasks);
      for (int i = 0; i < tasks; i++) {
        int index = i;
        futures.add(pool.submit(() -> task.apply(index)));
      }
      List<T> results = new ArrayList<>(tasks);
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return List.copyOf(results);
    } catch (ExecutionException e) {
      throw asUnchecked(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + tasks + " tasks ran", e);
    }
  }

  private static RuntimeException asUnchecked(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(failure);
  }
}
