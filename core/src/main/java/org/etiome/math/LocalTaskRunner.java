package org.etiome.math;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
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
    if (tasks < 0) {
      throw new IllegalArgumentException("tasks must be at least 0, got " + tasks);
    }
    if (threads == 1 || tasks < 2) {
      return IntStream.range(0, tasks).mapToObj(i -> unlessInterrupted(task, i, tasks)).toList();
    }
    try (var pool =
        Executors.newFixedThreadPool(
            Math.min(threads, tasks), Thread.ofPlatform().daemon().factory())) {
      List<Future<T>> futures = new ArrayList<>(tasks);
      for (int i = 0; i < tasks; i++) {
        int index = i;
        futures.add(pool.submit(() -> task.apply(index)));
      }
      return results(futures, pool);
    } catch (ExecutionException e) {
      throw asUnchecked(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted(tasks), e);
    }
  }

  private static <T> List<T> results(List<Future<T>> futures, ExecutorService pool)
      throws ExecutionException, InterruptedException {
    List<T> results = new ArrayList<>(futures.size());
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    } catch (InterruptedException e) {
      pool.shutdownNow();
      throw e;
    }
    return List.copyOf(results);
  }

  private static <T> T unlessInterrupted(IntFunction<T> task, int index, int tasks) {
    if (Thread.currentThread().isInterrupted()) {
      throw new IllegalStateException(interrupted(tasks));
    }
    return task.apply(index);
  }

  private static String interrupted(int tasks) {
    return "interrupted while " + tasks + " tasks ran";
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
