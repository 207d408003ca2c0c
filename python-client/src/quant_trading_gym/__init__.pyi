from quant_trading_gym import errors as errors
from quant_trading_gym import jvm as jvm
from quant_trading_gym import onnx as onnx
from quant_trading_gym import training as training
from quant_trading_gym._version import __version__ as __version__
from quant_trading_gym.envs import sb3 as sb3
from quant_trading_gym.envs.hooks import HookStep as HookStep
from quant_trading_gym.envs.hooks import VectorHook as VectorHook
from quant_trading_gym.evaluation import parity as parity
from quant_trading_gym.evaluation import plots as plots
from quant_trading_gym.evaluation import recording as recording
from quant_trading_gym.evaluation.comparison import evaluate as evaluate
from quant_trading_gym.evaluation.seeds import train_seeds as train_seeds
from quant_trading_gym.jvm import server as server
from quant_trading_gym.markets import scenarios as scenarios
from quant_trading_gym.markets.simulation import simulate as simulate

__all__ = [
    "HookStep",
    "VectorHook",
    "__version__",
    "errors",
    "evaluate",
    "jvm",
    "onnx",
    "parity",
    "plots",
    "recording",
    "sb3",
    "scenarios",
    "server",
    "simulate",
    "train_seeds",
    "training",
]
