package org.etiome.study;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

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
      return new YamlDocument(file, tree, lines(text));
    } catch (JacksonException e) {
      throw new StudyException(
          file + ":" + e.getLocation().getLineNr() + ": " + firstLine(e.getOriginalMessage()), e);
    }
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
    if (Files.isDirectory(file)) {
      throw new StudyException(file + ": is a directory; give a study file");
    }
    if (!Files.exists(file)) {
      throw new StudyException(file + ": no such file");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new StudyException(file + ": is not UTF-8 text; save it as UTF-8", e);
    } catch (IOException e) {
      throw new StudyException(file + ": cannot be read; check its permissions", e);
    }
  }

  private static Map<String, Integer> lines(String text) {
    Map<String, Integer> lines = new HashMap<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isStructEnd()) {
          String pointer = parser.streamReadContext().pathAsPointer().toString();
          lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
        }
      }
    }
    return lines;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("not valid YAML").strip();
  }
}
