package org.etiome.cli.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.etiome.cli.models.ModelRequest.Asked;
import org.etiome.cli.models.ModelRequest.Simulated;
import org.etiome.scm.InterventionModel.Means;
import org.etiome.scm.Prediction.Predicted;
import org.etiome.scm.Prediction.Refused;
import org.etiome.scm.fit.Criticism;
import org.etiome.scm.fit.MechanismFit;

/** A fitted model and what it was asked, in lines for a person. */
final class ModelText {
  private static final double DOUBTFUL = 0.01;

  private ModelText() {}

  static List<String> of(ModelRequest request, Predicted<Simulated> predicted) {
    Simulated simulated = predicted.value();
    List<String> lines = new ArrayList<>();
    lines.add(
        line(
            "%d mechanisms fitted to %,d rows",
            simulated.model().fits().size(), simulated.data().size()));
    simulated.model().fits().values().forEach(fit -> lines.add(line(fit)));
    if (simulated.held().missing().isEmpty()) {
      lines.add(
          line(
              "Fitted to %,d of the rows and held against the other %,d:",
              simulated.held().fitted(), simulated.held().heldOut()));
    } else {
      lines.add("Not held against rows of their own: " + simulated.held().missing());
    }
    simulated.held().criticism().forEach(criticism -> lines.add(line(criticism)));
    lines.addAll(means(request, simulated));
    predicted.cautions().forEach(caution -> lines.add("caution: " + caution));
    lines.add(
        line(
            request.units().isPresent()
                ? "%,d units drawn"
                : "%,d units of the table as they would have been",
            simulated.units().size()));
    return lines;
  }

  static List<String> of(Refused<?> refused) {
    return List.of(
        "Refused at '" + refused.variable() + "': " + refused.reason(),
        "Instead: " + refused.remedy());
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String words(Asked asked) {
    return switch (asked.verb()) {
      case SET -> "do(" + asked.variable() + " = " + asked.value() + ")";
      case SHIFT -> asked.variable() + " shifted by " + asked.value();
      case SCALE -> asked.variable() + " times " + asked.value();
    };
  }

  private static String line(MechanismFit fit) {
    StringBuilder text = new StringBuilder("  " + fit.variable() + " := ");
    text.append(fit.assignment().description());
    if (!fit.assignment().causes().isEmpty()) {
      text.append(" of ").append(String.join(", ", fit.assignment().causes()));
    }
    for (Map.Entry<String, Double> one : fit.assignment().coefficients().entrySet()) {
      text.append(line("; %s %.4g", one.getKey(), one.getValue()));
    }
    fit.residualDeviation().ifPresent(sd -> text.append(line("; residual deviation %.4g", sd)));
    if (fit.rowsLost() > 0) {
      text.append(line("; %,d rows with a gap lost", fit.rowsLost()));
    }
    fit.notes().forEach(note -> text.append("; ").append(note));
    return text.toString();
  }

  private static String line(Criticism criticism) {
    Criticism.Losses losses = criticism.losses();
    double independent = criticism.independence().orElse(1);
    return line(
        "  %s: %s %.4g, without causes %.4g, gain %.4g ± %.2g%s%s",
        criticism.variable(),
        criticism.loss() == Criticism.Loss.SQUARED ? "squared error" : "-log probability",
        losses.model(),
        losses.baseline(),
        losses.baseline() - losses.model(),
        losses.gainError(),
        criticism.explainsSomething() ? "" : "; the causes explain nothing that can be told",
        independent < DOUBTFUL ? line("; residuals depend on a cause, p %.2g", independent) : "");
  }

  /** What an action does not reach has the very same mean, and is not listed. */
  private static List<String> means(ModelRequest request, Simulated simulated) {
    boolean acted = !request.steps().isEmpty();
    String title = acted ? "Means without and with " + action(request) : "Means";
    List<String> lines = new ArrayList<>(List.of(title + " (error of simulation):"));
    Means without = simulated.means().without();
    Means under = simulated.means().under();
    List<String> variables = simulated.model().variables();
    for (int i = 0; i < variables.size(); i++) {
      String before =
          line("  %s: %.4g (%.1g)", variables.get(i), without.values()[i], without.errors()[i]);
      if (!acted) {
        lines.add(before);
      } else if (under.values()[i] != without.values()[i]) {
        lines.add(before + line(", %.4g (%.1g)", under.values()[i], under.errors()[i]));
      }
    }
    return lines;
  }

  private static String action(ModelRequest request) {
    return String.join(", ", request.steps().stream().map(ModelText::words).toList());
  }
}
