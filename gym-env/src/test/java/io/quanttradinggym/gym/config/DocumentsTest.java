package io.quanttradinggym.gym.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quanttradinggym.base.parameter.InvalidInputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentsTest {
  @Test
  void readsYamlAsPeopleWriteIt() {
    Map<String, Object> map =
        Documents.parseYaml(
            """
            date: 2026-01-05
            open: 09:30
            close: "16:00"
            small: 1e-6
            exact: 1.5e-3
            flag: true
            list: [1, 2.5, 3s]
            """,
            "scenario");
    assertEquals("2026-01-05", map.get("date"));
    assertEquals("09:30", map.get("open"));
    assertEquals("16:00", map.get("close"));
    assertEquals(1e-6, map.get("small"));
    assertEquals(1.5e-3, map.get("exact"));
    assertEquals(true, map.get("flag"));
    assertEquals(List.of(1, 2.5, "3s"), map.get("list"));
  }

  @Test
  void yamlReadsBack() {
    Map<String, Object> map =
        Documents.parseYaml("{open: '09:30', n: 3, x: 0.1, t: '3', list: [a, 1ms]}", "scenario");
    assertEquals(map, Documents.parseYaml(Documents.toYaml(map), "scenario"));
    assertEquals(map, Documents.parseJson(Documents.toJson(map), "json"));
    assertEquals(map, Documents.parseJson(Documents.toPrettyJson(map), "json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "# nothing",
        "- a\n- b",
        "text",
        "a: 1\na: 2",
        "a: [1",
        "a: 1\n---\nb: 2",
        "a: 1\n b: 2"
      })
  void whatIsNotOneMappingIsRefused(String text) {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> Documents.parseYaml(text, "my_market.yaml"));
    assertEquals("my_market.yaml", e.field());
    assertEquals("a YAML mapping", e.allowed());
    assertFalse(String.valueOf(e.getMessage()).contains("java"), e.getMessage());
  }

  @Test
  void syntaxErrorsNameTheLine() {
    InvalidInputException e =
        assertThrows(
            InvalidInputException.class, () -> Documents.parseYaml("a: 1\nb: [1\n", "scenario"));
    assertTrue(String.valueOf(e.getMessage()).contains("line 2"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "{a:1}", "null"})
  void whatIsNotOneObjectIsRefused(String text) {
    assertThrows(InvalidInputException.class, () -> Documents.parseJson(text, "overrides"));
  }
}
