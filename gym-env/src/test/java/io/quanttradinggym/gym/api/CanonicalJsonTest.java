package io.quanttradinggym.gym.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.gym.config.Documents;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {
  @Test
  void keysAreSortedAndNothingIsSpaced() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", List.of(1, 2L, 0.1, 0.1f, true));
    map.put("a", new LinkedHashMap<>());
    map.put("m", List.of());
    assertEquals("{\"a\":{},\"m\":[],\"z\":[1,2,0.1,0.1,true]}", CanonicalJson.write(map));
  }

  @Test
  void textsAreEscaped() {
    assertEquals("\"\\\"\\\\\\u000aé\"", CanonicalJson.write("\"\\\né"));
    String text = CanonicalJson.write("\"\\\n\té");
    assertEquals("\"\\\n\té", Documents.parseJson("{\"x\":" + text + "}", "json").get("x"));
  }

  @Test
  void whatHasNoJsonIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(Double.NaN));
    assertThrows(
        IllegalArgumentException.class, () -> CanonicalJson.write(Float.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write('x'));
  }

  @Test
  void hashIsSha256() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        CanonicalJson.hash("abc"));
  }
}
