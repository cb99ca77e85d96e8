"""Rankings, flips and phases: exact orders, and flips that are where the order changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from complexity.measuring.figures import (
    Check,
    Count,
    Evidence,
    Failure,
    Figure,
    InputsInfo,
    Measurement,
)
from complexity.pricing import logs
from complexity.pricing.budgets import Budget
from complexity.pricing.prices import KOLMOGOROV, LEVIN, LINEAR, NAMED, price, rent, runs
from complexity.pricing.ratios import bounds
from complexity.ranking.costs import Cost, cost_of
from complexity.ranking.crossings import cross_at_most_once, shift
from complexity.ranking.envelope import Line, envelope
from complexity.ranking.flips import flips_by_price, record
from complexity.ranking.growth import cost_at, grow
from complexity.ranking.phases import phases, price_grid
from complexity.ranking.ranks import named_winners, rank, rank_costs
from complexity.ranking.rows import winners
from complexity.ranking.sizes import flips_by_size
from complexity.scaling.enclosures import harmonic

QUICK = settings(deadline=None, max_examples=40)

EXACT = Evidence.EXACT


def figure(value: Fraction | int, evidence: Evidence = EXACT) -> Figure:
    mean = Fraction(value)
    exact = mean if evidence is EXACT else None
    return Figure(exact, float(mean), int(mean), evidence, evidence, worst_expected=exact)


def measured(
    name: str,
    factors: Mapping[int, int],
    size: int = 3,
    evidence: Evidence = EXACT,
    wrong: int | None = 0,
    **figures: Fraction | int,
) -> Measurement:
    return Measurement(
        name,
        size,
        InputsInfo("exhaustive", 6),
        dict(factors),
        figures={m: figure(value, evidence) for m, value in figures.items()},
        wrong=wrong,
    )


def cost(name: str, factors: Mapping[int, int], size: int | None = 3, **values: int) -> Cost:
    exact = {m: Fraction(v) for m, v in values.items()}
    return Cost(name, size, factors, exact, dict.fromkeys(exact, EXACT))


SHORT = measured("short", {2: 10}, time=900, memory=4)
FAST = measured("fast", {2: 30}, time=20, memory=40)
MIDDLE = measured("middle", {2: 10, 3: 1}, time=40, memory=4)


def test_ranks_ties_and_missing() -> None:
    half = measured("half", {2: 31}, time=10, memory=1)
    lost = Measurement("lost", 3, InputsInfo("exhaustive", 6), {2: 1}, estimate=10**12)
    dead = measured("dead", {2: 1}, time=1)
    dead = Measurement("dead", 3, dead.inputs, {2: 1}, failure=Failure("index", "list index", 7))
    rows = rank([lost, SHORT, FAST, dead, half], LEVIN)
    assert [(r.program, r.rank) for r in rows[:3]] == [("short", 1), ("fast", 2), ("half", 2)]
    assert [r.rank for r in rows[3:]] == [None, None]
    assert "1,000,000,000,000 steps" in rows[3].reason
    assert "index error at line 7" in rows[4].reason
    assert rows[1].score == rows[2].score == pytest.approx(34.3219, abs=1e-4)
    assert all(row.evidence is EXACT for row in rows[:3])


def test_named_winners() -> None:
    assert named_winners([SHORT, FAST, MIDDLE]) == {
        "kolmogorov": ("short",),
        "levin": ("middle",),
        "space": ("short",),
        "linear": ("fast",),
    }


def test_a_sampled_figure_ranks_with_its_interval() -> None:
    sampled = Figure(None, 30.0, 90, Evidence.SAMPLED, Evidence.WITNESSED, interval=(20.0, 45.0))
    noisy = Measurement("noisy", 3, InputsInfo("sampled", 6, 1), {2: 10}, figures={"time": sampled})
    row = rank([noisy], LEVIN)[0]
    assert row.evidence is Evidence.SAMPLED
    assert row.interval is not None
    assert row.score is not None
    assert row.interval[0] < row.score < row.interval[1]
    assert "not measured" in rank([noisy], LEVIN, "worst")[0].reason
    with_draws = {"time": sampled, "draws": figure(0)}
    noisy = Measurement("noisy", 3, InputsInfo("sampled", 6, 1), {2: 10}, figures=with_draws)
    assert "lower bound" in rank([noisy], LEVIN, "worst")[0].reason


def test_statistics() -> None:
    spread = Figure(Fraction(5), 5.0, 9, EXACT, EXACT)
    program = Measurement(
        "p", 3, InputsInfo("exhaustive", 6), {2: 1}, figures={"time": spread, "draws": figure(0)}
    )
    assert cost_of(program, "mean").values["time"] == 5
    assert cost_of(program, "worst").values["time"] == 9
    random = Measurement(
        "p", 3, InputsInfo("exhaustive", 6), {2: 1}, figures={"time": spread, "draws": figure(3)}
    )
    assert "time" not in cost_of(random, "worst").values
    with pytest.raises(ValueError, match="statistic"):
        cost_of(program, "median")


def test_wrong_answers_have_no_score_until_they_are_corrected() -> None:
    rough = measured("rough", {2: 3}, wrong=1, time=1)
    assert "wrong on 1 of 6" in rank([rough, SHORT], LEVIN)[1].reason
    rows = {r.program: r for r in rank([rough, SHORT], LEVIN, corrections={"rough": [{2: 4}]})}
    assert rows["rough"].exact == logs.log2(2**3 * 2**3 * 6 * 2**4)
    assert rows["short"].exact == logs.log2(2 * 2**10 * 900)
    assert rows["rough"].error == Fraction(1, 6)
    seen = replace(rough, inputs=InputsInfo("sampled", 6, 1))
    assert "a sample" in rank([seen], LEVIN, corrections={"rough": [{2: 4}]})[0].reason


def test_what_is_wrong_on_inputs_that_are_only_checked_has_no_score() -> None:
    ties = Check(InputsInfo("exhaustive", 27, what="with ties"), 21, True, "([0, 0],) gives [0]")
    lucky = replace(measured("lucky", {2: 3}, time=1), checks=(ties,))
    row = rank([lucky, SHORT], LEVIN)[1]
    assert (row.program, row.rank) == ("lucky", None)
    assert row.reason == "wrong on 21 of 27 inputs that are checked besides: ([0, 0],) gives [0]"
    assert rank([lucky], LEVIN, corrections={})[0].rank is None


def test_budgets_take_error_first_then_length() -> None:
    shape = {"time": 9, "span": 3, "width": 4, "level_memory": 5}
    right, longer = measured("right", {2: 50}, **shape), measured("longer", {2: 51}, **shape)
    rough = measured("rough", {2: 3}, wrong=2, **shape)
    deep = measured("deep", {2: 1}, **{**shape, "span": 8})
    wide = measured("wide", {2: 1}, **{**shape, "width": 6})
    rows = rank([rough, deep, longer, wide, right], Budget("b", levels=4, width=5, words=9))
    assert [(r.program, r.rank) for r in rows] == [
        ("right", 1), ("longer", 2), ("rough", 3), ("deep", None), ("wide", None),
    ]  # fmt: skip
    assert rows[3].reason.startswith("does not fit: needs at least 8 levels")
    assert rows[4].reason == "undecided: 6 ops on one level, 5 allowed"


def test_multiplies_share_slots_in_the_preset() -> None:
    shape = {"time": 120, "span": 60, "width": 4, "level_memory": 5}
    network = measured("network", {2: 50}, **shape)
    counts = {op: Count(Fraction(40), 40.0, 40) for op in ("mul", "add")}
    fused = Measurement("fused", 3, network.inputs, {2: 5}, figures=network.figures, by_op=counts)
    rows = rank([network, fused], Budget("b", levels=50, width=10, fused=True))
    assert rows[0].reason.startswith("does not fit")
    assert rows[1].reason.startswith("undecided")


lines = st.lists(
    st.tuples(st.integers(1, 400), st.integers(1, 60)), min_size=1, max_size=7
)  # a weight and a time each


def costs_of(pairs: list[tuple[int, int]]) -> list[Cost]:
    return [cost(f"p{i}", {weight: 1}, time=t) for i, (weight, t) in enumerate(pairs)]


@given(lines, st.sampled_from(list(NAMED.values())), st.fractions(0, 9))
@QUICK
def test_rank_is_a_total_preorder_that_constants_do_not_change(pairs, rate, shift_) -> None:
    costs = [cost(f"p{i}", {w: 1}, time=t, memory=t) for i, (w, t) in enumerate(pairs)]
    rows = rank_costs(costs, rate)
    for left, right in pairwise(rows):
        order = logs.compare(left.exact, right.exact)
        assert order <= 0
        assert (left.rank == right.rank) == (order == 0)
    longer = [Cost(c.program, 3, {**c.factors, 1009: 7}, c.values, c.evidence) for c in costs]
    assert [(r.program, r.rank) for r in rank_costs(longer, rate)] == [
        (r.program, r.rank) for r in rows
    ]


@given(lines, st.sampled_from("ab"))
@QUICK
def test_flips_by_price_are_where_the_winners_change(pairs, parameter) -> None:
    costs = costs_of(pairs)
    sweep = flips_by_price(costs, parameter)
    assert set(sweep.start) == set(winners(rank_costs(costs, KOLMOGOROV)))
    ends = [flip.at_interval for flip in sweep.flips]
    assert all(low[1] < high[0] for low, high in pairwise(ends))
    stops = [*(end[0] for end in ends[1:]), ends[-1][1] + 9] if ends else []
    expected = sweep.start
    for flip, stop in zip(sweep.flips, stops, strict=True):
        assert flip.before == expected
        expected = flip.after
        at = (flip.at_interval[1] + stop) / 2
        rate = price("", {"time": at}) if parameter == "b" else price("", {}, {"time": at})
        assert set(winners(rank_costs(costs, rate))) == set(expected)


@given(lines)
@QUICK
def test_flips_by_runs_agree_with_every_number_of_runs(pairs) -> None:
    costs = costs_of(pairs)
    sweep = flips_by_price(costs, "R", rent(Fraction(1, 10)))
    current, changes = set(sweep.start), {f.at: set(f.after) for f in sweep.flips}
    for count in range(1, 100):
        current = changes.get(str(count), current)
        found = set(winners(rank_costs(costs, runs(count, Fraction(1, 10)))))
        assert current <= found
        assert found == current or any(f"tied at {count}" in f.note for f in sweep.flips)


rationals = st.fractions(-5, 5, max_denominator=4)


@given(st.lists(st.tuples(rationals, rationals), min_size=1, max_size=7))
@QUICK
def test_the_envelope_is_that_of_brute_force(pairs) -> None:
    drawn = [Line(str(i), logs.rational(x), logs.rational(y)) for i, (x, y) in enumerate(pairs)]
    first, breaks = envelope(drawn)
    points = [bounds(b.at, 64)[0] for b in breaks]
    assert points == sorted(set(points))
    tested = [Fraction(0), *points[1:]]
    for x, y in zip([Fraction(0), *points], [*points, Fraction(100)], strict=True):
        tested.append((x + y) / 2)
    for x in tested:
        values = [c + x * m for c, m in pairs]
        lowest = {str(i) for i, value in enumerate(values) if value == min(values)}
        here = [b.after for b, at in zip(breaks, points, strict=True) if at < x]
        named = set(here[-1] if here else first)
        assert named <= lowest
        if x not in points and x > 0 and 0 not in points:
            assert named == lowest


def test_prices_of_flips_are_spelt_exactly() -> None:
    short, fast = cost("short", {3: 2}, time=9), cost("fast", {5: 3, 2: 1}, time=5)
    (flip,) = flips_by_price([short, fast], "b").flips
    assert flip.at == "log2(250/9) / 4"
    assert (flip.before, flip.after, flip.size) == (("short",), ("fast",), 3)
    (flip,) = flips_by_price([short, fast], "a").flips
    assert flip.at == "log2(250/9) / log2(9/5)"
    assert flip.at_interval[0] < flip.at_interval[1]
    assert record(flip)["from"] == "short"
    (flip,) = flips_by_price([short, fast], "R").flips
    assert (flip.at, flip.note) == ("2", "the costs are equal at log2(250/9) / 4")
    (flip,) = flips_by_price([cost("x", {2: 1}, time=8), cost("y", {2: 4}, time=2)], "b").flips
    assert (flip.at, flip.at_interval) == ("1/2", (Fraction(1, 2), Fraction(1, 2)))


def test_huge_weights_flip_exactly() -> None:
    table, search = cost("table", {120: 10**5}, time=2), cost("search", {7: 30}, time=10**6)
    (flip,) = flips_by_price([table, search], "b").flips
    assert (flip.before, flip.after) == (("search",), ("table",))
    for end, winner in zip(flip.at_interval, ("search", "table"), strict=True):
        assert winners(rank_costs([table, search], rent(end))) == (winner,)


def test_other_prices_can_stand_beside_the_one_that_varies() -> None:
    costs = [cost("x", {2: 1}, time=8, memory=2), cost("y", {2: 2}, time=2, memory=8)]
    sweep = flips_by_price(costs, "f", price("base", {"time": Fraction(1, 2)}))
    assert sweep.price == "L + 1/2 t + f log2 m"
    assert [flip.at for flip in sweep.flips] == ["1"]
    with pytest.raises(ValueError, match="no price is called"):
        flips_by_price(costs, "z")


def test_programs_without_a_score_take_no_part() -> None:
    costs = [cost("x", {2: 1}, time=8), cost("y", {2: 2}, span=2)]
    assert flips_by_price(costs, "b").missing == {"y": "time: not known"}
    with pytest.raises(ValueError, match="no program"):
        flips_by_price(costs, "e")


def quadratic(n: int) -> Fraction:
    return Fraction(n * n + 3, 1)


def grown(last: int = 7) -> list[Measurement]:
    slow = [measured("slow", {2: 5}, n, time=quadratic(n)) for n in range(1, last + 1)]
    fast = [measured("fast", {2: 5, 3: 1}, n, time=4 * n + 1) for n in range(1, last + 1)]
    return slow + fast


def test_flips_by_size_within_the_measured_sizes() -> None:
    sweep = flips_by_size(grown(), LINEAR)
    assert [(f.at, f.before, f.after, f.evidence) for f in sweep.flips] == [
        ("4", ("slow",), ("fast",), EXACT)
    ]
    assert (sweep.start, sweep.scope) == (("slow",), "n=1 to n=7")


def test_flips_beyond_the_measured_sizes_are_fitted() -> None:
    sweep = flips_by_size(grown(), LEVIN, horizon=60)
    assert [(f.at, f.before, f.after) for f in sweep.flips] == [
        ("12", ("slow",), ("fast", "slow")),  # 12^2 + 3 = 3 (4 12 + 1)
        ("13", ("fast", "slow"), ("fast",)),
    ]
    assert {flip.evidence for flip in sweep.flips} == {Evidence.FITTED}
    assert flips_by_size(grown(), LEVIN).flips == ()


def test_flips_far_away_are_exact_and_proved_single_under_the_forms() -> None:
    heavy = [measured("heavy", {2: 205}, n, time=4 * n + 1) for n in range(1, 8)]
    slow = [m for m in grown() if m.program == "slow"]
    (flip,) = flips_by_size([*slow, *heavy], LEVIN, horizon=2**250).flips
    n = int(flip.at)
    assert n > 2**200
    assert quadratic(n) > 2**200 * (4 * n + 1)
    assert quadratic(n - 1) < 2**200 * (4 * (n - 1) + 1)
    assert "nowhere else" in flip.note


def test_flips_far_away_with_harmonic_numbers() -> None:
    def at(n: int) -> Fraction:
        return Fraction(n * (n - 1), 4) + n - harmonic(n)

    heavy = [measured("heavy", {2: 60}, n, time=9 * n) for n in range(1, 9)]
    light = [measured("light", {2: 5}, n, time=at(n) + 1) for n in range(1, 9)]
    huge = [measured("huge", {2: 1}, n, time=10**6 * factorial(n)) for n in range(1, 9)]
    sweep = flips_by_size([*light, *heavy, *huge], LEVIN, horizon=2**90)
    flip = sweep.flips[-1]
    assert (flip.before, flip.after) == (("light",), ("heavy",))
    assert 2**59 < int(flip.at) < 2**62
    assert "without huge" in flip.note
    assert sweep.scope == f"n=1 to n={2**90}"


def test_nothing_is_said_where_the_cheapest_cannot_be_followed() -> None:
    huge = [measured("huge", {2: 1}, n, time=factorial(n)) for n in range(1, 9)]
    heavy = [measured("heavy", {2: 6000}, n, time=9 * n) for n in range(1, 9)]
    sweep = flips_by_size([*huge, *heavy], LEVIN, horizon=2**90)
    assert sweep.flips == ()
    assert sweep.scope == "n=1 to n=136"
    why = "huge is the cheapest there: time: its closed form cannot be evaluated this far"
    assert sweep.stopped == f"not to n={2**90}: {why}"


NO_FORM = (3, 1, 4, 1, 5, 9, 2, 6)


def test_a_sweep_says_up_to_where_it_got_and_why() -> None:
    odd = [measured("odd", {2: 1}, n, time=NO_FORM[n - 1]) for n in range(1, 9)]
    sweep = flips_by_size(odd, LINEAR, horizon=300)
    assert sweep.scope == "n=1 to n=8"  # not the 136 sizes at which nobody has a score
    assert sweep.stopped == "not to n=300: no program has a score beyond it"
    assert sweep.missing == {"odd": "from n=9: time: no closed form was confirmed"}
    assert sweep.left == ()
    even = [measured("even", {2: 9}, n, time=n) for n in range(1, 9)]
    sweep = flips_by_size([*odd, *even], LINEAR, horizon=300)
    assert (sweep.scope, sweep.stopped) == ("n=1 to n=300", "")
    (lost,) = sweep.left
    assert (lost.size, lost.before, lost.after) == (9, ("odd",), ("even",))
    assert flips_by_size(even, LINEAR).stopped == ""


def test_scores_that_are_too_close_end_a_sweep() -> None:
    # enclosures of equal sums overlap, and nothing else tells two such programs apart
    twins = [measured(name, {2: 5}, n, time=1 + harmonic(n)) for name in "xy" for n in range(1, 9)]
    sweep = flips_by_size(twins, LINEAR, horizon=10**6)
    assert sweep.scope == "n=1 to n=136"
    why = "two scores are too close to be told apart at n=272"
    assert sweep.stopped == f"not to n=1000000: {why}"


def test_a_program_that_was_not_measured_leaves_no_flip() -> None:
    best = [measured("best", {2: 1}, n, time=1) for n in (1, 2)]
    sweep = flips_by_size([*best, *grown()], LINEAR)
    assert [flip.at for flip in sweep.flips] == ["4"]
    assert "best" in sweep.missing
    (lost,) = sweep.left
    assert (lost.size, lost.before) == (3, ("best",))


def test_families_are_not_extrapolated() -> None:
    tables = [measured("table", {2: 3**n}, n, time=n) for n in range(1, 8)]
    growth = grow([cost_of(m, "mean") for m in tables])
    assert growth.reason == "its length depends on the size"
    assert cost_at(growth, 9).reason == growth.reason


def test_sampled_values_are_not_fitted() -> None:
    noisy = [measured("noisy", {2: 1}, n, Evidence.SAMPLED, time=n) for n in range(1, 8)]
    growth = grow([cost_of(m, "mean") for m in noisy], ["time"])
    assert growth.forms == {}
    assert growth.reasons == {"time": "no closed form was confirmed"}


powers = st.lists(st.integers(0, 9).map(Fraction), min_size=1, max_size=4)


@given(powers, st.integers(-4, 4), st.integers(0, 6))
@QUICK
def test_shift(coefficients: list[Fraction], x: int, start: int) -> None:
    moved = sum(c * Fraction(x) ** k for k, c in enumerate(shift(coefficients, start)))
    assert moved == sum(c * Fraction(x + start) ** k for k, c in enumerate(coefficients))


@given(powers, powers, st.integers(1, 60), st.sampled_from([LEVIN, LINEAR, rent(3)]))
@QUICK
def test_programs_that_cross_at_most_once_do(p, q, weight, rate) -> None:
    def growth(name: str, factors: dict[int, int], coefficients: list[Fraction]):
        values = {n: 1 + sum(c * n**k for k, c in enumerate(coefficients)) for n in range(1, 9)}
        return grow([cost(name, factors, n, time=int(v)) for n, v in values.items()], ["time"])

    first, second = growth("p", {weight: 1}, p), growth("q", {7: 1}, q)
    if not cross_at_most_once(first, second, rate, 1):
        return
    seen = [rank_costs([cost_at(first, n), cost_at(second, n)], rate) for n in range(1, 80)]
    signs = [winners(rows)[0] for rows in seen if len(winners(rows)) == 1]
    assert sum(x != y for x, y in pairwise(signs)) <= 1


def test_phases() -> None:
    diagram = phases(grown(), [KOLMOGOROV, LEVIN, LINEAR])
    assert diagram.letters == {"slow": "A", "fast": "B"}
    assert diagram.cells[2, "linear"].winners == ("slow",)
    assert diagram.cells[6, "linear"].winners == ("fast",)
    assert diagram.cells[6, "kolmogorov"].evidence is EXACT
    assert {(s.size, s.parameter) for s in diagram.sweeps} == {
        (n, p) for n in range(1, 8) for p in "ab"
    }
    assert [rate.name for rate in price_grid([Fraction(1)], [Fraction(1, 4)])] == [
        "kolmogorov", "a=1", "b=1/4",
    ]  # fmt: skip
