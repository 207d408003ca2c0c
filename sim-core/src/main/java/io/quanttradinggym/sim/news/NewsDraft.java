package io.quanttradinggym.sim.news;

import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.state.Stateful;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.sim.market.NewsItem;
import io.quanttradinggym.sim.market.NewsKind;
import java.util.List;

/** A reusable news item. */
public final class NewsDraft implements NewsItem, Stateful {
  private static final int NO_SECTOR = -1;
  private static final NewsKind[] KINDS = NewsKind.values();

  private final List<String> sectors;
  private NewsKind kind = NewsKind.EARNINGS;
  private long timeNanos;
  private int source;
  private int instrument = ALL;
  private int sector = NO_SECTOR;
  private double surprise;
  private double earningsChange;
  private double growthChange;
  private double rateChange;
  private double otherChange;
  private double overreaction;
  private long halfLifeNanos;

  /**
   * @param sectors possible values of {@link #sector}
   */
  NewsDraft(List<String> sectors) {
    this.sectors = sectors;
  }

  void begin(NewsKind about, long releaseNanos, double deviations) {
    kind = about;
    timeNanos = releaseNanos;
    surprise = deviations;
    instrument = ALL;
    sector = NO_SECTOR;
    earningsChange = 0;
    growthChange = 0;
    rateChange = 0;
    otherChange = 0;
    overreaction = 0;
    halfLifeNanos = 0;
  }

  void setSource(int number) {
    source = number;
  }

  /** Index of the source of the item. */
  public int source() {
    return source;
  }

  public NewsDraft instrument(int index) {
    instrument = index;
    return this;
  }

  /**
   * @param index index among the sectors of the simulation; see {@link NewsSetup#sectors}
   */
  public NewsDraft sector(int index) {
    sector = index;
    return this;
  }

  public NewsDraft earningsChange(double change) {
    earningsChange = change;
    return this;
  }

  public NewsDraft growthChange(double change) {
    growthChange = change;
    return this;
  }

  public NewsDraft rateChange(double change) {
    rateChange = change;
    return this;
  }

  public NewsDraft otherChange(double change) {
    otherChange = change;
    return this;
  }

  /**
   * @param share overreaction as a share of the lasting change; it is added to the change and
   *     decays
   */
  void overreact(double share, long halfLife) {
    overreaction = share * valueChange();
    halfLifeNanos = halfLife;
  }

  void copyFrom(NewsDraft other) {
    begin(other.kind, other.timeNanos, other.surprise);
    source = other.source;
    instrument = other.instrument;
    sector = other.sector;
    earningsChange = other.earningsChange;
    growthChange = other.growthChange;
    rateChange = other.rateChange;
    otherChange = other.otherChange;
    overreaction = other.overreaction;
    halfLifeNanos = other.halfLifeNanos;
  }

  @Override
  public NewsKind kind() {
    return kind;
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public int instrument() {
    return instrument;
  }

  @Override
  public String sector() {
    return sector == NO_SECTOR ? "" : sectors.get(sector);
  }

  @Override
  public double surprise() {
    return surprise;
  }

  @Override
  public double earningsChange() {
    return earningsChange;
  }

  @Override
  public double growthChange() {
    return growthChange;
  }

  @Override
  public double rateChange() {
    return rateChange;
  }

  @Override
  public double otherChange() {
    return otherChange;
  }

  @Override
  public double overreaction() {
    return overreaction;
  }

  @Override
  public long halfLifeNanos() {
    return halfLifeNanos;
  }

  @Override
  public void save(StateWriter out) {
    out.writeByte(kind.ordinal());
    out.writeLong(timeNanos);
    out.writeInt(source);
    out.writeInt(instrument);
    out.writeInt(sector);
    out.writeDouble(surprise);
    out.writeDouble(earningsChange);
    out.writeDouble(growthChange);
    out.writeDouble(rateChange);
    out.writeDouble(otherChange);
    out.writeDouble(overreaction);
    out.writeLong(halfLifeNanos);
  }

  @Override
  public void load(StateReader in) {
    kind = KINDS[in.readIndexByte(KINDS.length)];
    timeNanos = in.readLong(0, Times.MAX_NANOS);
    source = in.readInt();
    instrument = in.readInt(ALL, Integer.MAX_VALUE);
    sector = in.readInt(NO_SECTOR, sectors.size() - 1);
    surprise = in.readFinite();
    earningsChange = in.readFinite();
    growthChange = in.readFinite();
    rateChange = in.readFinite();
    otherChange = in.readFinite();
    overreaction = in.readFinite();
    halfLifeNanos = in.readLong(0, Times.MAX_NANOS);
  }
}
