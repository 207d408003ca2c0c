package io.quanttradinggym.gym.rollout;

/**
 * Everything that a policy saw and did in one episode.
 *
 * @param seed unsigned
 * @param steps number of decisions
 * @param observationSize columns of {@code observations}
 * @param outputSize columns of {@code outputs}; 0 for baselines
 * @param actionSize columns of {@code actions}
 * @param observations row-major (steps, observationSize): what was seen at each decision
 * @param outputs row-major (steps, outputSize): logits, Q-values or means
 * @param actions row-major (steps, actionSize); rows of -1 (NaN in a BOX) where a baseline acted
 *     past the action scheme
 * @param rewards (steps); empty for agents of a population
 * @param startingEquity in currency before the first step
 * @param equity (steps), in currency after each step
 * @param position (steps), of the traded instrument in lots after each step
 * @param midTicks (steps), of the traded instrument after each step
 * @param digest of all book events
 * @param ordersDigest of the orders and cancels sent
 * @param episodeReturn sum of the rewards; 0 for agents of a population
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of columns, written once
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
