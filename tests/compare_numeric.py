"""The hard cases, given to quizlr and to other libraries in one run.

`python tests/compare_numeric.py [ROWS.json]` prints a line for each implementation: how many rows
it can take, how many it gets within 4 ulp (semantic rows exactly), within 1000 ulp, and wrong. It
needs quizlr and numpy; scipy, scikit-learn and torch appear where they are installed. With `--wrong
NAME` the rows that NAME gets wrong are listed. Rows were chosen to hurt: these are no error rates.
"""

from __future__ import annotations

import json
import math
import sys
import warnings
from collections.abc import Callable, Iterator
from decimal import Context, Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

ROWS = Path(__file__).parent / "golden/numeric_hard_cases.json"
DIGITS = Context(prec=80)
OK_ULP, FAIR_ULP = 4.0, 1000.0
Functions = dict[str, Callable[..., Any]]


def quizlr_functions() -> Functions:
    """The engine under the names of the rows."""
    from quizlr import numeric

    named: Functions = {name: getattr(numeric, name) for name in numeric.__all__}
    return named | {
        "sigmoid_complement": lambda z: numeric.sigmoid(-z),
        "softmax_k": lambda v, k: numeric.softmax(v)[k],
        "log_softmax_k": lambda v, k: numeric.log_softmax(v)[k],
        "softmax_cross_entropy_gradient_k": (
            lambda v, k: numeric.softmax_cross_entropy_gradient(v, k)[k]
        ),
        "logaddexp": lambda a, b: numeric.logsumexp([a, b]),
    }


def naive_functions() -> Functions:
    """The formulas of the textbook, typed into numpy as they stand."""

    def sigmoid(z: Any) -> Any:
        return 1 / (1 + np.exp(-z))

    def log_loss(p: Any, y: Any) -> Any:
        return -(y * np.log(p) + (1 - y) * np.log(1 - p))

    def softmax(v: Any) -> Any:
        return np.exp(v) / np.sum(np.exp(v))

    def kl(p: Any, q: Any) -> Any:
        return p * np.log(p / q)

    def s_prime(z: Any) -> Any:
        return sigmoid(z) * (1 - sigmoid(z))

    def curvature(z: Any, y: Any) -> Any:
        s = sigmoid(z)
        return 2 * s * (1 - s) * (s * (1 - s) + (s - y) * (1 - 2 * s))

    return {
        "sigmoid": sigmoid,
        "sigmoid_complement": lambda z: 1 - sigmoid(z),
        "sigmoid_gradient": s_prime,
        "softplus": lambda z: np.log(1 + np.exp(z)),
        "log_sigmoid": lambda z: np.log(sigmoid(z)),
        "logit": lambda p: np.log(p / (1 - p)),
        "log_loss": log_loss,
        "log_loss_gradient": lambda p, y: -y / p + (1 - y) / (1 - p),
        "log_loss_from_logits": lambda z, y: log_loss(sigmoid(z), y),
        "log_loss_from_logits_gradient": lambda z, y: sigmoid(z) - y,
        "mean_log_loss": lambda p, y: np.mean(log_loss(p, y)),
        "mean_log_loss_from_logits": lambda z, y: np.mean(log_loss(sigmoid(z), y)),
        "weighted_log_loss_from_logits": lambda z, y, w: (
            -(w * y * np.log(sigmoid(z)) + (1 - y) * np.log(1 - sigmoid(z)))
        ),
        "focal_loss_from_logits": lambda z, y, g: (
            -y * (1 - sigmoid(z)) ** g * np.log(sigmoid(z))
            - (1 - y) * sigmoid(z) ** g * np.log(1 - sigmoid(z))
        ),
        "squared_error_from_logits_gradient": lambda z, y: 2 * (sigmoid(z) - y) * s_prime(z),
        "squared_error_from_logits_curvature": curvature,
        "softmax_k": lambda v, k: softmax(v)[k],
        "log_softmax_k": lambda v, k: np.log(softmax(v)[k]),
        "logsumexp": lambda v: np.log(np.sum(np.exp(v))),
        "logaddexp": lambda a, b: np.log(np.exp(a) + np.exp(b)),
        "softmax_cross_entropy": lambda v, k: -np.log(softmax(v)[k]),
        "softmax_cross_entropy_gradient_k": lambda v, k: softmax(v)[k] - 1,
        "entropy": lambda p: -np.sum(p * np.log(p)),
        "binary_entropy": lambda p: -p * np.log(p) - (1 - p) * np.log(1 - p),
        "kl_divergence": lambda p, q: np.sum(kl(p, q)),
        "kl_bernoulli": lambda p, q: kl(p, q) + kl(1 - p, 1 - q),
        "perplexity": np.exp,
        "odds_ratio": lambda b, d: np.exp(b * d),
        "brier_score": lambda p, y: np.mean((p - y) ** 2),
        "log_normal_cdf": lambda z: np.log((1 + math.erf(z / math.sqrt(2))) / 2),
        "probit_gradient": _naive_probit_gradient,
    }


def _naive_probit_gradient(z: Any, y: Any) -> Any:
    below = np.float64((1 + math.erf(z / math.sqrt(2))) / 2)
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi)
    return density * (below - y) / (below * (1 - below))


def scipy_functions() -> Functions:
    """scipy.special, and the natural compositions of it."""
    special = import_module("scipy.special")
    expit, entr, rel_entr = special.expit, special.entr, special.rel_entr

    def from_logits(z: Any, y: Any, weight: Any = 1.0) -> Any:
        return -weight * y * special.log_expit(z) - (1 - y) * special.log_expit(-z)

    def log_loss(p: Any, y: Any) -> Any:
        return -special.xlogy(y, p) - special.xlog1py(1 - y, -p)

    def probit_gradient(z: Any, y: Any) -> Any:
        log_density = -z * z / 2 - np.log(2 * np.pi) / 2
        up, down = special.log_ndtr(z), special.log_ndtr(-z)
        return (1 - y) * np.exp(log_density - down) - y * np.exp(log_density - up)

    return {
        "sigmoid": expit,
        "sigmoid_complement": lambda z: expit(-z),
        "sigmoid_gradient": lambda z: expit(z) * expit(-z),
        "softplus": lambda z: -special.log_expit(-z),
        "log_sigmoid": special.log_expit,
        "logit": special.logit,
        "log_loss": log_loss,
        "log_loss_from_logits": from_logits,
        "log_loss_from_logits_gradient": lambda z, y: (1 - y) * expit(z) - y * expit(-z),
        "mean_log_loss": lambda p, y: np.mean(log_loss(p, y)),
        "mean_log_loss_from_logits": lambda z, y: np.mean(from_logits(z, y)),
        "weighted_log_loss_from_logits": from_logits,
        "squared_error_from_logits_gradient": lambda z, y: (
            2 * ((1 - y) * expit(z) - y * expit(-z)) * expit(z) * expit(-z)
        ),
        "softmax_k": lambda v, k: special.softmax(v)[k],
        "log_softmax_k": lambda v, k: special.log_softmax(v)[k],
        "logsumexp": special.logsumexp,
        "logaddexp": lambda a, b: special.logsumexp([a, b]),
        "softmax_cross_entropy": lambda v, k: -special.log_softmax(v)[k],
        "softmax_cross_entropy_gradient_k": lambda v, k: special.softmax(v)[k] - 1,
        "entropy": lambda p: np.sum(entr(p)),
        "binary_entropy": lambda p: entr(p) + entr(1 - p),
        "kl_divergence": lambda p, q: np.sum(rel_entr(p, q)),
        "kl_bernoulli": lambda p, q: rel_entr(p, q) + rel_entr(1 - p, 1 - q),
        "log_normal_cdf": special.log_ndtr,
        "probit_gradient": probit_gradient,
    }


def sklearn_functions() -> Functions:
    """scikit-learn's metrics, and the compiled loss that its estimators train with."""
    metrics = import_module("sklearn.metrics")
    half = import_module("sklearn._loss").HalfBinomialLoss()
    many = import_module("sklearn._loss").HalfMultinomialLoss

    def column(value: Any) -> Any:
        return np.atleast_1d(np.asarray(value, dtype=np.float64))

    def mean_log_loss(p: Any, y: Any) -> Any:
        return metrics.log_loss(column(y), column(p), labels=[0, 1])

    def cross_entropy(v: Any, k: int) -> Any:
        rows = np.asarray(v, dtype=np.float64)[None]
        return many(n_classes=len(v)).loss(np.array([float(k)]), rows)[0]

    def cross_entropy_gradient(v: Any, k: int) -> Any:
        rows = np.asarray(v, dtype=np.float64)[None]
        return many(n_classes=len(v)).gradient(np.array([float(k)]), rows)[0][k]

    return {
        "log_loss": mean_log_loss,
        "mean_log_loss": mean_log_loss,
        "brier_score": lambda p, y: metrics.brier_score_loss(column(y), column(p)),
        "log_loss_from_logits": lambda z, y: half.loss(column(y), column(z))[0],
        "mean_log_loss_from_logits": lambda z, y: np.mean(half.loss(column(y), column(z))),
        "log_loss_from_logits_gradient": lambda z, y: half.gradient(column(y), column(z))[0],
        "softmax_cross_entropy": cross_entropy,
        "softmax_cross_entropy_gradient_k": cross_entropy_gradient,
    }


def torch_functions() -> Functions:
    """torch.nn.functional, with gradients by automatic differentiation."""
    torch = import_module("torch")
    functional = torch.nn.functional

    def tensor(value: Any) -> Any:
        return torch.tensor(np.asarray(value))

    def slope(loss: Callable[..., Any]) -> Callable[..., Any]:
        def gradient(z: Any, y: Any) -> Any:
            z = tensor(z).requires_grad_()
            loss(z, tensor(y)).backward()
            return z.grad

        return gradient

    def from_logits(z: Any, y: Any, **more: Any) -> Any:
        return functional.binary_cross_entropy_with_logits(z, y, **more)

    def square(z: Any, y: Any) -> Any:
        return (torch.sigmoid(z) - y) ** 2

    def curvature(z: Any, y: Any) -> Any:
        z = tensor(z).requires_grad_()
        (first,) = torch.autograd.grad(square(z, tensor(y)), z, create_graph=True)
        return torch.autograd.grad(first, z)[0]

    def cross_entropy(v: Any, k: int) -> Any:
        return functional.cross_entropy(v[None], torch.tensor([k]))

    def cross_entropy_slope(v: Any, k: int) -> Any:
        v = tensor(v).requires_grad_()
        cross_entropy(v, k).backward()
        return v.grad[k]

    def sigmoid_slope(z: Any) -> Any:
        z = tensor(z).requires_grad_()
        torch.sigmoid(z).backward()
        return z.grad

    def plain(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *values: function(*(tensor(value) for value in values))

    return {
        "sigmoid": plain(torch.sigmoid),
        "sigmoid_complement": plain(lambda z: torch.sigmoid(-z)),
        "sigmoid_gradient": sigmoid_slope,
        "softplus": plain(functional.softplus),
        "log_sigmoid": plain(functional.logsigmoid),
        "logit": plain(torch.logit),
        "log_loss": plain(functional.binary_cross_entropy),
        "mean_log_loss": plain(functional.binary_cross_entropy),
        "log_loss_gradient": slope(functional.binary_cross_entropy),
        "log_loss_from_logits": plain(from_logits),
        "mean_log_loss_from_logits": plain(from_logits),
        "log_loss_from_logits_gradient": slope(from_logits),
        "weighted_log_loss_from_logits": plain(
            lambda z, y, weight: from_logits(z, y, pos_weight=weight)
        ),
        "squared_error_from_logits_gradient": slope(square),
        "squared_error_from_logits_curvature": curvature,
        "softmax_k": lambda v, k: torch.softmax(tensor(v), 0)[k],
        "log_softmax_k": lambda v, k: torch.log_softmax(tensor(v), 0)[k],
        "logsumexp": lambda v: torch.logsumexp(tensor(v), 0),
        "logaddexp": plain(torch.logaddexp),
        "softmax_cross_entropy": lambda v, k: cross_entropy(tensor(v), k),
        "softmax_cross_entropy_gradient_k": cross_entropy_slope,
        "entropy": plain(lambda p: torch.special.entr(p).sum()),
        "log_normal_cdf": plain(torch.special.log_ndtr),
    }


IMPLEMENTATIONS: dict[str, Callable[[], Functions]] = {
    "quizlr": quizlr_functions,
    "numpy naive": naive_functions,
    "scipy": scipy_functions,
    "scikit-learn": sklearn_functions,
    "torch": torch_functions,
}


def number(text: str) -> float:
    """A hexadecimal float of the table, or inf, -inf, nan."""
    return float(text) if text in ("inf", "-inf", "nan") else float.fromhex(text)


def arguments(row: dict[str, Any]) -> Iterator[Any]:
    """The row's arguments in its float type; class numbers stay whole."""
    kind = np.dtype(row["dtype"]).type
    for value in row["args"].values():
        if isinstance(value, list):
            yield np.array([number(text) for text in value], dtype=kind)
        else:
            yield value if isinstance(value, int) else kind(number(value))


def error_ulp(row: dict[str, Any], function: Callable[..., Any]) -> float:
    """How far the function is from the row's truth, in ulp; inf where it means something else."""
    try:
        result = function(*arguments(row))
        result = result.detach() if hasattr(result, "detach") else result
        value = float(np.asarray(result).reshape(-1)[0])
    except (ValueError, TypeError, RuntimeError):
        return 0.0 if row["truth"] == "error" else math.inf
    if row["truth"] == "error":
        return math.inf
    wanted = number(row["truth"] if row["kind"] == "semantic" else row["truth_hex"])
    if row["kind"] != "value" or not math.isfinite(value) or not math.isfinite(wanted):
        same = value == wanted or (math.isnan(value) and math.isnan(wanted))
        return 0.0 if same else math.inf
    miss = abs(DIGITS.subtract(Decimal(value), Decimal(row["truth"])))
    if "ill_conditioned" in row["tags"] and miss <= Decimal(2) ** -51:
        return 0.0
    single = row["dtype"] == "float32"
    ulp = float(np.spacing(np.float32(abs(wanted)))) if single else math.ulp(wanted)
    return float(miss / Decimal(ulp))


def main() -> None:
    """Print the table."""
    warnings.filterwarnings("ignore")
    np.seterr(all="ignore")
    names = [word for word in sys.argv[1:] if word.endswith(".json")]
    listed = sys.argv[sys.argv.index("--wrong") + 1] if "--wrong" in sys.argv else ""
    rows = json.loads(Path(names[0] if names else ROWS).read_text())["rows"]
    print(f"{'implementation':16s} {'rows':>5s} {'ok':>5s} {'fair':>5s} {'wrong':>6s}")
    for name, make in IMPLEMENTATIONS.items():
        try:
            functions = make()
        except ModuleNotFoundError as absent:
            print(f"{name:16s} ({absent.name} is not installed)")
            continue
        taken = [
            (row, error_ulp(row, functions[row["fn"]])) for row in rows if row["fn"] in functions
        ]
        ok = sum(error <= OK_ULP for _, error in taken)
        fair = sum(OK_ULP < error <= FAIR_ULP for _, error in taken)
        print(f"{name:16s} {len(taken):5d} {ok:5d} {fair:5d} {len(taken) - ok - fair:6d}")
        for row, error in taken if name == listed else []:
            if error > FAIR_ULP:
                print(f"    {row['id']:44s} {row['dtype']}  {error:.3g} ulp  {row['why']}")


if __name__ == "__main__":
    main()
