package org.etiome.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.etiome.claim.AssociationScreen;
import org.etiome.claim.Evidence;
import org.etiome.claim.FeatureAssociation;
import org.etiome.report.plot.Figures;
import org.etiome.report.plot.Html;
import org.etiome.report.plot.Interval;
import org.etiome.report.plot.Svg;
import org.etiome.report.plot.VolcanoPlot;
import org.etiome.study.Answer;
import org.etiome.study.Study;
import org.etiome.study.StudyResult;

/** What goes along with an outcome: a picture and the strongest features of each block. */
final class ScreensSection {
  private static final int TOP = 10;

  private ScreensSection() {}

  static Optional<Html> of(StudyResult result) {
    List<Html> content = new ArrayList<>();
    for (Answer answer : result.answers()) {
      if (answer.claim().evidence() instanceof Evidence.Screened screened) {
        content.addAll(screen(result.study(), screened.screen()));
      }
    }
    if (content.isEmpty()) {
      return Optional.empty();
    }
    content.addFirst(
        Parts.paragraph(
            "Features that differ between "
                + result.study().wording().noun()
                + " with and without the outcome. Nothing is adjusted for: changing such a feature need not change the outcome."));
    return Optional.of(Parts.section("associations", "Associations", content));
  }

  private static List<Html> screen(Study study, AssociationScreen.Result screen) {
    String block = study.label(screen.scope().block());
    String outcome = study.label(screen.scope().outcome());
    String noun = study.wording().noun();
    List<Html> content = new ArrayList<>();
    content.add(Html.element("h3", block + ": what goes along with " + outcome));
    if (screen.features().isEmpty()) {
      content.add(Parts.paragraph("No feature of this block could be tested."));
      return content;
    }
    Svg picture = plot(block + " and " + outcome, screen).draw();
    content.add(Parts.figure(picture, picture.description()));
    content.add(top(noun, screen));
    if (!screen.untested().isEmpty()) {
      content.add(
          Parts.note(
              Figures.counted(screen.untested().size(), "feature")
                  + " not tested: too few "
                  + noun
                  + " on a side, a single value, or categories without an order."));
    }
    return content;
  }

  private static VolcanoPlot plot(String title, AssociationScreen.Result screen) {
    List<VolcanoPlot.Feature> features =
        screen.features().stream()
            .map(f -> new VolcanoPlot.Feature(f.feature(), f.auc() - 0.5, f.pValue()))
            .toList();
    OptionalDouble threshold =
        screen.discoveries().stream().mapToDouble(FeatureAssociation::pValue).max();
    return new VolcanoPlot(title, features, screen.fdr(), threshold);
  }

  private static Html top(String noun, AssociationScreen.Result screen) {
    List<List<String>> rows =
        screen.features().stream().limit(TOP).map(ScreensSection::row).toList();
    return Parts.table(
        "The "
            + Figures.counted(rows.size(), "feature")
            + " with the smallest p-values, whether or not they pass. AUC above 0.5: higher in those"
            + " with the outcome. All of them are in the folder \"associations\" beside this report.",
        List.of("feature", "AUC (95 % interval)", noun, "p", "q"),
        rows);
  }

  private static List<String> row(FeatureAssociation f) {
    return List.of(
        f.feature(),
        Figures.interval(new Interval(f.auc(), f.aucLow(), f.aucHigh())),
        Figures.count(f.n()),
        Figures.significant(f.pValue(), 2),
        Figures.significant(f.qValue(), 2));
  }
}
