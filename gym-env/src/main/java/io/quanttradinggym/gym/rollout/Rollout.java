package io.quanttradinggym.gym.rollout;

/**
 * Observations, actions and results of one episode.
 *
 * @param seed unsigned
 * @param steps number of decisions
 * @param observationSize columns of {@code observations}
 * @param outputSize columns of {@code outputs}; 0 for baselines
 * @param actionSize columns of {@code actions}
 * @param observations row-major (steps, observationSize): the observation at each decision
 * @param outputs row-major (steps, outputSize): logits, Q-values or means
 * @param actions row-major (steps, actionSize); rows of -1 (NaN in a BOX) where a baseline bypassed
 *     the action scheme
 * @param rewards (steps); empty for agents of a population
 * @param startingEquity in currency, before the first step
 * @param equity (steps), in currency, after each step
 * @param position (steps), of the traded instrument, in lots, after each step
 * @param midTicks (steps), of the traded instrument after each step
 * @param digest digest of all book events
 * @param ordersDigest digest of the orders and cancels sent
 * @param episodeReturn sum of the rewards; 0 for agents of a population
 */
@SuppressWarnings("ArrayRecordComponent") // holds columns, written once
public record Rollout(
    long seed,
    int steps,
    int observationSize,
    int outputSize,
    int actionSize,
    float[] observations,
    float[] outputs,
    float[] actions,
    double[] rewards,
    double startingEquity,
    double[] equity,
    long[] position,
    double[] midTicks,
    long digest,
    long ordersDigest,
    double episodeReturn) {}
