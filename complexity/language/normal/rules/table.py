"""The rules of the normal form that match several nodes, by the op at which they apply."""

from __future__ import annotations

from ...effects import Facts
from ...graph import Function, Node
from .assumptions import SWAPPED, assume, comparisons, known_comparison, shortest_bound
from .branches import (
    extremum,
    known_test,
    negated_test,
    negation,
    nested_tests,
    result_is_test,
    same_test,
    test_of_test,
    tests_in_a_row,
)
from .counting import counting
from .elements import element_of_index, reversed_range, rounds_alone, unused_range
from .loops import (
    equal_states,
    known_states,
    leave_of_test,
    no_exit,
    one_round,
    start_is_the_rest,
)
from .rewriting import Rewriting, Rule, Told, rewrite
from .rotation import flag_in_test, rotated
from .searches import chosen_by_search, quantified, search
from .sharing import share_around

RULES: dict[str, tuple[Rule, ...]] = {
    "branch": (
        known_test,
        negated_test,
        result_is_test,
        test_of_test,
        same_test,
        extremum,
        tests_in_a_row,
        nested_tests,
        chosen_by_search,
        start_is_the_rest,
    ),
    "not_": (negation,),
    "steps": (reversed_range,),
    **dict.fromkeys(SWAPPED, (shortest_bound, known_comparison)),
    "for": (
        no_exit,
        leave_of_test,
        known_states,
        equal_states,
        search,
        element_of_index,
        unused_range,
        rounds_alone,
    ),
    "while": (
        no_exit,
        one_round,
        leave_of_test,
        known_states,
        equal_states,
        flag_in_test,
        rotated,
        counting,
    ),
    "map": (element_of_index, unused_range),
    "any": (element_of_index, unused_range),
    "all": (element_of_index, unused_range),
    "first": (quantified, element_of_index, unused_range),
}


def apply_rules(function: Function, known: Facts, functions: list[bytes]) -> Function:
    """Apply one pass of all rules to a function; return the same object if none applied."""
    return share_around(rewrite(function, known, functions, RULES, _told), known)


def _told(state: Rewriting, node: Node, holds: bool) -> Told:
    return assume(state, node, holds), comparisons(state, node, holds)
