package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.base.state.StateReader;
import io.quanttradinggym.base.state.StateWriter;
import io.quanttradinggym.base.unit.Times;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.AccountView;
import io.quanttradinggym.gym.view.RefusalReasons;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What was refused since the last decision. */
@AutoService(ObservationBlockType.class)
public final class RefusalsBlock implements ObservationBlockType {
  @Override
  public String type() {
    return "refusals";
  }

  @Override
  public String description() {
    return "Number of requests that the exchange or the action scheme refused or cut since the last "
        + "decision, one field for each reason of info[\"refusals\"]. Refusals are known when their "
        + "report arrives.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.ACCOUNT);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    Fields fields = new Fields();
    for (String reason : RefusalReasons.NAMES) {
      fields.positive("refused_" + reason, "requests", 1, parameters.getDouble("clip"));
    }
    return new Block(fields.toList());
  }

  private static final class Block implements ObservationBlock {
    private final List<ObservationField> fields;
    private final long[] before;

    Block(List<ObservationField> fields) {
      this.fields = fields;
      before = new long[fields.size()];
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void reset(Views views) {
      Arrays.fill(before, 0);
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      AccountView account = views.account();
      for (int i = 0; i < before.length; i++) {
        long now = account.refusals(i);
        raw[offset + i] = now - before[i];
        before[i] = now;
      }
    }

    @Override
    public void save(StateWriter out) {
      out.writeLongs(before, 0, before.length);
    }

    @Override
    public void load(StateReader in) {
      in.readLongs(before, 0, before.length, 0, Times.MAX_NANOS);
    }
  }
}
