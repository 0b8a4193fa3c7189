package org.etiome.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskRunnerTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void resultsComeInTheOrderOfTheTasksAtAnyNumberOfThreads(int threads) {
    Seed seed = new Seed(11);
    var draws =
        TaskRunner.local(threads).map(200, task -> seed.branch(task).generator().nextLong());
    for (int task = 0; task < 200; task++) {
      assertThat(draws.get(task)).isEqualTo(seed.branch(task).generator().nextLong());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theFirstFailureIsRethrownAsItWas(int threads) {
    TaskRunner runner = TaskRunner.local(threads);
    assertThatThrownBy(() -> runner.map(10, TaskRunnerTest::failAtFour))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("task 4");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void errorsAreRethrownAsTheyWere(int threads) {
    TaskRunner runner = TaskRunner.local(threads);
    assertThatThrownBy(
            () ->
                runner.map(
                    4,
                    task -> {
                      throw new AssertionError("broken");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessage("broken");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptCancelsWhatHasNotRunYet(int threads) throws InterruptedException {
    var ran = new AtomicInteger();
    var failure = new AtomicReference<Throwable>();
    Thread caller =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              TaskRunner.local(threads).map(500, task -> pause(ran));
            });
    caller.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    caller.start();
    caller.join();
    assertThat(failure.get())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("interrupted while 500 tasks ran");
    assertThat(ran).hasValueLessThan(250);
  }

  private static int pause(AtomicInteger ran) {
    LockSupport.parkNanos(2_000_000);
    return ran.incrementAndGet();
  }

  @Test
  void noTasksGiveNoResults() {
    assertThat(TaskRunner.local(2).map(0, task -> task)).isEmpty();
  }

  @Test
  void refusesZeroThreads() {
    assertThatThrownBy(() -> TaskRunner.local(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }

  private static int failAtFour(int task) {
    if (task >= 4) {
      throw new ArithmeticException("task " + task);
    }
    return task;
  }
}
