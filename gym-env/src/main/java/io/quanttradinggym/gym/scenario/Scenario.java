package io.quanttradinggym.gym.scenario;

import io.quanttradinggym.gym.api.CanonicalJson;
import io.quanttradinggym.gym.config.Documents;
import java.util.Collections;
import java.util.Map;

/**
 * A market and the task in it. Immutable; created by {@link ScenarioLoader}.
 *
 * @param environment Gymnasium id; empty if there is none
 * @param market market section, as read by its type
 * @param effective the whole scenario as a document, every default filled in
 */
public record Scenario(
    String name,
    String title,
    String environment,
    String description,
    Market market,
    Map<String, Object> effective) {
  public Scenario {
    effective = Collections.unmodifiableMap(effective);
  }

  /** Creates a factory of environments of this scenario. */
  public EnvironmentFactory environments(EnvironmentOptions options) {
    return market.environments(this, options);
  }

  public String effectiveYaml() {
    return Documents.toYaml(effective);
  }

  /** The effective scenario as canonical JSON: equal scenarios have equal texts. */
  public String canonicalJson() {
    return CanonicalJson.write(effective);
  }

  /** SHA-256 of {@link #canonicalJson}: scenarios with equal hashes are equal. */
  public String hash() {
    return CanonicalJson.hash(canonicalJson());
  }

  public String effectiveJson() {
    return Documents.toJson(effective);
  }
}
