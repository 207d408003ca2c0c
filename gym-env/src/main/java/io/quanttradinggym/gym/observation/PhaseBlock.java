package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import io.quanttradinggym.sim.book.TradingPhase;
import java.util.List;
import java.util.Set;

/** The trading phase. */
@AutoService(ObservationBlockType.class)
public final class PhaseBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "phase";
  }

  @Override
  public String description() {
    return "Trading phase of an instrument: one field each for continuous trading, an auction call "
        + "and a halt, of which one is 1 and the others are 0.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.BOOK);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Fields.instrumentParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    return new Block(parameters.getInt("instrument"));
  }

  private record Block(int instrument) implements ObservationBlock {
    @Override
    public List<ObservationField> fields() {
      return new Fields(instrument)
          .fraction("phase_continuous")
          .fraction("phase_auction_call")
          .fraction("phase_halted")
          .toList();
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      TradingPhase phase = views.book().phase(instrument);
      raw[offset] = phase == TradingPhase.CONTINUOUS ? 1 : 0;
      raw[offset + 1] = phase == TradingPhase.AUCTION_CALL ? 1 : 0;
      raw[offset + 2] = phase == TradingPhase.HALTED ? 1 : 0;
    }
  }
}
