package io.quanttradinggym.grpc.command;

import io.quanttradinggym.sim.data.LobsterReplay;
import io.quanttradinggym.sim.data.LobsterReplayResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares our book with the one that an exchange published for the same messages. */
public final class ReplayCommand implements Command {
  private static final int MAX_LEVELS = 1_000;

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public Arguments.Usage usage() {
    return new Arguments.Usage(
        List.of("MESSAGE"), List.of("ORDERBOOK"), List.of("levels"), List.of());
  }

  @Override
  public Map<String, Object> run(Arguments arguments, Console console) {
    Path messages = Path.of(arguments.get(0));
    @Nullable Path orderBook = arguments.find(1).map(Path::of).orElse(null);
    try {
      int levels =
          arguments.flag("levels")
              ? arguments.integer("levels", 1, 1, MAX_LEVELS)
              : LobsterReplay.levels(messages, orderBook);
      return document(LobsterReplay.run(messages, orderBook, levels, console.progress("messages")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> document(LobsterReplayResult result) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("rows", result.rows());
    document.put("levels", result.levels());
    document.put("full_depth_match", result.fullDepthMatch());
    document.put("best_match", result.bestMatch());
    document.put("sweeps", result.sweeps());
    document.put("sweeps_reproduced", result.sweepsReproduced());
    document.put("fifo_heads_known", result.knownExecutions());
    document.put("fifo_heads_matched", result.headExecutions());
    document.put("adopted_levels", result.adoptedLevels());
    return document;
  }
}
