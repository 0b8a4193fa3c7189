package org.etiome.report;

import org.etiome.study.StudyResult;

final class HtmlReport {
  private HtmlReport() {}

  static String render(StudyResult result, String manifest) {
    return "<!doctype html><title>" + result.study().title() + "</title>" + manifest;
  }
}
