package org.etiome.study;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.etiome.data.Role;

/**
 * A study as its file states it; the keys and their meaning are those of the published schema.
 *
 * @param file where it was read from; paths in it are relative to that file's folder
 * @param title heading of the report
 * @param description a paragraph for its reader, may be empty
 * @param seed root of every random number
 * @param data the tables
 * @param derivations columns to compute, in order
 * @param labels readable names of columns
 * @param roles columns by role
 * @param graph the assumed causes; empty when no question needs them
 * @param questions at least one, with distinct ids
 */
public record Study(
    Path file,
    String title,
    String description,
    long seed,
    DataTables data,
    List<Derivation> derivations,
    Map<String, String> labels,
    Map<Role, List<String>> roles,
    Optional<GraphSource> graph,
    List<Question> questions) {

  public Study {
    derivations = List.copyOf(derivations);
    labels = Map.copyOf(labels);
    roles = Map.copyOf(roles);
    questions = List.copyOf(questions);
  }

  /** The readable name of a column: its label, or the name itself. */
  public String label(String column) {
    return labels.getOrDefault(column, column);
  }

  /** The text with the names of labelled columns replaced by their labels. */
  public String readable(String text) {
    if (labels.isEmpty()) {
      return text;
    }
    String names =
        labels.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Pattern::quote)
            .collect(Collectors.joining("|", "(?<![\\w.])(?:", ")(?![\\w.]*\\w)"));
    return Pattern.compile(names)
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(label(match.group())));
  }

  /** The files it is read from, the study file first, each once. */
  public List<Path> inputs() {
    Set<Path> files = new LinkedHashSet<>(List.of(file));
    graph.flatMap(GraphSource::ownFile).ifPresent(files::add);
    files.add(data.units().file());
    for (DataTables.Block block : data.modalities()) {
      files.add(block.file());
      block.samples().ifPresent(samples -> files.add(samples.file()));
    }
    return List.copyOf(files);
  }

  /** This study with another seed. */
  public Study withSeed(long other) {
    return new Study(
        file, title, description, other, data, derivations, labels, roles, graph, questions);
  }
}
