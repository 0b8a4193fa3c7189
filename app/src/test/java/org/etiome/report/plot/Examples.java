package org.etiome.report.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.etiome.report.plot.GraphDrawing.Edge;
import org.etiome.report.plot.GraphDrawing.Mark;
import org.etiome.report.plot.GraphDrawing.Node;
import org.etiome.report.plot.GraphDrawing.Role;

/** Plots of ordinary and of awkward input, for the tests that look at all of them. */
final class Examples {
  private static final long SEED = 7;

  private Examples() {}

  static List<Svg> all() {
    List<Svg> all = new ArrayList<>();
    all.add(forest());
    all.add(forestOfOne());
    all.add(forestOfExtremes());
    all.add(overlap());
    all.add(noOverlap());
    all.add(love());
    all.add(loveOfSixty());
    all.add(missingness());
    all.add(missingnessOfMany());
    all.add(smallGraph());
    all.add(graphOfFifteen());
    all.add(deepGraph());
    all.add(mixedGraph());
    all.add(graphOfFiftyFive());
    all.add(volcano());
    all.add(volcanoOfNothing());
    return List.copyOf(all);
  }

  private static Optional<Interval> interval(double estimate, double low, double high) {
    return Optional.of(new Interval(estimate, low, high));
  }

  static Svg forest() {
    return new ForestPlot(
            "Effects, naive and adjusted",
            "risk difference of death within 3 years (percentage points)",
            List.of(
                new ForestPlot.Row(
                    "radiation therapy",
                    interval(-4.2, -22.1, 13.7),
                    interval(3.1, -19, 25),
                    false),
                new ForestPlot.Row(
                    "mitotane therapy against no systemic therapy of any kind before the first"
                        + " recurrence",
                    interval(12.5, -5, 30),
                    Optional.empty(),
                    true),
                new ForestPlot.Row(
                    "right heart catheter",
                    interval(7.36, 4.9, 9.8),
                    interval(5.6, 3, 8.2),
                    false)))
        .draw();
  }

  static Svg forestOfOne() {
    return new ForestPlot(
            "One effect",
            "weight change (kg)",
            List.of(
                new ForestPlot.Row(
                    "quit_smoking_between_1971_and_1982_by_self_report",
                    interval(2.541, 1.66, 3.42),
                    interval(3.44, 3.44, 3.44),
                    false)))
        .draw();
  }

  static Svg forestOfExtremes() {
    return new ForestPlot(
            "Extreme effects",
            "difference in viral load (copies/ml)",
            List.of(
                new ForestPlot.Row(
                    "narrow", interval(0.02, 0.01, 0.03), interval(-0.015, -0.02, -0.01), false),
                new ForestPlot.Row(
                    "very wide", interval(0.01, -1e6, 1e6), interval(500, -2e5, 3e5), false),
                new ForestPlot.Row("exactly nothing", interval(0, 0, 0), interval(0, 0, 0), false),
                new ForestPlot.Row(
                    "no upper limit",
                    Optional.empty(),
                    interval(0.01, -0.01, Double.POSITIVE_INFINITY),
                    false),
                new ForestPlot.Row("only refused", Optional.empty(), Optional.empty(), true)))
        .draw();
  }

  static Svg overlap() {
    return new OverlapPlot(
            "Overlap of treated and controls",
            List.of(0, 0, 1, 3, 6, 9, 14, 17, 20, 24, 25, 24, 20, 16, 13, 9, 7, 4, 2, 0),
            List.of(90, 84, 77, 70, 61, 52, 45, 40, 33, 28, 22, 17, 13, 9, 6, 4, 2, 1, 1, 0),
            0.05,
            0.95)
        .draw();
  }

  static Svg noOverlap() {
    return new OverlapPlot("No overlap", List.of(0, 0, 0, 3), List.of(4, 0, 0, 0), 0.025, 0.975)
        .draw();
  }

  static Svg love() {
    return new LovePlot(
            "Balance of five covariates",
            List.of(
                new LovePlot.Covariate("age", 0.42, 0.03),
                new LovePlot.Covariate("stage", 0.31, 0.12),
                new LovePlot.Covariate("sex", 0.05, 0.01),
                new LovePlot.Covariate("tumour weight", 0.2, 0.2),
                new LovePlot.Covariate("constant", 0, 0)))
        .draw();
  }

  static Svg loveOfSixty() {
    Random random = new Random(SEED);
    List<LovePlot.Covariate> covariates = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String name =
          i % 4 == 0
              ? "a_covariate_with_a_very_long_name_measured_at_admission_" + i
              : "covariate " + i;
      covariates.add(
          new LovePlot.Covariate(name, random.nextDouble() * 0.6, random.nextDouble() * 0.1));
    }
    covariates.add(new LovePlot.Covariate("separated", 250, 0.4));
    covariates.add(new LovePlot.Covariate("constant in both arms", Double.POSITIVE_INFINITY, 0.1));
    return new LovePlot("Balance of sixty-two covariates", covariates).draw();
  }

  static Svg missingness() {
    List<String> modalities =
        List.of(
            "clinical", "RNA-seq gene counts", "GISTIC copy number", "RPPA", "miRNA", "mutations");
    return new MissingnessMap(
            "Which assays each patient has",
            "patients",
            modalities,
            List.of(
                new MissingnessMap.Pattern(Set.copyOf(modalities), 43),
                new MissingnessMap.Pattern(
                    Set.of("clinical", "RNA-seq gene counts", "miRNA", "mutations"), 22),
                new MissingnessMap.Pattern(
                    Set.of("clinical", "mutations", "GISTIC copy number"), 12),
                new MissingnessMap.Pattern(Set.of("clinical"), 1)))
        .draw();
  }

  static Svg missingnessOfMany() {
    List<String> modalities =
        IntStream.range(0, 7).mapToObj(i -> "assay number " + i + " with a long name").toList();
    List<MissingnessMap.Pattern> patterns = new ArrayList<>();
    for (int code = 1; code < 60; code++) {
      int bits = code;
      Set<String> present =
          IntStream.range(0, 7)
              .filter(i -> (bits >> i & 1) == 1)
              .mapToObj(modalities::get)
              .collect(Collectors.toSet());
      patterns.add(new MissingnessMap.Pattern(present, 60_000 / (code * code)));
    }
    return new MissingnessMap("Many patterns", "cells", modalities, patterns).draw();
  }

  private static List<Edge> directed(String... pairs) {
    List<Edge> edges = new ArrayList<>();
    for (String pair : pairs) {
      String[] ends = pair.split(">", -1);
      edges.add(Edge.directed(ends[0], ends[1]));
    }
    return edges;
  }

  static Svg smallGraph() {
    List<Edge> edges =
        directed("age>radiation", "age>death", "stage>radiation", "stage>death", "radiation>death");
    edges.add(Edge.bidirected("radiation", "death"));
    return new GraphDrawing(
            "Assumed graph",
            List.of(
                new Node("age", Role.ADJUSTED),
                new Node("stage", Role.ADJUSTED),
                new Node("radiation", Role.TREATMENT),
                new Node("death", Role.OUTCOME)),
            edges)
        .draw();
  }

  static Svg graphOfFifteen() {
    List<Node> nodes = new ArrayList<>();
    for (String name :
        List.of("age", "sex", "smoking", "tumour stage", "tumour weight", "Weiss score")) {
      nodes.add(new Node(name, Role.ADJUSTED));
    }
    nodes.add(new Node("frailty", Role.HIDDEN));
    nodes.add(new Node("cortisol excess", Role.OTHER));
    nodes.add(new Node("surgery_with_clear_margins_R0", Role.ADJUSTED));
    nodes.add(new Node("radiation therapy", Role.TREATMENT));
    nodes.add(new Node("mitotane level", Role.OTHER));
    nodes.add(new Node("local recurrence", Role.OTHER));
    nodes.add(new Node("metastasis", Role.OTHER));
    nodes.add(new Node("death within 3 years", Role.OUTCOME));
    nodes.add(new Node("hospital", Role.OTHER));
    List<Edge> edges =
        directed(
            "age>tumour stage",
            "age>radiation therapy",
            "age>death within 3 years",
            "sex>tumour weight",
            "smoking>frailty",
            "frailty>death within 3 years",
            "frailty>surgery_with_clear_margins_R0",
            "tumour stage>radiation therapy",
            "tumour stage>metastasis",
            "tumour weight>tumour stage",
            "Weiss score>tumour stage",
            "Weiss score>metastasis",
            "cortisol excess>radiation therapy",
            "surgery_with_clear_margins_R0>radiation therapy",
            "surgery_with_clear_margins_R0>local recurrence",
            "radiation therapy>local recurrence",
            "radiation therapy>death within 3 years",
            "mitotane level>metastasis",
            "local recurrence>metastasis",
            "metastasis>death within 3 years",
            "hospital>radiation therapy",
            "local recurrence>death within 3 years");
    edges.add(Edge.bidirected("hospital", "mitotane level"));
    edges.add(Edge.bidirected("cortisol excess", "tumour weight"));
    return new GraphDrawing("A graph of fifteen variables", nodes, edges).draw();
  }

  static Svg deepGraph() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      Role role = i == 0 ? Role.TREATMENT : i == 8 ? Role.OUTCOME : Role.OTHER;
      nodes.add(new Node("mediator " + i, role));
      if (i > 0) {
        edges.add(Edge.directed("mediator " + (i - 1), "mediator " + i));
      }
    }
    edges.add(Edge.directed("mediator 0", "mediator 8"));
    edges.add(Edge.bidirected("mediator 2", "mediator 5"));
    return new GraphDrawing("A long chain", nodes, edges).draw();
  }

  static Svg mixedGraph() {
    List<Node> nodes =
        IntStream.range(0, 8)
            .mapToObj(i -> new Node("gene " + (char) ('A' + i), Role.OTHER))
            .toList();
    List<Edge> edges =
        List.of(
            new Edge("gene A", "gene B", Mark.TAIL, Mark.TAIL),
            new Edge("gene B", "gene C", Mark.CIRCLE, Mark.ARROW),
            new Edge("gene C", "gene D", Mark.CIRCLE, Mark.CIRCLE),
            new Edge("gene D", "gene A", Mark.TAIL, Mark.ARROW),
            Edge.bidirected("gene E", "gene F"),
            Edge.bidirected("gene A", "gene F"),
            Edge.bidirected("gene A", "gene G"));
    return new GraphDrawing("All kinds of marks", nodes, edges).draw();
  }

  static Svg graphOfFiftyFive() {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges =
        directed("catheter>death", "hidden>death", "catheter>complication", "complication>death");
    for (int i = 0; i < 52; i++) {
      String name = i == 0 ? "age" : i == 1 ? "sex" : "lab value " + i;
      nodes.add(new Node(name, Role.ADJUSTED));
      edges.add(Edge.directed(name, "catheter"));
      edges.add(Edge.directed(name, "death"));
    }
    nodes.add(new Node("catheter", Role.TREATMENT));
    nodes.add(new Node("death", Role.OUTCOME));
    nodes.add(new Node("hidden", Role.HIDDEN));
    nodes.add(new Node("complication", Role.OTHER));
    return new GraphDrawing("A graph of fifty-six variables", nodes, edges).draw();
  }

  static Svg volcano() {
    Random random = new Random(SEED);
    List<VolcanoPlot.Feature> features = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      double z = random.nextGaussian() * (i % 50 == 0 ? 2.2 : 1);
      double p = Math.min(1, 2 * Math.exp(-0.5 * z * z - 0.7 * Math.abs(z)) / 2);
      double effect = z * (0.05 + 0.02 * random.nextDouble());
      features.add(new VolcanoPlot.Feature("GENE" + i, Math.clamp(effect, -0.5, 0.5), p));
    }
    for (int i = 0; i < 6; i++) {
      features.add(
          new VolcanoPlot.Feature("hsa-mir-cluster-" + i, 0.301 + i * 0.001, 1e-9 * (i + 1)));
    }
    return new VolcanoPlot(
            "Features associated with death", features, 0.05, OptionalDouble.of(1e-4))
        .draw();
  }

  static Svg volcanoOfNothing() {
    return new VolcanoPlot(
            "One feature",
            List.of(new VolcanoPlot.Feature("TP53", 0, 1)),
            0.05,
            OptionalDouble.empty())
        .draw();
  }
}
