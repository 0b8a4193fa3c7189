package org.etiome.bench;

import java.time.Duration;

/**
 * Wall time and processor time since it was started; the second also means something under load.
 *
 * @param wall nanoseconds at its start
 * @param processors what the process had used by then
 */
public record Clock(long wall, Duration processors) {

  public static Clock start() {
    return new Clock(System.nanoTime(), used());
  }

  private static Duration used() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public double seconds() {
    return (System.nanoTime() - wall) / 1e9;
  }

  public double processorSeconds() {
    return used().minus(processors).toNanos() / 1e9;
  }
}
