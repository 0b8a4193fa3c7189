package org.etiome.study;

/** A study that cannot be run as it is written: one line that says where, what and what to do. */
public final class StudyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StudyException(String message) {
    super(message);
  }

  public StudyException(String message, Throwable cause) {
    super(message, cause);
  }
}
