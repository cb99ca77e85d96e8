"""The JSON objects for scripts: `score`, `rank`, `flips` and `error`, documented in docs/json.md.

Exact numbers are strings (a rational as ``"7/2"``), since a JSON number may be read as a float.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from .. import __version__, storage
from ..language.failures import Undefined
from ..measuring.answers import Answer
from ..measuring.figures import Check, Count, Failure, Figure, InputsInfo, Measurement
from ..python.refusals import NotInLanguage
from ..semantics.spelling import WRITTEN, numbers, text
from ..streams import print_out
from ..tasks.corpus import corpus
from .notation import bits_of, log2, product, steps_of
from .problems import Problem
from .settings import Setting

SCHEMA_VERSION = 1
WEIGHT_DIGITS = 4_000
TOO_LARGE = 10**WEIGHT_DIGITS
Object = dict[str, Any]


def headed(schema: str) -> Object:
    """The keys that start every object."""
    return {
        "schema": f"complexity/{schema}",
        "schema_version": SCHEMA_VERSION,
        "tool_version": __version__,
    }


def setting_object(setting: Setting) -> Object:
    """The language, the statistic and the limits."""
    return {
        "language": {
            "name": setting.language, "version": setting.version, "given": list(setting.given),
            "given_bits": dict(setting.beside),
        },
        "statistic": setting.statistic,
        "fan_in": setting.fan_in,
        "engine": setting.engine,
        "limits": {
            "fuel": setting.fuel, "memory": setting.memory, "depth": setting.depth,
        },
    }  # fmt: skip


def score_object(found: Measurement, setting: Setting) -> Object:
    """The object of `complexity score`: the measurement of one program."""
    single = found.inputs.kind == "single"
    told: Object = headed("score") | {
        "program": found.program,
        "size": found.size,
        "inputs": inputs_object(found.inputs),
    }
    told |= setting_object(setting) | length_object(found, setting.statistic)
    if single and found.answers:
        told |= results_object(found.answers[0])
    if found.wrong is not None:
        told["wrong"] = found.wrong
    if found.checks:
        told["checks"] = [check_object(check) for check in found.checks]
    if found.trouble:
        told["trouble"] = found.trouble
    if found.alike:
        told |= {"alike": list(found.alike), "safe": found.safe}
    if found.estimate is not None:
        told["estimate"] = found.estimate
    if found.interrupted:
        told["interrupted"] = True
    if found.failure is not None:
        told["error"] = failure_object(found.failure)
    told["measures"] = {name: figure_object(figure) for name, figure in found.figures.items()}
    if single and "draws" in told["measures"] and found.outcomes is not None:
        told["measures"]["draws"]["outcomes"] = str(found.outcomes)
    return told | counts_object(found)


def results_object(answer: Answer) -> Object:
    """The result of a single input: the certain one, or all known ones with probabilities."""
    told: Object = {}
    if answer.chances and answer.chances[0][1] == 1:
        told["result"] = plain(answer.chances[0][0])
    told["results"] = [
        {"result": plain(result), "probability": rational(chance)}
        for result, chance in answer.chances
    ]
    for name, chance in (
        ("never", answer.never),
        ("fails", answer.fails),
        ("unknown", answer.unknown),
    ):
        if chance:
            told[name] = rational(chance)
    return told


def rational(value: Fraction | None) -> str | None:
    """An exact number as a string; None if it is unknown or has too many digits."""
    if value is None or max(abs(value.numerator), value.denominator) >= TOO_LARGE:
        return None
    return str(value)


def inputs_object(inputs: InputsInfo) -> Object:
    """The inputs of a measurement."""
    return {
        "kind": inputs.kind, "count": inputs.count, "seed": inputs.seed, "what": inputs.what,
        "runs": inputs.runs, "beyond": inputs.beyond, "sizes": list(inputs.sizes),
    }  # fmt: skip


def check_object(check: Check) -> Object:
    """A check of answers: the number of wrong ones, and what it covers."""
    return {
        "inputs": inputs_object(check.inputs), "wrong": check.wrong, "certain": check.certain,
        "counterexample": check.counterexample or None,
        "sure": rational(check.sure), "stopped": check.stopped,
        "judged": check.judged, "undecided": check.undecided or None,
    }  # fmt: skip


def length_object(found: Measurement, statistic: str) -> Object:
    """The weight, its factors, and the bits."""
    weight = product(found.factors)
    bits = bits_of(found.factors)
    time = found.figures.get("time")
    steps = steps_of(time, statistic)
    return {
        "weight": str(weight) if weight < TOO_LARGE else None,
        "weight_factors": {str(p): e for p, e in sorted(found.factors.items())},
        "length_bits": bits,
        "levin_bits": bits + log2(steps) if steps else None,
    }


def figure_object(figure: Figure) -> Object:
    """A figure: its mean, exact and as a float, its worst case, and their evidence."""
    told: Object = {
        "mean": rational(figure.mean),
        "mean_float": figure.approximate if figure.mean is None else float(figure.mean),
        "worst": None if figure.unbounded else figure.worst,
        "evidence": figure.evidence.value,
        "worst_evidence": figure.worst_evidence.value,
    }
    if figure.unbounded:
        told["unbounded"] = True
    if figure.infinite:
        told["infinite"] = True
    if figure.drawn is not None:
        told["drawn"] = figure.drawn
    if figure.worst_input is not None:
        told["worst_input"] = list(figure.worst_input)
    if figure.worst_approximate is not None:
        told["worst_float"] = figure.worst_approximate
    if figure.worst_expected is not None:
        told["worst_expected"] = rational(figure.worst_expected)
    if figure.interval is not None:
        told["interval"] = list(figure.interval)
    return told


def count_object(count: Count) -> Object:
    """Charges or executions: the mean (null if only sampled) and the worst case."""
    return {
        "mean": rational(count.mean),
        "mean_float": count.approximate if count.mean is None else float(count.mean),
        "worst": count.worst,
    }


def counts_object(found: Measurement) -> Object:
    """The charges and executions by op and by line; absent if nothing was run."""
    if not found.by_op:
        return {}
    return {
        "by_op": _counts(found.by_op),
        "by_op_executions": _counts(found.by_op_executions),
        "by_line": {
            place(source, line): {"executions": count_object(runs), "time": count_object(time)}
            for (source, line), (runs, time) in sorted(found.by_line.items())
        },
    }


def _counts(counts: Mapping[str, Count]) -> Object:
    return {name: count_object(count) for name, count in sorted(counts.items())}


def place(source: str, line: int) -> str:
    """A line of the program's own file, or ``file:line`` of a given word."""
    return f"{file_name(source)}:{line}" if source else str(line)


def file_name(source: str) -> str:
    """The name of a file in reports; that of a shipped task is the same on every machine."""
    path = Path(source)
    return path.name if path.parent == corpus() else source


def plain(value: object) -> object:
    """Convert a result to JSON: several results, and ranges, become lists.

    A result with too many numbers (`spelling.WRITTEN`) becomes a text that describes it.
    """
    return text(value) if numbers(value) > WRITTEN else _plain(value)


def _plain(value: object) -> object:
    if isinstance(value, tuple | list | range):
        return [_plain(item) for item in value]
    return value


def failure_object(failure: Failure) -> Object:
    """A program's error, as a value."""
    told: Object = {"code": failure.code, "message": failure.message, "line": failure.line}
    if failure.source:
        told["file"] = failure.source
    if failure.input:
        told["input"] = failure.input
    return told


def error_object(error: Exception) -> Object:
    """The object ``complexity/error``: a refusal, or a command that cannot be carried out."""
    told = headed("error")
    match error:
        case NotInLanguage():
            fields = {
                "code": error.code, "file": error.file, "line": error.line,
                "column": error.column, "text": error.text, "message": error.message,
                "repair": error.repair,
            }  # fmt: skip
            if error.others:
                fields["others"] = [error_object(other) for other in error.others]
        case Problem():
            fields = _placeless(error.code, error.message, error.repair, error.file, error.line)
        case Undefined():
            fields = _placeless(error.code, error.message, "", error.source, error.line)
        case _:
            fields = _placeless("internal", f"{type(error).__name__}: {error}", "", "")
    return told | fields


def _placeless(code: str, message: str, repair: str, file: str, line: int = 0) -> Object:
    return {
        "code": code, "file": file or None, "line": line or None, "column": None, "text": None,
        "message": message, "repair": repair or None,
    }  # fmt: skip


def written(told: Object) -> str:
    """An object as the text that is written with `--json`."""
    text = json.dumps(told, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
    return text.replace("\x7f", "\\u007f")  # a control character that JSON does not escape


def write(told: Object, where: str) -> None:
    """Write an object as JSON to a file; ``-`` is standard output."""
    text = written(told)
    if where == "-":
        print_out(text)
        return
    try:
        storage.write(where, text.encode())
    except (OSError, ValueError) as error:
        repair = "give a file that can be written, or - for standard output"
        why = error.strerror if isinstance(error, OSError) else error
        raise Problem("CX005", f"{where}: {why}", repair) from error
