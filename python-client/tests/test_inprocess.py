"""What can go wrong with a virtual machine inside a Python process. Each case has a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from kit.places import ID
from kit.waiting import HANG_SECONDS

import quant_trading_gym
from quant_trading_gym.jvm import inprocess, java

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not inprocess.tested_here(), reason="the engine in the process is not tested here"),
]

BEGIN = f"""
import os, signal, sys, threading, time
import gymnasium as gym, numpy as np, quant_trading_gym as qtg
from quant_trading_gym import errors

LONG = {{
    "population": [
        {{"type": "market-maker", "count": 3}},
        {{"type": "noise", "count": 100, "mean_interval": "1ms"}},
    ],
    "session": {{"warmup": "0s"}},
    "episode": {{"start": "100ms", "duration": "4h", "decision_interval": "4h"}},
}}

def make(transport="inprocess", **options):
    return gym.make({ID!r}, transport=transport, **options)

def carrier(env):
    stream = env.unwrapped._stream
    return type(getattr(stream, "_engine", stream)).__name__

def play(env, steps=50, seed=1):
    env.reset(seed=seed)
    for step in range(steps):
        last = env.step(step % 4)
    return int(last[4]["digest"])
"""


def python(code, *, status=0, environment=None, arguments=(), **options):
    """Runs a script; returns what it prints and what it writes to standard error."""
    ended = subprocess.run(
        [sys.executable, *arguments, "-c", BEGIN + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        timeout=2 * HANG_SECONDS,
        env=environment,
        **options,
    )
    assert ended.returncode == status, f"{ended.returncode}\n{ended.stdout}\n{ended.stderr}"
    return ended.stdout.strip(), ended.stderr


INTERRUPTED = """
    env = make(overrides=LONG)
    env.reset(seed=1)
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    begun = time.monotonic()
    try:
        env.step(0)
    except KeyboardInterrupt:
        print("interrupted", time.monotonic() - begun < 5)
    try:
        env.step(0)
    except errors.ResetNeeded:
        print("reset needed")
    env.reset(seed=1)
    other = make()
    print(play(other) == play(make("grpc")))
"""


def test_control_c_ends_a_long_step_and_a_reset_makes_the_environment_usable():
    out, _ = python(INTERRUPTED)
    assert out.split("\n") == ["interrupted True", "reset needed", "True"]


def test_control_c_ends_a_long_reset():
    out, _ = python("""
        overrides = LONG | {"episode": {"start": "4h", "duration": "1s", "decision_interval": "1s"}}
        env = make(overrides=overrides)
        threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        try:
            env.reset(seed=1)
        except KeyboardInterrupt:
            print("interrupted")
        try:
            env.step(0)
        except errors.ResetNeeded:
            print("reset needed")
    """)
    assert out.split("\n") == ["interrupted", "reset needed"]


def test_control_c_ends_the_receipt_of_a_long_step():
    out, _ = python("""
        envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=2, transport="inprocess", overrides=LONG)
        envs.reset(seed=1)
        threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        envs.send(np.zeros(2, dtype=int))
        try:
            envs.recv()
        except KeyboardInterrupt:
            print("interrupted")
        for call in (lambda: envs.step(np.zeros(2, dtype=int)), envs.recv):
            try:
                call()
            except errors.ResetNeeded:
                print("reset needed")
        envs.reset(seed=1)
        print("reset")
    """)
    assert out.split("\n") == ["interrupted", "reset needed", "reset needed", "reset"]


def test_control_c_between_send_and_recv_leaves_the_step():
    out, _ = python("""
        make_vec = lambda: gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=40, transport="inprocess")
        envs, actions = make_vec(), np.ones(40, dtype=int)
        envs.reset(seed=1)
        threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        try:
            envs.send(actions)
            time.sleep(60)
        except KeyboardInterrupt:
            results = envs.recv()
        other = make_vec()
        other.reset(seed=1)
        print(np.array_equal(results[0], other.step(actions)[0]))
    """)
    assert out == "True"


def test_control_c_ends_a_control_call_and_what_it_has_begun():
    out, _ = python("""
        from quant_trading_gym.jvm import inprocess
        make()
        taken = inprocess.engine(qtg.server.options()).functions
        def create(n):
            return gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=n, transport="inprocess")
        try:
            create(60_000)
        except errors.Error as error:
            assert error.field == "environment_memory"
            share = float(error.value.split()[0]) / float(error.allowed.split()[2])
        n = int(0.6 * 60_000 / share)  # there is no place for two
        def interrupt():
            while not begun:
                time.sleep(0.001)
            os.kill(os.getpid(), signal.SIGINT)
        call, begun = taken.call, []
        def calling(*arguments):
            handle = call(*arguments)
            if b"Create" in arguments[0]:
                begun.append(handle)
            return handle
        taken.call = calling
        for _ in range(3):
            begun.clear()
            threading.Thread(target=interrupt).start()
            try:
                create(n)
            except KeyboardInterrupt:
                print("interrupted")
        taken.call = call
        def fits():
            try:
                return create(n)
            except errors.Error as error:
                assert error.field == "environment_memory"
        deadline = time.monotonic() + 60
        while not fits() and time.monotonic() < deadline:
            time.sleep(0.1)
        print(time.monotonic() < deadline)
    """)
    assert out.split("\n") == ["interrupted"] * 3 + ["True"]


# The processor time of the caller is at most the time that a call takes, and no other process adds to it.
WATCH = """
    def watch(functions):
        longest, calls = {}, {}
        def watched(name, function):
            def call(*arguments):
                begun = time.thread_time()
                result = function(*arguments)
                longest[name] = max(longest.get(name, 0), time.thread_time() - begun)
                calls[name] = calls.get(name, 0) + 1
                return result
            return call
        for name in list(vars(functions)):
            setattr(functions, name, watched(name, getattr(functions, name)))
        return longest, calls
"""


@pytest.mark.parametrize(
    ("num_envs", "overrides"),
    [(1, 'LONG | {"episode": {"start": "10s", "duration": "10s", "decision_interval": "10s"}}'), (2000, "{}")],
    ids=["a long step", "many environments"],
)
def test_no_call_of_the_engine_is_long(num_envs, overrides):
    out, _ = python(
        textwrap.dedent(WATCH)
        + textwrap.dedent(f"""
        make()
        from quant_trading_gym.jvm import inprocess
        longest, calls = watch(inprocess.engine(qtg.server.options()).functions)
        options = {{"threads": 1, "overrides": {overrides}, "transport": "inprocess"}}
        envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs={num_envs}, **options)
        actions = np.zeros({num_envs}, dtype=int)
        envs.reset(seed=1)
        envs.step(actions)
        envs.reset()
        envs.send(actions)
        envs.recv()
        envs.close()
        print(max(longest.values()) < 0.25, calls["resume"] > 10)
        print(longest, calls)
    """)
    )
    assert out.startswith("True True"), out


def test_handlers_and_number_format_are_those_of_before():
    out, _ = python("""
        import ctypes, locale
        c = ctypes.CDLL(None)
        def seen():
            action, handlers = ctypes.create_string_buffer(256), []
            for name in ("INT", "TERM", "HUP", "QUIT", "CHLD", "ALRM"):
                number = getattr(signal, f"SIG{name}")
                c.sigaction(number, None, action)
                handlers.append((signal.getsignal(number), action.raw[:8]))
            text = ctypes.create_string_buffer(16)
            c.snprintf(text, 16, b"%.2f", ctypes.c_double(1.5))
            return handlers, text.value, locale.localeconv(), locale.setlocale(locale.LC_ALL), f"{1.5:n}"
        signal.signal(signal.SIGALRM, lambda *_: None)
        before = seen()
        env = make()
        play(env)
        print(seen() == before)
    """)
    assert out == "True"


def test_sigterm_reaches_the_handler_of_python():
    out, _ = python(
        """
        signal.signal(signal.SIGTERM, lambda *_: (print("handled"), sys.exit(5)))
        env = make(overrides=LONG)
        env.reset(seed=1)
        threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()
        env.step(0)
        """,
        status=5,
    )
    assert out == "handled"


def test_sigterm_without_a_handler_ends_the_process():
    python("env = make(); play(env); os.kill(os.getpid(), signal.SIGTERM); time.sleep(60)", status=-signal.SIGTERM)


# A null check that fails, and stops of threads for collections, come to the JVM as SIGSEGV.
FAULTS = """
    play(env, 300)
    many = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=64, transport="inprocess")
    many.reset(seed=1)
    for _ in range(20):
        many.step(many.action_space.sample())
    try:
        env.unwrapped.restore(b"no snapshot")
    except errors.ArgumentError:
        pass
    import ctypes
    functions = env.unwrapped._stream._engine.functions
    fault = functions.step(ctypes.c_int64(0))  # fails, with an exception
    assert fault < 0
    print("steps on")
"""


@pytest.mark.parametrize(
    "before",
    [
        "env = make(); faulthandler.enable()",
        "faulthandler.enable(); env = make()",
        "faulthandler.enable(); env = make(); faulthandler.disable()",
        "env = make(); faulthandler.enable(); play(env); faulthandler.disable()",
        "env = make(); play(env); faulthandler.enable(); play(env); faulthandler.disable(); faulthandler.enable()",
    ],
)
def test_faulthandler_may_be_enabled_and_disabled_at_any_time(before):
    out, _ = python(f"    import faulthandler\n    {before}\n    {PROVOKE}\n{FAULTS}")
    assert out == "SIGSEGV is the JVM's\nsteps on"


PROVOKE = """
    env.reset(seed=1)
    env.step(0)
    import ctypes
    now = ctypes.create_string_buffer(256)
    ctypes.CDLL(None).sigaction(signal.SIGSEGV, None, now)
    handler = ctypes.c_void_p.from_buffer(now).value
    with open("/proc/self/maps") as maps:
        for line in maps:
            low, high = (int(address, 16) for address in line.split()[0].split("-"))
            if low <= handler < high:
                print("SIGSEGV is the JVM's" if "libjvm.so" in line else line)
"""


@pytest.mark.parametrize(
    ("code", "warned"),
    [
        ("env = make(); play(env); play(make()); play(make('grpc'))", 0),
        ("import faulthandler; faulthandler.enable(); env = make(); play(env)", 0),
        ("import faulthandler; env = make(); faulthandler.enable(); play(env)", 1),
        ("import faulthandler; env = make(); faulthandler.enable(); play(env); faulthandler.disable(); play(env)", 1),
        ("import faulthandler; faulthandler.enable(); env = make(); faulthandler.disable(); play(env)", 0),
    ],
)
def test_that_faulthandler_was_enabled_too_late_is_said_once(code, warned):
    _, err = python(code, arguments=["-W", "always"])
    assert err.count("RuntimeWarning: faulthandler was enabled after the engine had started") == warned


def test_that_faulthandler_was_enabled_too_late_may_be_an_error():
    out, _ = python(
        """
        import faulthandler
        env = make()
        expected = play(env)
        env.reset(seed=1)
        faulthandler.enable()
        try:
            env.step(0)
        except RuntimeWarning:
            print(play(env) == expected)
        """,
        arguments=["-W", "error::RuntimeWarning"],
    )
    assert out == "True"


def test_a_segmentation_fault_still_shows_the_python_stack():
    crash = "env = make(); import ctypes; ctypes.string_at(0)"
    _, err = python(crash, status=-signal.SIGSEGV, arguments=["-X", "faulthandler"])
    assert "Fatal Python error: Segmentation fault" in err and "string_at" in err


def test_a_crash_leaves_its_report_beside_the_logs(tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    package = Path(quant_trading_gym.__file__).parents[1]
    environment = os.environ | {"QTG_CACHE": str(tmp_path / "cache"), "PYTHONPATH": str(package)}
    ended = subprocess.run(
        [sys.executable, "-c", BEGIN + "env = make(); play(env)\nimport ctypes; ctypes.string_at(0)"],
        cwd=work,
        env=environment,
        capture_output=True,
    )
    assert ended.returncode != 0
    assert list((tmp_path / "cache" / "logs").glob("hs_err_pid*.log"))
    assert not list(work.iterdir())


def test_a_forked_child_cannot_use_the_environment_of_its_parent():
    out, _ = python("""
        env = make()
        many = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=64, transport="inprocess")
        play(env); many.reset(seed=1)
        child = os.fork()
        if not child:
            for call in (lambda: env.step(0), env.reset, env.unwrapped.snapshot, env.unwrapped.fork,
                         lambda: many.step(many.action_space.sample())):
                try:
                    call()
                    print("did it")
                except errors.Error as error:
                    assert "forked" in str(error)
            env.close()
            try:
                make()
            except errors.ServerError as error:
                print("forked" in str(error))
            sys.stdout.flush()
            sys.exit(0)
        print(os.waitpid(child, 0)[1])
        env.reset(seed=1); env.step(0); many.step(many.action_space.sample())
        print("steps on")
    """)
    assert out.split("\n") == ["True", "0", "steps on"]


def test_a_forked_child_cannot_receive_the_step_of_its_parent():
    out, _ = python("""
        envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=64, transport="inprocess")
        envs.reset(seed=1)
        envs.send(np.zeros(64, dtype=int))
        child = os.fork()
        if not child:
            try:
                envs.recv()
            except errors.Error as error:
                print("forked" in str(error), flush=True)
            sys.exit(0)
        print(os.waitpid(child, 0)[1])
        envs.recv()
        envs.step(np.zeros(64, dtype=int))
        print("steps on")
    """)
    assert out.split("\n") == ["True", "0", "steps on"]


def test_a_forked_child_makes_environments_on_a_server():
    out, _ = python("""
        expected = play(make())
        child = os.fork()
        if not child:
            env = make("auto")
            print(carrier(env), play(env) == expected, flush=True)
            env.close()
            sys.exit(0)
        print(os.waitpid(child, 0)[1])
    """)
    assert out.split("\n") == ["LocalEngine True", "0"]


@pytest.mark.parametrize("method", ["spawn", "forkserver", "fork"])
def test_workers(method, tmp_path):
    script = tmp_path / "work.py"
    script.write_text(
        BEGIN
        + textwrap.dedent(f"""
        import multiprocessing
        def work(seed):
            env = make("auto")
            digest = play(env, seed=seed)
            env.close()
            return digest
        if __name__ == "__main__":
            env = make()
            with multiprocessing.get_context({method!r}).Pool(2) as pool:
                print(pool.map(work, [3, 3]) == [play(env, seed=3)] * 2)
        """)
    )
    ended = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=3 * HANG_SECONDS)
    assert (ended.returncode, ended.stdout.strip()) == (0, "True"), ended.stderr


def test_a_full_heap_is_an_exception_and_the_process_goes_on():
    out, _ = python("""
        qtg.server.configure(heap="96m")
        env = make()
        expected = play(env)
        try:
            vectors = [gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=2000, transport="inprocess")]
            for vector in vectors:
                vector.reset(seed=1)
                vectors.append(gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=2000, transport="inprocess"))
        except errors.Error as error:
            print(type(error).__name__)
        vectors = vector = None
        print(play(env) == expected)
    """)
    assert out.split("\n")[1:] == ["True"]


def test_no_way_of_ending_the_engine_ends_the_process():
    out, _ = python("""
        env = make()
        expected = play(env)
        qtg.server.shutdown()
        try:
            env.step(0)
        except errors.ServerError:
            print("closed")
        print(play(make()) == expected)
    """)
    assert out.split("\n") == ["closed", "True"]


def test_the_heap_is_that_of_the_option():
    out, _ = python("""
        qtg.server.configure(heap="200m")
        try:
            gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=60_000, transport="inprocess")
        except errors.Error as error:
            print(error.field, error.allowed)  # 3/4 of the heap
    """)
    limit = float(re.search(r"environment_memory at most ([0-9.]+) MiB", out).group(1))
    assert 135 <= limit <= 150


def test_another_heap_takes_a_server():
    out, _ = python("""
        env = make("auto")
        play(env)
        try:
            qtg.server.configure(heap="300m")
        except errors.ServerError:
            print("running")
        qtg.server.shutdown()
        qtg.server.configure(heap="300m")
        try:
            make()
        except errors.ServerError as error:
            print("heap='1g'" in str(error))
        env = gym.make("QuantTradingGym/MarketMaking-v0")
        print(carrier(env))
        play(env)
    """)
    assert out.split("\n") == ["running", "True", "LocalEngine"]


def test_another_virtual_machine_takes_a_server():
    out, _ = python("""
        from quant_trading_gym.jvm import java, libjvm
        library = libjvm.library_path(java.find_java())
        libjvm.start(library, ["-Xrs", f"-Djava.class.path={java.find_jar()}"], "java.lang.System", "nanoTime")
        env = gym.make("QuantTradingGym/MarketMaking-v0")
        print(carrier(env))
        play(env)
        try:
            make()
        except errors.ServerError as error:
            print("another Java virtual machine" in str(error))
    """)
    assert out.split("\n") == ["LocalEngine", "True"]


def test_a_limited_address_space_takes_a_server():
    out, _ = python("""
        import resource
        resource.setrlimit(resource.RLIMIT_AS, (64 << 30, resource.RLIM_INFINITY))
        from quant_trading_gym.jvm import inprocess, server
        print(inprocess.obstacle(server.options()))
    """)
    assert "address space" in out


@pytest.mark.parametrize(
    "variables", [{"LC_ALL": "C"}, {"LC_ALL": "xx_YY.UTF-8"}, {"LANG": "xx_YY.ISO-8859-1"}], ids=str
)
def test_paths_beyond_ascii_in_a_locale_without_them(variables, tmp_path):
    home = tmp_path / "jürgen"
    package = Path(quant_trading_gym.__file__).parent
    shutil.copytree(package, home / "quant_trading_gym", ignore=shutil.ignore_patterns("_server", "__pycache__"))
    (home / "quant_trading_gym" / "_server").mkdir()
    shutil.copy(java.find_jar(), home / "quant_trading_gym" / "_server" / java.JAR_NAME)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    out, _ = python(
        """
        import locale
        before = (os.environ.get("LC_ALL"), locale.setlocale(locale.LC_ALL))
        env = make()
        assert (os.environ.get("LC_ALL"), locale.setlocale(locale.LC_ALL)) == before
        play(env)
        log = env.unwrapped._stream._engine.log_path
        print(os.path.exists(log), qtg.__file__)
        """,
        environment=kept | variables | {"PYTHONPATH": str(home), "QTG_CACHE": str(tmp_path / "läger")},
        encoding="utf-8",
    )
    assert out == f"True {home / 'quant_trading_gym' / '__init__.py'}"


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ("", 0),
        ("sys.exit(3)", 3),
        ("os._exit(4)", 4),
        ("raise ValueError", 1),
        ("threading.Thread(target=lambda: [play(env) for _ in range(1000)], daemon=True).start(); sys.exit(6)", 6),
        ("threading.Thread(target=lambda: play(make())).start(); sys.exit(7)", 7),
    ],
)
def test_exit_statuses(end, status):
    out, _ = python(f"env = make(); play(env); print('alive', flush=True)\n{end}", status=status)
    assert out == "alive"


@pytest.mark.parametrize("end", ["", "sys.exit()", "del envs, out; gc.collect()", "envs.close(); del out"])
def test_the_end_of_a_process_during_a_step_that_was_sent(end):
    out, err = python(f"""
        import gc
        envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=20, transport="inprocess", overrides=LONG)
        envs.reset(seed=1)
        shape = envs.observation_space.shape
        out = np.empty(shape, np.float32), np.empty(20), np.empty(20, bool), np.empty(20, bool)
        envs.send(np.zeros(20, dtype=int), out=out)
        print("sent", flush=True)
        {end}
    """)
    assert (out, err) == ("sent", "")


def test_a_step_that_was_sent_runs_without_its_caller():
    out, _ = python("""
        envs = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=64, transport="inprocess")
        envs.reset(seed=1)
        out = (np.full(envs.observation_space.shape, np.nan, np.float32), np.full(64, np.nan),
               np.empty(64, bool), np.empty(64, bool))
        envs.send(np.zeros(64, dtype=int), out=out)
        deadline = time.monotonic() + 60
        while np.isnan(out[0]).any() and time.monotonic() < deadline:
            pass  # the GIL is kept
        print(np.isfinite(out[0]).all(), envs.recv()[0] is out[0])
    """)
    assert out == "True True"


def test_nothing_is_written_to_standard_output_or_error():
    out, err = python("""
        env = make()
        play(env)
        os.write(1, b"end")
    """)
    assert (out, err) == ("end", "")


def test_the_log_is_gone_after_a_normal_end(tmp_path):
    environment = os.environ | {"QTG_CACHE": str(tmp_path)}
    out, _ = python("env = make(); print(env.unwrapped._stream._engine.log_path.exists())", environment=environment)
    assert out == "True"
    assert not list((tmp_path / "logs").iterdir())


def test_two_threads():
    out, _ = python("""
        env = make(overrides=LONG)
        env.reset(seed=1)
        def step():
            try:
                env.step(0)
            except (errors.Error, KeyboardInterrupt):
                pass
        stepping = threading.Thread(target=step, daemon=True)
        stepping.start()
        time.sleep(0.5)
        try:
            env.step(0)
        except errors.ArgumentError as error:
            print(error.field)
        mine = make()
        seen = []
        thread = threading.Thread(target=lambda: seen.append(play(mine)))
        thread.start()
        thread.join()
        print(seen == [play(mine)])
    """)
    assert out.split("\n") == ["thread", "True"]


def test_the_engine_may_start_in_a_thread_that_ends():
    out, _ = python("""
        envs = []
        thread = threading.Thread(target=lambda: envs.append(make()))
        thread.start()
        thread.join()
        digest = play(envs[0])
        for _ in range(10):
            many = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=64, transport="inprocess")
            many.reset(seed=1)
            many.step(many.action_space.sample())
        print(play(envs[0]) == digest)
    """)
    assert out == "True"


def test_other_python_threads_run_during_a_long_step():
    out, _ = python("""
        env = make(overrides=LONG)
        env.reset(seed=1)
        counted = []
        def count():
            for number in range(50):
                counted.append(number)
                time.sleep(0.01)
            os.kill(os.getpid(), signal.SIGINT)
        threading.Thread(target=count).start()
        try:
            env.step(0)
        except KeyboardInterrupt:
            print(len(counted))
    """)
    assert out == "50"


def test_a_thread_that_computes_does_not_delay_short_steps():
    out, _ = python("""
        env = make()
        env.reset(seed=1)
        env.step(0)
        ended = []
        def compute():
            while not ended:
                pass
        threading.Thread(target=compute).start()
        sys.setswitchinterval(0.5)  # what a step would wait if it released the GIL
        begun = time.monotonic()
        for _ in range(100):
            env.step(0)
        ended.append(True)
        print(time.monotonic() - begun < 25)
    """)
    assert out == "True"


def test_java_options_of_the_environment():
    tools = "-XX:+UseParallelGC -Xmx77m"
    out, err = python(
        """
        env = make()
        play(env)
        from quant_trading_gym.jvm import inprocess, server
        print(inprocess.obstacle(server.options()))
        many = gym.make_vec("QuantTradingGym/MarketMaking-v0", num_envs=600, transport="inprocess")  # beyond 77 MiB
        many.reset(seed=1)
        """,
        environment=os.environ | {"JAVA_TOOL_OPTIONS": tools, "JDK_JAVA_OPTIONS": "-XX:NoSuchOption"},
    )
    assert out == "None"
    assert err.strip() == f"Picked up JAVA_TOOL_OPTIONS: {tools}"


def test_arrays_live_as_long_as_the_engine_may_write_to_them():
    out, _ = python("""
        import gc
        env = make()
        expected = play(env)
        for _ in range(30):
            other = make()
            play(other, steps=3)
            del other
            gc.collect()
        print(play(env) == expected)
    """)
    assert out == "True"


@pytest.mark.training
@pytest.mark.parametrize("order", ["before", "after"])
def test_torch(order):
    first, last = ("import torch", "") if order == "before" else ("", "import torch")
    out, _ = python(f"""
        {first}
        env = make()
        digest = play(env)
        {last}
        model = torch.nn.Linear(8, 8)
        model(torch.ones(64, 8)).sum().backward()
        torch.set_flush_denormal(True)
        print(play(env, 500) == play(make("grpc"), 500), play(env) == digest)
    """)
    assert out == "True True"


def test_a_policy_file_runs_in_a_server_unless_the_user_says_otherwise():
    model = Path(__file__).parents[2] / "models" / "market-making" / "dqn" / "policy.onnx"
    out, _ = python(f"""
        overrides = {{"population": [{{"type": "onnx", "policy": {str(model)!r}, "count": 1}}]}}
        seen = []
        for transport in ("auto", "inprocess", "local", "grpc"):
            env = make(transport, overrides=overrides)
            print(carrier(env))
            seen.append(play(env))
            env.close()
        print(len(set(seen)))
    """)
    assert out.split("\n") == ["LocalEngine", "InProcessEngine", "LocalEngine", "EnvironmentStream", "1"]


def test_a_remote_server_is_no_transport_of_this_process():
    out, _ = python("""
        for options in ({"transport": "inprocess", "address": "127.0.0.1:1"}, {"transport": "shared"}):
            try:
                gym.make("QuantTradingGym/MarketMaking-v0", **options)
            except errors.ArgumentError as error:
                print(error.field)
    """)
    assert out.split("\n") == ["transport", "transport"]
