package io.quanttradinggym.sim.data;

import io.quanttradinggym.base.collection.DoubleList;
import io.quanttradinggym.base.parameter.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A column of positive numbers in a comma-separated file, with or without a header line. */
public final class NumberColumn {
  private static final String ALLOWED = "a positive number";

  private NumberColumn() {}

  /**
   * Reads the whole column. Errors name the line, not its content.
   *
   * @param file plain, .gz or .xz
   * @param column from 0
   */
  public static double[] read(Path file, int column) {
    DoubleList values = new DoubleList();
    int number = 0;
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(DataFiles.open(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        double value = parse(line, column);
        if (value > 0 && Double.isFinite(value)) {
          values.add(value);
        } else if (number > 1 && !line.isBlank()) {
          throw bad(file, "line " + number + ", column " + column);
        }
      }
    } catch (IOException e) {
      throw new InvalidInputException("file", file, "a readable file");
    }
    if (values.size() == 0) {
      throw bad(file, "column " + column);
    }
    return values.toArray();
  }

  private static InvalidInputException bad(Path file, String where) {
    return new InvalidInputException("file", "(" + file + ", " + where + ")", ALLOWED);
  }

  private static double parse(String line, int column) {
    String[] cells = line.split(",", -1);
    try {
      return column < cells.length ? Double.parseDouble(cells[column].strip()) : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
