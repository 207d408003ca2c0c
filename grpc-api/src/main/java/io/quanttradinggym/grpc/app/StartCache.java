package io.quanttradinggym.grpc.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the file with which later virtual machines start faster: an ahead-of-time cache of the
 * classes and profiles of a {@link Rehearsal}. The file appears complete or not at all.
 */
public final class StartCache {
  private static final long MAX_SECONDS = 300;

  private StartCache() {}

  /**
   * Makes the file, or fails.
   *
   * @param args path of the file, then the options of the virtual machines that will use it
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (!make(Path.of(args[0]), Arrays.asList(args).subList(1, args.length))) {
      throw new IOException("the virtual machine made no cache");
    }
  }

  /** Returns whether the file was made. */
  static boolean make(Path target, List<String> options) throws IOException, InterruptedException {
    String name = target.getFileName() + ".unfinished-" + ProcessHandle.current().pid();
    Path unfinished = target.resolveSibling(name);
    Path recording = target.resolveSibling(name + ".config");
    try {
      boolean made =
          succeeds(options, "-XX:AOTCacheOutput=" + unfinished, Rehearsal.class.getName())
              && succeeds(options, "-XX:AOTMode=on", "-XX:AOTCache=" + unfinished, "-version");
      if (made) {
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
      }
      return made;
    } finally {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(recording);
    }
  }

  /** Runs a virtual machine with the class path of this one. */
  private static boolean succeeds(List<String> options, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      return false;
    }
    return process.exitValue() == 0;
  }
}
