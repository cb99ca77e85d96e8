"""The smallest known and-inverter graphs of the hardest functions of four variables.

Minimum sizes up to eight ANDs are determined by enumeration (`tabulate`). Of the 222 classes of
functions, the 40 below need nine or more. Each has a circuit here, found by Berkeley's ABC
(`dch; drw; drf; compress2rs; resyn2rs`, twice) and simulated whenever it is used. With nine
ANDs it is minimal; for the four with ten, nine may suffice.

References
----------
R. Brayton, A. Mishchenko, "ABC: an academic industrial-strength verification tool", CAV 2010.
"""

from __future__ import annotations

from functools import cache

from ..aig.graph import Aig
from ..aig.simulate import truth_tables

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"

# the smallest function of a class, then two literals for each gate and one for the output:
# variables 1 to 4 are the inputs, gates follow, a literal is 2 * variable + complement
CIRCUITS = """
0116 243579cfdehj68bnlo q
0168 469b5739fh3jdlcjnp q
0186 247b6adf358j9ilnho q
0196 358b24bf9h6j7idlno q
019E 35246bde7a9j8ilnhp q
0668 2479ad35dhbj68fnlo q
0678 287b394f68hjdlchnp q
0692 3524bd397hej69fnlp q
06B8 349a378f57hjgilndp q
089E 562b39df2947bjlmhp q
0996 68793524fhcjdiblno q
099E 3579bc24bh68dljmfp r
09B6 349b8a257hficldknp r
09BE 793b4c68295jdkfhno q
0BB6 7934bc6825adjkfhno q
1668 6824bd3579hjekflnp r
166A 46578d2e3fhjblajnp q
166E 578b3d2c46fjhk4enp r
167E 3568bd6afh7924lmjp q
1686 6824bd6935hjelfknp q
168E 4657bd3f4938djlmhp q
1698 248a357e78bfjkdhno q
16AC 265b3729fhdj8fcmlp r
177E 5728bc39ag46hkfjno q
1796 3957469edhbj3dfmlp r
1886 7935bd6824djhlenfmpr s
1896 36279cbf8d4jgl4hnp q
18A6 38297cbf4h476adlnojr s
18B6 56479cbf3h8d2flmjp r
18E6 247a35df9h6e8dlmjp q
1996 792b3adf5g684lhmjp r
19B6 264b38379hfjcldknp q
1AB6 68479cbf2h563lfmjp q
1AC6 3568ac4927hjgilnfp r
1AE6 27356cbf8h4a9dlmjp r
2996 6879bd2534bihlenfmpr s
299E 7968bd2e3fhj5l4bhonr s
29D6 347b258f9ehjckdlnp q
6996 2938bd4756hjekflnp q
833E 59482cbf6h3a7dlmjp r
"""


@cache
def known() -> dict[int, Aig]:
    """The known circuits over four inputs, by the smallest function of their class.

    Raises
    ------
    AssertionError
        If a circuit does not compute its function.
    """
    found = {}
    for line in CIRCUITS.split("\n")[1:-1]:
        leader, gates, output = line.split()
        aig = Aig(rules=False)
        lits = [0, *(aig.input() for _ in range(4))]
        codes = [DIGITS.index(one) for one in gates]
        for a, b in zip(codes[::2], codes[1::2], strict=True):
            lits.append(aig.and_(lits[a >> 1] ^ (a & 1), lits[b >> 1] ^ (b & 1)))
        end = DIGITS.index(output)
        aig.output(lits[end >> 1] ^ (end & 1))
        assert truth_tables(aig) == (int(leader, 16),), leader
        found[int(leader, 16)] = aig
    return found
