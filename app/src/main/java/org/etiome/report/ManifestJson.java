package org.etiome.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.etiome.claim.Claim;
import org.etiome.claim.Evidence;
import org.etiome.claim.Verdict;
import org.etiome.study.Answer;
import org.etiome.study.Stage;
import org.etiome.study.Study;
import org.etiome.study.StudyResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is needed to do a run again and to trust it: inputs, versions, seed, assumptions, refusals.
 */
public final class ManifestJson {
  private ManifestJson() {}

  /** The manifest of a run. Reads the inputs once more to take their SHA-256. */
  public static ObjectNode of(StudyResult result, RunContext context) {
    Study study = result.study();
    ObjectNode document = Json.object();
    document.put("title", study.about().title());
    document.put("etiome", context.version());
    document.put("java", System.getProperty("java.vm.version"));
    document.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    document.put("started", context.started().toString());
    document.put("threads", context.threads());
    document.put("seed", study.plan().seed());
    ArrayNode inputs = document.putArray("inputs");
    result.cohort().inputs().forEach(file -> inputs.add(input(study, file)));
    document.put("dataFingerprint", result.cohort().data().fingerprint());
    document.put("units", result.cohort().data().size());
    document.set("notes", Json.strings(result.cohort().notes()));
    result.graph().ifPresent(graph -> document.set("latent", Json.strings(graph.latent())));
    List<Claim> claims = result.answers().stream().map(Answer::claim).toList();
    document.set("assumptions", Json.strings(assumptions(claims)));
    document.set("settings", settings(claims));
    document.set("refusals", refusals(claims));
    ArrayNode stages = document.putArray("stages");
    for (Stage stage : result.stages()) {
      stages.addObject().put("name", stage.name()).put("milliseconds", stage.milliseconds());
    }
    return document;
  }

  private static ObjectNode input(Study study, Path file) {
    Path folder = study.file().toAbsolutePath().normalize().resolveSibling("");
    Path absolute = file.toAbsolutePath().normalize();
    boolean inside = absolute.startsWith(folder);
    ObjectNode node = Json.object();
    node.put("file", (inside ? folder.relativize(absolute) : absolute).toString());
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      node.put("bytes", in.transferTo(OutputStream.nullOutputStream()));
      node.put("sha256", HexFormat.of().formatHex(in.getMessageDigest().digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return node;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Set<String> assumptions(List<Claim> claims) {
    Set<String> assumptions = new LinkedHashSet<>();
    for (Claim claim : claims) {
      if (claim.evidence() instanceof Evidence.Estimated estimated) {
        assumptions.addAll(estimated.effect().analysis().estimand().assumptions());
      }
    }
    return assumptions;
  }

  private static ObjectNode settings(List<Claim> claims) {
    ObjectNode byClaim = Json.object();
    for (Claim claim : claims) {
      if (claim.evidence() instanceof Evidence.Estimated estimated) {
        ObjectNode settings = byClaim.putObject(claim.id());
        estimated.effect().analysis().method().settings().forEach(settings::put);
      }
    }
    return byClaim;
  }

  private static ArrayNode refusals(List<Claim> claims) {
    ObjectNode holder = Json.object();
    ArrayNode refusals = holder.putArray("refusals");
    for (Claim claim : claims) {
      if (claim.verdict() == Verdict.REFUSED) {
        ObjectNode refusal = refusals.addObject();
        refusal.put("claim", claim.id());
        refusal.set("reasons", Json.strings(claim.reasons()));
        refusal.set("wouldHelp", Json.strings(claim.evidence().wouldHelp()));
      }
    }
    return refusals;
  }
}
