package io.quanttradinggym.gym.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The bundled scenarios: every YAML file in the resource folder {@code scenarios}, whether that is
 * a directory or inside a jar. Immutable.
 */
public final class Catalogue {
  private static final String FOLDER = "scenarios";
  private static final String ENDING = ".yaml";

  private final SortedMap<String, String> texts;

  private Catalogue(SortedMap<String, String> texts) {
    this.texts = Collections.unmodifiableSortedMap(texts);
  }

  /** Reads all scenarios. */
  public static Catalogue load() {
    URL folder = Catalogue.class.getResource("/" + FOLDER);
    if (folder == null) {
      throw new IllegalStateException("the library contains no scenarios");
    }
    try {
      return new Catalogue(read(folder.toURI()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SortedMap<String, String> read(URI folder) throws IOException {
    if (!folder.getScheme().equals("jar")) {
      return texts(Path.of(folder));
    }
    String jar = folder.toString();
    Path file = Path.of(URI.create(jar.substring("jar:".length(), jar.indexOf("!/"))));
    try (FileSystem files = FileSystems.newFileSystem(file)) {
      return texts(files.getPath(FOLDER));
    }
  }

  private static SortedMap<String, String> texts(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(ENDING)) {
          texts.put(name.substring(0, name.length() - ENDING.length()), Files.readString(entry));
        }
      }
    }
    return texts;
  }

  /** The texts of all scenario files by name, sorted. */
  public SortedMap<String, String> texts() {
    return texts;
  }

  /**
   * The text of one scenario file.
   *
   * @throws ScenarioException if there is no scenario with that name
   */
  public String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      String names = "one of " + String.join(", ", texts.keySet());
      String hint = Suggestions.forWord(name, texts.keySet());
      throw new ScenarioException(
          "scenario: got \"%s\"%s, expected %s".formatted(name, hint, names),
          "scenario",
          name,
          names);
    }
    return text;
  }
}
