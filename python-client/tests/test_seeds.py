from __future__ import annotations

import numpy as np
import pytest

from quant_trading_gym.errors import ArgumentError
from quant_trading_gym.spec.seeds import check_seed, check_seeds


@pytest.mark.parametrize("seed", [0, 1, 2**63, 2**64 - 1, np.int64(7), np.uint64(2**64 - 1)])
def test_every_unsigned_64_bit_integer_is_a_seed(seed):
    checked = check_seed(seed)
    assert checked == int(seed)
    assert type(checked) is int


@pytest.mark.parametrize("seed", [-1, 2**64, 1.0, "7", None, True, np.bool_(True), [1]])
def test_anything_else_is_refused(seed):
    with pytest.raises(ArgumentError) as caught:
        check_seed(seed)
    assert caught.value.field == "seed"
    assert "0 to 18446744073709551615" in caught.value.allowed


def test_environment_i_gets_seed_plus_i():
    assert check_seeds(10, 3) == [10, 11, 12]
    assert check_seeds([5, 0, 9], 3) == [5, 0, 9]
    assert check_seeds(np.array([5, 0, 9]), 3) == [5, 0, 9]
    assert check_seeds(2**64 - 3, 3)[-1] == 2**64 - 1


def test_seeds_that_would_run_over_the_end_are_refused():
    with pytest.raises(ArgumentError, match="18446744073709551613"):
        check_seeds(2**64 - 2, 3)


def test_a_sequence_of_another_length_is_refused():
    with pytest.raises(ArgumentError, match="a sequence of 3 integers"):
        check_seeds([1, 2], 3)


def test_one_bad_seed_of_a_sequence_is_named():
    with pytest.raises(ArgumentError) as caught:
        check_seeds([1, None], 2)
    assert caught.value.field == "seed[1]"
