"""Makes the tiny ONNX models that the policy tests load.

Run in this folder with the `onnx` package installed: `python make_models.py`. The models carry no metadata: the tests
add what the current specifications say. All see five numbers, and their answers can be worked out by hand.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OBSERVATION = 5
FLOAT, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT64, TensorProto.BOOL


def constant(name: str, values: object, dtype: type = np.float32) -> onnx.TensorProto:
    """An initializer."""
    return numpy_helper.from_array(np.asarray(values, dtype=dtype), name)


# logits = x W + b: action 0 for a large first number, 2 for a large second one, else 1
WEIGHTS = constant("w", [[4, 0, 0], [0, 0, 4], [0, 0, 0], [0, 0, 0], [0, 0, 0]])
BIAS = constant("b", [0, 1, 0])
LAST = constant("last", [1], np.int64)
SUM = constant("ones", np.ones((OBSERVATION, 1)))


def value(name: str, dtype: int, *shape: object) -> onnx.ValueInfoProto:
    """An input or output."""
    return helper.make_tensor_value_info(name, dtype, list(shape))


def pair(name: str) -> onnx.ValueInfoProto:
    """Two numbers per observation."""
    return value(name, FLOAT, "batch", 2)


def cell(name: str) -> onnx.ValueInfoProto:
    """A state of one number."""
    return value(name, FLOAT, 1, "batch", 1)


def save(name: str, nodes: list, inputs: list, outputs: list, initializers: list) -> None:
    """Checks and writes one model."""
    graph = helper.make_graph(nodes, name, inputs, outputs, initializers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], producer_name="tests")
    model.ir_version = 10
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, str(Path(__file__).parent / f"{name}.onnx"))


X = value("observation", FLOAT, "batch", OBSERVATION)
HEAD = [
    helper.make_node("MatMul", ["observation", "w"], ["xw"]),
    helper.make_node("Add", ["xw", "b"], ["logits"]),
]
ARGMAX = helper.make_node("ArgMax", ["logits"], ["action"], axis=1, keepdims=0)
ACTION = value("action", INT64, "batch")
LOGITS = value("logits", FLOAT, "batch", 3)


def main() -> None:
    """Writes all models."""
    critic = [
        helper.make_node("MatMul", ["observation", "ones"], ["sum"]),
        helper.make_node("Squeeze", ["sum", "last"], ["value"]),
    ]
    save(
        "actor-critic",
        [*HEAD, ARGMAX, *critic],
        [X],
        [ACTION, LOGITS, value("value", FLOAT, "batch")],
        [WEIGHTS, BIAS, SUM, LAST],
    )
    q = [
        helper.make_node("MatMul", ["observation", "w"], ["xw"]),
        helper.make_node("Add", ["xw", "b"], ["q_values"]),
        helper.make_node("ArgMax", ["q_values"], ["action"], axis=1, keepdims=0),
    ]
    save("q-network", q, [X], [ACTION, value("q_values", FLOAT, "batch", 3)], [WEIGHTS, BIAS])
    # mean = the first two numbers, action = mean within [-1, 1]
    box = [
        helper.make_node("Slice", ["observation", "from", "to", "last"], ["mean"]),
        helper.make_node("Clip", ["mean", "low", "high"], ["action"]),
        helper.make_node("Mul", ["mean", "zero"], ["log_std"]),
    ]
    save(
        "gaussian",
        box,
        [X],
        [pair("action"), pair("mean"), pair("log_std")],
        [
            constant("from", [0], np.int64),
            constant("to", [2], np.int64),
            LAST,
            constant("low", -1),
            constant("high", 1),
            constant("zero", 0),
        ],
    )
    # h counts the decisions of the episode, c halves them; logits prefer the action whose number is h - 1
    state = [
        helper.make_node("Sub", ["one", "episode_start"], ["keep"]),
        helper.make_node("Mul", ["h", "keep"], ["kept"]),
        helper.make_node("Add", ["kept", "one"], ["h_out"]),
        helper.make_node("Mul", ["h_out", "half"], ["c_out"]),
        helper.make_node("ReduceSum", ["h_out", "first"], ["count"], keepdims=0),
        helper.make_node("Sub", ["count", "targets"], ["gap"]),
        helper.make_node("Abs", ["gap"], ["distance"]),
        helper.make_node("Neg", ["distance"], ["closeness"]),
        helper.make_node("ReduceMin", ["c", "all"], ["c_min"], keepdims=0),
        helper.make_node("Mul", ["c_min", "zero"], ["nothing"]),
        helper.make_node("Add", ["closeness", "nothing"], ["logits"]),
        ARGMAX,
    ]
    save(
        "recurrent",
        state,
        [X, cell("h"), cell("c"), value("episode_start", FLOAT, "batch")],
        [ACTION, LOGITS, cell("h_out"), cell("c_out")],
        [
            constant("one", 1),
            constant("half", 0.5),
            constant("zero", 0),
            constant("targets", [1, 2, 3]),
            constant("first", [0], np.int64),
            constant("all", [0, 1, 2], np.int64),
        ],
    )
    masked = [
        helper.make_node("MatMul", ["observation", "w"], ["xw"]),
        helper.make_node("Add", ["xw", "b"], ["free"]),
        helper.make_node("Where", ["action_mask", "free", "never"], ["logits"]),
        ARGMAX,
    ]
    save(
        "masked",
        masked,
        [X, value("action_mask", BOOL, "batch", 3)],
        [ACTION, LOGITS],
        [WEIGHTS, BIAS, constant("never", -1e8)],
    )
    save("no-action", HEAD, [X], [LOGITS], [WEIGHTS, BIAS])
    ahead = helper.make_node("Add", ["observation", "future"], ["both"])
    peek = [ahead, helper.make_node("ArgMax", ["both"], ["action"], axis=1, keepdims=0)]
    save("needs-the-future", peek, [X, value("future", FLOAT, "batch", OBSERVATION)], [ACTION], [])
    # the number of the largest observation: up to 4
    far = [helper.make_node("ArgMax", ["observation"], ["action"], axis=1, keepdims=0)]
    save("out-of-space", far, [X], [ACTION], [])


if __name__ == "__main__":
    main()
