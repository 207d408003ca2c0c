package io.quanttradinggym.gym.observation;

import com.google.auto.service.AutoService;
import io.quanttradinggym.base.parameter.ParameterSpec;
import io.quanttradinggym.base.parameter.Parameters;
import io.quanttradinggym.gym.api.ObservationField;
import io.quanttradinggym.gym.view.View;
import io.quanttradinggym.gym.view.Views;
import java.util.List;
import java.util.Set;

/** Risk of the positions together. */
@AutoService(ObservationBlockType.class)
public final class PortfolioRiskBlock implements ObservationBlockType {
  private static final int MAX_INSTRUMENTS = 50;

  @Override
  public String type() {
    return "portfolio-risk";
  }

  @Override
  public String description() {
    return "Risk of the positions in some instruments, at mid prices, with v the value of a position, "
        + "w = v / equity, σ and ρ the volatilities and correlations of the logarithmic returns of "
        + "bars: gross exposure Σ|w|, net exposure Σw, concentration Σv² / (Σ|v|)² (1 = one "
        + "position), correlation of the positions Σρv₁v₂ / Σ|v₁v₂| over all pairs, and beta to "
        + "the equally weighted mean of the instruments, cov(Σwr, r̄) / var(r̄). Correlation and "
        + "beta are 0 until there are enough bars.";
  }

  @Override
  public Set<View> needs() {
    return View.setOf(View.PRICES, View.ACCOUNT, View.FEATURES);
  }

  @Override
  public List<ParameterSpec> parameters() {
    return List.of(
        ParameterSpec.integers(
            "instruments",
            "",
            List.of(0L, 1L),
            0,
            999,
            "Indices of the instruments: 2 to " + MAX_INSTRUMENTS + ", each once."),
        ParameterSpec.integer(
            "window", "bars", 20L, 2, 1_000, "Look-back window of correlation and beta."),
        FeatureKeys.interval(),
        Fields.clipParameter());
  }

  @Override
  public ObservationBlock create(Parameters parameters) {
    int[] instruments = parameters.getIndices("instruments", 2, MAX_INSTRUMENTS);
    double clip = parameters.getDouble("clip");
    List<ObservationField> fields =
        new Fields()
            .positive("gross_exposure", "fraction of equity", 1, clip)
            .signed("net_exposure", "fraction of equity", 1, clip)
            .fraction("concentration")
            .signed("position_correlation", "", 1, 1)
            .signed("portfolio_beta", "", 1, clip)
            .toList();
    Covariances covariances =
        new Covariances(instruments, parameters.getLong("window"), parameters.getNanos("interval"));
    return new Block(instruments, covariances, fields);
  }

  private static final class Block implements ObservationBlock {
    private final int[] instruments;
    private final Covariances covariances;
    private final List<ObservationField> fields;
    private final double[] values; // of the positions, in millionths of the currency

    Block(int[] instruments, Covariances covariances, List<ObservationField> fields) {
      this.instruments = instruments;
      this.covariances = covariances;
      this.fields = fields;
      values = new double[instruments.length];
    }

    @Override
    public List<ObservationField> fields() {
      return fields;
    }

    @Override
    public void request(FeatureRequests requests) {
      covariances.request(requests);
    }

    @Override
    public void write(Views views, double[] raw, int offset) {
      double gross = 0;
      double net = 0;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        int instrument = instruments[i];
        values[i] =
            views.prices().midTicks(instrument)
                * views.prices().tickSizeMicros(instrument)
                * views.account().positionLots(instrument);
        gross += Math.abs(values[i]);
        net += values[i];
        squares += values[i] * values[i];
      }
      // Without equity, every exposure is at its bound.
      double equity = Math.max(0, views.account().equityMicros());
      covariances.read(views.features());
      raw[offset] = gross / equity;
      raw[offset + 1] = net / equity;
      raw[offset + 2] = gross == 0 ? 0 : squares / (gross * gross);
      raw[offset + 3] = covariances.correlation(values);
      raw[offset + 4] = covariances.beta(values) / equity;
    }
  }
}
