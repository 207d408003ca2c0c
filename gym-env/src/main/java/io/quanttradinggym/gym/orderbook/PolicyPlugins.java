package io.quanttradinggym.gym.orderbook;

import io.quanttradinggym.base.parameter.InvalidInputException;
import io.quanttradinggym.base.parameter.Plugins;
import io.quanttradinggym.gym.action.ActionSchemeType;
import io.quanttradinggym.gym.config.Configured;
import io.quanttradinggym.gym.config.Documents;
import io.quanttradinggym.gym.observation.ObservationBlockType;
import io.quanttradinggym.gym.observation.ObservedBlock;
import io.quanttradinggym.gym.policy.OnnxModel;
import io.quanttradinggym.gym.policy.PolicyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The observation blocks and the action scheme that a policy was trained with, rebuilt from its
 * metadata.
 */
record PolicyPlugins(List<ObservedBlock> blocks, Configured<ActionSchemeType> scheme) {
  static PolicyPlugins of(OnnxModel model) {
    try {
      return new PolicyPlugins(blocks(model), scheme(model));
    } catch (InvalidInputException e) {
      throw new PolicyException(model.name(), "invalid metadata: " + e.getMessage());
    }
  }

  private static List<ObservedBlock> blocks(OnnxModel model) {
    Map<String, Object> spec =
        Documents.parseJson(model.require("observation_spec"), "qtg.observation_spec");
    Plugins<ObservationBlockType> plugins = Plugins.load(ObservationBlockType.class);
    List<ObservedBlock> blocks = new ArrayList<>();
    if (spec.get("blocks") instanceof List<?> list) {
      for (Object block : list) {
        blocks.add(ObservedBlock.of(plugins, mapping(block), "blocks[" + blocks.size() + "]"));
      }
    }
    return blocks;
  }

  private static Configured<ActionSchemeType> scheme(OnnxModel model) {
    Map<String, Object> spec = Documents.parseJson(model.require("action_spec"), "qtg.action_spec");
    Plugins<ActionSchemeType> plugins = Plugins.load(ActionSchemeType.class);
    return Configured.of(plugins, mapping(spec.get("scheme")), "scheme");
  }

  private static Map<String, Object> mapping(@Nullable Object value) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, content) -> mapping.put(String.valueOf(key), content));
    }
    return mapping;
  }
}
