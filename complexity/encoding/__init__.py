"""The length of a program in bits, by the derivation code."""

from .bits import Malformed as Malformed
from .code import decode as decode
from .code import encode as encode
from .code import explain as explain
from .code import weigh as weigh
from .library import NOTHING as NOTHING
from .library import Library as Library
from .library import NotGiven as NotGiven
from .weight import Weight as Weight
from .weight import compare as compare
