// Plays a minute of market making on a running server, from Node.js: no generated code, no part of the Python package.
//
//   qtg serve --port 50051 --token-file token
//   npm install
//   node client.js 127.0.0.1:50051 token "$(python -c 'from importlib.resources import files; print(files("quant_trading_gym") / "proto")')"
import { readFileSync } from "node:fs";
import grpc from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";

const PROTOCOL = 2;
const [address, tokenFile, protoRoot, seed = "7"] = process.argv.slice(2);
if (protoRoot === undefined) {
  console.error("usage: node client.js HOST:PORT TOKEN_FILE PROTO_ROOT [SEED]");
  process.exit(2);
}

const files = ["session", "environment"].map((name) => `quanttradinggym/v1/${name}.proto`);
const definition = loadSync(files, { includeDirs: [protoRoot], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true });
const { v1 } = grpc.loadPackageDefinition(definition).quanttradinggym;

// Environments belong to the connection that made them, so that both services share one.
const credentials = grpc.credentials.createInsecure();
const channel = new grpc.Channel(address, credentials, { "grpc.max_receive_message_length": 256 * 1024 * 1024 });
const options = { channelOverride: channel };
const sessions = new v1.SessionService(address, credentials, options);
const environments = new v1.EnvironmentService(address, credentials, options);
const metadata = new grpc.Metadata();
metadata.set("authorization", `Bearer ${readFileSync(tokenFile, "utf8").trim()}`);

const call = (client, method, request) =>
  new Promise((resolve, reject) =>
    client[method](request, metadata, (error, response) => (error ? reject(error) : resolve(response))),
  );

// One request, one response, in order.
function exchange(stream, request) {
  return new Promise((resolve, reject) => {
    const settle = (action) => (value) => {
      stream.removeAllListeners();
      stream.on("error", () => {});
      action(value);
    };
    stream.once("data", settle((response) => (response.error ? reject(new Error(response.error.message)) : resolve(response))));
    stream.once("error", settle(reject));
    stream.write(request);
  });
}

async function play() {
  const hello = await call(sessions, "Handshake", { protocol: PROTOCOL, build_version: "example" });
  console.log(`server ${hello.build_version}, protocol ${hello.protocol}`);

  const made = await call(environments, "CreateEnvironment", {
    scenario: { name: "market-making", overrides_json: JSON.stringify({ episode: { duration: "60s" } }) },
    num_envs: 1,
    autoreset_mode: "AUTORESET_MODE_DISABLED",
    info_every_step: true,
  });
  console.log(`observation of ${made.spec.observation.fields.length} fields`);

  const stream = environments.RunEnvironment(metadata);
  await exchange(stream, { environment_id: made.environment_id, reset: { seeds: [seed] } });
  const actions = Buffer.alloc(4); // int32, little-endian: the first action, in every step
  let [total, ended, info] = [0, false, undefined];
  while (!ended) {
    const { step } = await exchange(stream, { step: { actions } });
    total += step.rewards.readDoubleLE(0);
    ended = step.terminated[0] === 1 || step.truncated[0] === 1;
    info = step.infos[0];
  }
  stream.end();
  await call(environments, "CloseEnvironment", { environment_id: made.environment_id });
  console.log(`return ${total.toFixed(6)}, ${info.episode_length} steps, market ${info.digest}`);
}

try {
  await play();
} catch (problem) {
  console.error(problem.message);
  process.exitCode = 1;
} finally {
  channel.close();
}
