package io.quanttradinggym.gym.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Specification of every element of an observation. The canonical form includes it and each block's
 * parameters; policies carry its hash.
 *
 * @param fields one per element, in order
 * @param blocks name of the block of each field
 * @param canonicalJson {@code {"blocks":[...],"fields":[...]}}
 * @param hash SHA-256 of {@code canonicalJson}, lower-case hexadecimal
 */
public record ObservationSpec(
    List<ObservationField> fields, List<String> blocks, String canonicalJson, String hash) {
  public ObservationSpec {
    fields = List.copyOf(fields);
    blocks = List.copyOf(blocks);
  }

  /**
   * The specification of an observation.
   *
   * @param documents every block with its parameters, as maps, lists, texts and numbers
   * @param fields one per element, in order
   * @param blocks name of the block of each field
   */
  public static ObservationSpec of(
      List<Map<String, Object>> documents, List<ObservationField> fields, List<String> blocks) {
    List<Map<String, Object>> fieldMaps = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      fieldMaps.add(fieldMap(fields.get(i), blocks.get(i)));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("blocks", documents);
    all.put("fields", fieldMaps);
    String json = CanonicalJson.write(all);
    return new ObservationSpec(fields, blocks, json, CanonicalJson.hash(json));
  }

  private static Map<String, Object> fieldMap(ObservationField field, String block) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", field.name());
    map.put("unit", field.unit());
    map.put("scale", field.scale());
    map.put("low", field.low());
    map.put("high", field.high());
    map.put("block", block);
    return map;
  }

  /** Number of elements. */
  public int size() {
    return fields.size();
  }
}
