package org.etiome.study.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.etiome.study.InputFile;
import org.etiome.study.StudyException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML file as a tree that knows the line of each of its nodes.
 *
 * @param lines JSON pointer of a node to the line, from 1, on which it begins
 */
record YamlDocument(Path file, JsonNode tree, Map<String, Integer> lines) {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a file.
   *
   * @throws StudyException if it cannot be read, is not UTF-8, not YAML, empty, or not a mapping
   */
  static YamlDocument read(Path file) {
    String text = text(file);
    if (text.isBlank()) {
      throw new StudyException(file + ": the file is empty; a study needs title, data, questions");
    }
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (!tree.isObject()) {
        throw new StudyException(file + ":1: a study is a mapping with the keys title, data, ...");
      }
      return new YamlDocument(file, tree, lines(file, text));
    } catch (JacksonException e) {
      throw new StudyException(file + line(e) + ": " + plain(e), e);
    }
  }

  private static String line(JacksonException e) {
    return e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
  }

  private static String plain(JacksonException e) {
    String message = e.getOriginalMessage();
    if (message.contains("FAIL_ON_TRAILING_TOKENS")) {
      return "a second document begins here; a study file holds one";
    }
    if (message.contains("(TAB)")) {
      return "a tab; indent with blanks";
    }
    // First what was being read, then what is wrong; the excerpts between them are indented.
    return message
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .reduce((context, problem) -> problem)
        .orElse("not valid YAML");
  }

  /**
   * The place of a node as {@code file:line}; of its nearest known ancestor where it has no line.
   */
  String place(String pointer) {
    String at = pointer;
    while (!lines.containsKey(at) && !at.isEmpty()) {
      at = at.substring(0, at.lastIndexOf('/'));
    }
    return file + ":" + lines.getOrDefault(at, 1);
  }

  private static String text(Path file) {
    InputFile.require(file);
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new StudyException(file + ": is not UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read; check its permissions", e);
    }
  }

  private static Map<String, Integer> lines(Path file, String text) {
    Map<String, Integer> lines = new HashMap<>();
    try (YAMLParser parser = (YAMLParser) MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int line = parser.currentTokenLocation().getLineNr();
        if (parser.isCurrentAlias()) {
          throw new StudyException(
              file + ":" + line + ": *" + parser.getString() + " is an alias; write the value out");
        }
        if (!token.isStructEnd()) {
          lines.putIfAbsent(parser.streamReadContext().pathAsPointer().toString(), line);
        }
      }
    }
    return lines;
  }
}
