"""Ask other people's libraries, and keep their answers in golden/numeric_oracles.json.

Run `python tests/make_numeric_goldens.py` where numpy, scipy, scikit-learn, statsmodels and torch
are installed; quizlr need not be. Inputs are drawn from a fixed seed, from ranges in which these
libraries are accurate; hard inputs have truths of their own (numeric_hard_cases.json).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.random import Generator

GOLDEN = Path(__file__).parent / "golden/numeric_oracles.json"
LIBRARIES = ("scipy", "sklearn", "statsmodels", "torch")
SEED = 20
Case = dict[str, Any]


def case(function: str, value: Any, *arguments: Any, part: str = "", rel: float = 1e-12) -> Case:
    """A call of the engine and the answer of a library; `part` names a field of the result."""
    given = [_plain(argument) for argument in arguments]
    return {"call": function, "part": part, "given": given, "value": _plain(value), "rel": rel}


def scipy_cases(chance: Generator) -> Iterator[Case]:
    """Elementary functions, information, and separability by linear programming."""
    special = import_module("scipy.special")
    z, p = chance.normal(0, 4, 12), chance.uniform(0.01, 0.99, 12)
    yield case("sigmoid", special.expit(z), z)
    yield case("log_sigmoid", special.log_expit(z), z)
    yield case("logit", special.logit(p), p)
    yield case("normal_cdf", special.ndtr(z), z)
    yield case("log_normal_cdf", special.log_ndtr(z), z)
    yield case("normal_quantile", special.ndtri(p), p, rel=1e-10)
    yield case("softmax", special.softmax(z), z)
    yield case("log_softmax", special.log_softmax(z), z)
    yield case("logsumexp", special.logsumexp(z), z)
    for size in (2, 3, 6):
        a, b = chance.dirichlet(np.ones(size), 2)
        yield case("entropy", special.entr(a).sum(), a)
        yield case("kl_divergence", special.rel_entr(a, b).sum(), a, b, rel=1e-10)
    for _ in range(40):
        rows = chance.integers(-3, 4, (int(chance.integers(3, 11)), int(chance.integers(1, 4))))
        y = chance.integers(0, 2, len(rows))
        yield case("is_separable", _separable_by_linear_programming(rows, y), rows, y)


def sklearn_cases(chance: Generator) -> Iterator[Case]:
    """Metrics, and penalised fits."""
    metrics = import_module("sklearn.metrics")
    for size in (6, 20, 50):
        y = np.append([0, 1], chance.integers(0, 2, size))
        p = np.round(chance.uniform(0.05, 0.95, len(y)), 1)
        said = (p >= 0.5).astype(int)
        tn, fp, fn, tp = metrics.confusion_matrix(y, said).ravel()
        table = [tp, fp, fn, tn]
        yield case("confusion", table, p, y)
        yield case("mean_log_loss", metrics.log_loss(y, p), p, y)
        yield case("brier_score", metrics.brier_score_loss(y, p), p, y)
        yield case("roc_auc", metrics.roc_auc_score(y, p), p, y)
        yield case("average_precision", metrics.average_precision_score(y, p), p, y)
        yield case("matthews_correlation", metrics.matthews_corrcoef(y, said), table)
        yield case("precision", metrics.precision_score(y, said), table)
        yield case("recall", metrics.recall_score(y, said), table)
        yield case("fbeta", metrics.fbeta_score(y, said, beta=2), table, 2)
        yield case("balanced_accuracy", metrics.balanced_accuracy_score(y, said), table)
    linear = import_module("sklearn.linear_model")
    for strength in (0.1, 1.0, 10.0):
        x, y = _data(chance)
        model = linear.LogisticRegression(C=1 / strength, tol=1e-12, max_iter=10_000).fit(x, y)
        yield case("fit_logistic", model.coef_[0], x, y, strength, part="weights", rel=1e-5)
        yield case("fit_logistic", model.intercept_[0], x, y, strength, part="bias", rel=1e-5)


def statsmodels_cases(chance: Generator) -> Iterator[Case]:
    """Maximum-likelihood fits, their standard errors, and links."""
    api = import_module("statsmodels.api")
    five = np.array([[1.0], [2.0], [-1.0], [0.0], [-0.5]]), np.array([1, 0, 0, 1, 1])
    for x, y in [five, _data(chance), _data(chance)]:
        model = api.Logit(y, api.add_constant(x)).fit(method="newton", tol=1e-14, disp=0)
        yield case("fit_logistic", model.params[1:], x, y, part="weights", rel=1e-9)
        yield case("fit_logistic", model.params[0], x, y, part="bias", rel=1e-9)
        yield case("fit_logistic", -model.llf / len(y), x, y, part="cost", rel=1e-12)
        yield case("wald_standard_errors", model.bse, -model.model.hessian(model.params))
    links = import_module("statsmodels.genmod.families.links")
    eta = chance.uniform(-3, 1.2, 8)
    yield case("inverse_cloglog", links.CLogLog().inverse(eta), eta)
    yield case("normal_pdf", links.Probit().inverse_deriv(eta), eta)
    yield case("sigmoid_gradient", links.Logit().inverse_deriv(eta), eta, rel=1e-11)


def torch_cases(chance: Generator) -> Iterator[Case]:
    """Losses and their gradients by automatic differentiation, and optimisers."""
    torch = import_module("torch")
    functional = torch.nn.functional
    torch.set_default_dtype(torch.float64)
    z, y = chance.normal(0, 3, 10), chance.uniform(0, 1, 10).round(2)
    weight = torch.tensor(3.0)
    losses: dict[str, Any] = {
        "log_loss_from_logits": lambda t, u: functional.binary_cross_entropy_with_logits(
            t, u, reduction="none"
        ),
        "squared_error_from_logits": lambda t, u: (torch.sigmoid(t) - u) ** 2,
    }
    for name, loss in losses.items():
        t = torch.tensor(z, requires_grad=True)
        value = loss(t, torch.tensor(y))
        (slope,) = torch.autograd.grad(value.sum(), t, create_graph=True)
        (bend,) = torch.autograd.grad(slope.sum(), t)
        yield case(name, value, z, y)
        yield case(f"{name}_gradient", slope, z, y, rel=1e-10)
        if name == "squared_error_from_logits":
            yield case(f"{name}_curvature", bend, z, y, rel=1e-9)
    weighted = functional.binary_cross_entropy_with_logits(
        torch.tensor(z), torch.tensor(y), pos_weight=weight, reduction="none"
    )
    yield case("weighted_log_loss_from_logits", weighted, z, y, 3.0)
    for k in range(3):
        v = torch.tensor(chance.normal(0, 3, 3), requires_grad=True)
        loss = functional.cross_entropy(v[None], torch.tensor([k]))
        loss.backward()
        yield case("softmax_cross_entropy", loss, v, k)
        yield case("softmax_cross_entropy_gradient", v.grad, v, k, rel=1e-10)
    yield from _torch_network(torch, chance)
    yield from _torch_data_set(torch, chance)
    m, v, g, w = chance.uniform(0.1, 1, 4)
    yield case("adam_step", _torch_adam(torch, w, m, v, g), w, m, v, g, 3, part="2")


def _torch_network(torch: Any, chance: Generator) -> Iterator[Case]:
    for hidden in (1, 2, 4):
        x, first, second = (
            chance.normal(size=3),
            chance.normal(size=(hidden, 3)),
            chance.normal(size=hidden),
        )
        w1 = torch.tensor(first, requires_grad=True)
        w2 = torch.tensor(second, requires_grad=True)
        p = torch.sigmoid(w2 @ torch.sigmoid(w1 @ torch.tensor(x)))
        torch.nn.functional.binary_cross_entropy(p, torch.tensor(1.0)).backward()
        yield case("mlp_probability", p, x, first, second)
        yield case("mlp_first_weights_gradient", w1.grad, x, first, second, 1, rel=1e-10)
        yield case("mlp_second_weights_gradient", w2.grad, x, first, second, 1, rel=1e-10)


def _torch_data_set(torch: Any, chance: Generator) -> Iterator[Case]:
    x, y = _data(chance)
    w, b = torch.tensor(chance.normal(size=2), requires_grad=True), 0.3

    def cost(weights: Any) -> Any:
        z = torch.tensor(x) @ weights + b
        return torch.nn.functional.binary_cross_entropy_with_logits(z, torch.tensor(y * 1.0))

    loss = cost(w)
    loss.backward()
    yield case("logistic_cost", loss, x, y, w, b)
    yield case("logistic_weight_gradient", w.grad, x, y, w, b, rel=1e-10)
    hessian = torch.autograd.functional.hessian(cost, w)
    yield case("logistic_hessian", hessian, x, w, b, rel=1e-10)


def _torch_adam(torch: Any, w: float, m: float, v: float, g: float) -> float:
    """The parameter after Adam's third step, from given moments."""
    parameter = torch.tensor([w], requires_grad=True)
    optimizer = torch.optim.Adam([parameter], lr=0.05)
    state = optimizer.state[parameter]
    state["step"] = torch.tensor(2.0)
    state["exp_avg"], state["exp_avg_sq"] = torch.tensor([m]), torch.tensor([v])
    parameter.grad = torch.tensor([g])
    optimizer.step()
    return float(parameter.detach())


def _separable_by_linear_programming(rows: Any, y: Any) -> bool:
    """Maximise the sum of signed heights with none below 0: separable iff it can be above 0."""
    linprog = import_module("scipy.optimize").linprog
    signed = np.column_stack([rows, np.ones(len(rows))]) * (2 * y - 1)[:, None]
    found = linprog(-signed.sum(axis=0), A_ub=-signed, b_ub=np.zeros(len(rows)), bounds=(-1, 1))
    return bool(-found.fun > 1e-7)


def _data(chance: Generator) -> tuple[Any, Any]:
    """Twenty-four rows of two features with labels that overlap."""
    x = chance.normal(size=(24, 2)).round(2)
    return x, (chance.uniform(size=24) < 1 / (1 + np.exp(-x @ [1.0, -0.5]))).astype(int)


def _plain(value: Any) -> Any:
    array = np.asarray(value.detach() if hasattr(value, "detach") else value)
    return array.tolist()


def make() -> dict[str, list[Case]]:
    """All cases, by library."""
    makers = (scipy_cases, sklearn_cases, statsmodels_cases, torch_cases)
    return {
        name: list(maker(np.random.default_rng(SEED + number)))
        for number, (name, maker) in enumerate(zip(LIBRARIES, makers, strict=True))
    }


def main() -> None:
    """Write the file, one case a line."""
    versions = {name: import_module(name).__version__ for name in LIBRARIES}
    blocks = [
        f'"{name}": [\n' + ",\n".join(json.dumps(one) for one in cases) + "\n]"
        for name, cases in make().items()
    ]
    GOLDEN.write_text(f'{{"versions": {json.dumps(versions)},\n' + ",\n".join(blocks) + "}\n")


if __name__ == "__main__":
    main()
