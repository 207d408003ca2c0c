package io.quanttradinggym.sim.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quanttradinggym.kit.RealData;
import io.quanttradinggym.sim.book.OrderBook;
import io.quanttradinggym.sim.book.Side;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class OrderStreamReplayTest {
  @TempDir private Path folder;

  /** The answers that five independent engines agree on. */
  @ParameterizedTest
  @CsvSource({
    "stream_small.bin.gz, 200060, 20411, 355464, f61124c1c31ce0e0, 61, 2639, 100005, 100008, 42",
    "stream.bin.xz, 5002000, 584134, 9870977, 1ad16be2bb40db30, 1510, 77031, 100010, 100013, 96"
  })
  void theKnownAnswerIsReached(
      String file,
      long messages,
      long trades,
      long volume,
      String hash,
      int liveOrders,
      long liveQuantity,
      int bid,
      int ask,
      int levels)
      throws IOException {
    OrderStreamResult result =
        OrderStreamReplay.run(RealData.file("matching/" + file), ProgressListener.NONE);
    assertEquals(hash, result.tradeHashHex());
    assertEquals(
        new OrderStreamResult(
            messages,
            trades,
            volume,
            Long.parseUnsignedLong(hash, 16),
            liveOrders,
            liveQuantity,
            bid,
            ask,
            levels),
        result);
  }

  private static ByteBuffer stream(int records) {
    ByteBuffer bytes = ByteBuffer.allocate(64 + 24 * records).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("LOBSTRM1".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(24).putLong(records);
    return bytes.position(64);
  }

  private static void record(ByteBuffer to, int operation, int side, int price, int qty, long id) {
    to.put((byte) operation).put((byte) side).putShort((short) 0);
    to.putInt(price).putInt(qty).putInt(0).putLong(id);
  }

  private Path write(ByteBuffer bytes) throws IOException {
    return Files.write(folder.resolve("stream.bin"), content(bytes));
  }

  private static byte[] content(ByteBuffer bytes) {
    byte[] content = new byte[bytes.capacity()];
    bytes.get(0, content);
    return content;
  }

  private static ByteBuffer threeRecords() {
    ByteBuffer bytes = stream(3);
    record(bytes, 0, 0, 100, 10, 1);
    record(bytes, 0, 1, 100, 4, 2);
    record(bytes, 1, 0, 100, 0, 1);
    return bytes;
  }

  @Test
  void aPlainFileIsReplayed() throws IOException {
    List<Long> heard = new ArrayList<>();
    OrderStreamResult result =
        OrderStreamReplay.run(write(threeRecords()), (done, total) -> heard.add(done));
    long hash = ((1L * 1_000_003 + 2) * 1_000_003 + 100) * 1_000_003 + 4;
    int none = OrderBook.NO_PRICE;
    assertEquals(new OrderStreamResult(3, 1, 4, hash, 0, 0, none, none, 0), result);
    assertEquals(List.of(3L), heard);
  }

  @Test
  void theDecodedRecordsCanBeRead() throws IOException {
    OrderStream stream = OrderStream.read(write(threeRecords()));
    assertEquals(3, stream.size());
    assertEquals(Side.SELL, stream.side(1));
    assertEquals(100, stream.priceTicks(1));
    assertEquals(4, stream.quantityLots(1));
    assertEquals(2, stream.orderId(1));
    assertEquals(List.of(false, true), List.of(stream.isCancel(1), stream.isCancel(2)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, magic",
    "8, version",
    "12, record size",
    "22, records",
    "64, operation",
    "65, side",
    "71, price",
    "75, quantity"
  })
  void aWrongByteIsNamed(int offset, String field) throws IOException {
    Path file = write(threeRecords().put(offset, (byte) 0x81));
    assertEquals(
        field, assertThrows(InvalidDataException.class, () -> OrderStream.read(file)).field());
  }

  @Test
  void aShortFileIsRefused() throws IOException {
    Path file = folder.resolve("short.bin");
    byte[] whole = content(threeRecords());
    for (int length : new int[] {0, 63, 64, 64 + 71}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertEquals(
          "length", assertThrows(InvalidDataException.class, () -> OrderStream.read(file)).field());
    }
  }
}
