package io.quanttradinggym.sim.data;

import java.io.InputStream;

/**
 * Uncompressed bytes of a file.
 *
 * @param name name of the file in errors
 */
public record NamedInput(String name, InputStream bytes) {}
