"""A font of 5 by 7 pixels for pictures without a drawing library."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

HEIGHT, WIDTH, ADVANCE = 7, 5, 6
"""Pixels of a glyph, and distance from one glyph to the next."""

# Five columns of a glyph, from the left; bit 0 is the topmost pixel.
_COLUMNS = {
    **{"0": "3e5149453e", "1": "00427f4000", "2": "4261514946", "3": "2141454b31", "4": "1814127f10"},
    **{"5": "2745454539", "6": "3c4a494930", "7": "0171090503", "8": "3649494936", "9": "064949291e"},
    **{"A": "7e1111117e", "B": "7f49494936", "C": "3e41414122", "D": "7f4141413e", "E": "7f49494941"},
    **{"F": "7f09090901", "G": "3e4149497a", "H": "7f0808087f", "I": "00417f4100", "J": "2040413f01"},
    **{"K": "7f08142241", "L": "7f40404040", "M": "7f020c027f", "N": "7f0408107f", "O": "3e4141413e"},
    **{"P": "7f09090906", "Q": "3e4151215e", "R": "7f09192946", "S": "4649494931", "T": "01017f0101"},
    **{"U": "3f4040403f", "V": "1f2040201f", "W": "3f4038403f", "X": "6314081463", "Y": "0708700807"},
    **{"Z": "6151494543", ".": "0060600000", ",": "0050300000", ":": "0036360000", "-": "0808080808"},
    **{"+": "08083e0808", "&": "3649552250", "/": "2010080402", "%": "2313086462", " ": "0000000000"},
}


@functools.cache
def _glyph(character: str) -> npt.NDArray[np.bool_]:
    bits = np.frombuffer(bytes.fromhex(_COLUMNS.get(character, _COLUMNS[" "])), dtype=np.uint8)
    return np.unpackbits(bits[None, :], axis=0, bitorder="little")[:HEIGHT].astype(np.bool_)


@functools.lru_cache(maxsize=1024)
def text_mask(text: str, scale: int = 1) -> npt.NDArray[np.bool_]:
    """Returns the pixels of a line of text, (7 · scale, 6 · scale · characters); letters become capitals.

    Characters that are not in the font are blank.
    """
    mask = np.zeros((HEIGHT, ADVANCE * len(text)), dtype=np.bool_)
    for position, character in enumerate(text.upper()):
        left = ADVANCE * position
        mask[:, left : left + WIDTH] = _glyph(character)
    result = mask.repeat(scale, axis=0).repeat(scale, axis=1)
    result.flags.writeable = False  # all callers share it
    return result
