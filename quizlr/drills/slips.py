"""The common vocabulary of mistakes: stable ids, so that a learner's slips add up over drills."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "sign": "The sign is flipped. Check which term is subtracted from which.",
        "swapped_label": "That is the value for the other label. Look at y again: the loss uses p "
        "where y = 1 and 1 - p where y = 0.",
        "log10": "That is the logarithm to base 10. Losses use the natural logarithm: multiply by "
        "2.303.",
        "log2_bits": "That is in bits, with the logarithm to base 2. In nats, with the natural "
        "logarithm, it is 0.693 times that.",
        "forgot_1_over_m": "That is the sum. The mean over the rows divides it by their number m.",
        "factor_2": "That is off by a factor of 2. A 2 comes only from differentiating a square.",
        "forgot_x": "That is the gradient for the bias. For a weight, multiply each residual by "
        "its x first.",
        "forgot_sigmoid": "That uses the score z itself. Put it through the sigmoid first, so that "
        "it becomes a probability.",
        "forgot_sigmoid_derivative": "A factor is missing: by the chain rule the sigmoid brings "
        "its own derivative, p(1 - p).",
        "ce_for_mse": "That is the gradient of log loss, where p(1 - p) cancels. Of squared error "
        "it stays.",
        "mse_for_ce": "That is for squared error. In log loss the factor p(1 - p) cancels and the "
        "residual p - y is left.",
        "wrt_prediction": "That is the derivative with respect to the prediction p. Multiply by "
        "dp/dz = p(1 - p) to get to z.",
        "bias_penalised": "That penalises the bias too. The penalty is on the weights only.",
        "no_half": "The half is missing: the penalty is lambda/(2m) times the squared weights.",
        "inverse": "That is upside down. Check which quantity divides which.",
        "one_minus": "That is the probability of the other class. Subtract it from 1.",
        "odds_for_prob": "Those are the odds. The probability is odds / (1 + odds).",
        "beta_for_or": "That is the coefficient, on the scale of log-odds. The odds ratio is its "
        "exponential.",
        "unweighted": "The weights are left out: each row counts as much as its weight says.",
        "clip": "That comes from clipping the probability. Without clipping the value is another.",
        "double_sigmoid": "That takes the sigmoid twice. z is a logit: one sigmoid makes it a "
        "probability.",
        "double_softmax": "That takes the softmax twice. The cross-entropy wants the logits, or "
        "their softmax taken once.",
        "prob_for_log": "That is the probability. The loss is minus its logarithm.",
        "same_gradient_twice": "That uses the first gradient again. It must be computed anew at "
        "the new weight.",
        "ascent": "That walks uphill. Descent subtracts the gradient times the learning rate.",
        "swapped_args": "The two arguments are swapped; the quantity is not symmetric in them.",
        "ties_wrong": "Ties are counted wrongly: a pair with equal scores counts one half.",
        "micro_macro": "That is the other average. Micro pools the counts; macro averages the "
        "values of the classes.",
    }
)


def sentence(slip_id: str) -> str:
    """What to say of a slip whose author said nothing; the id itself if it is not a common one."""
    return SENTENCES.get(slip_id, f"That is a known slip: {slip_id.replace('_', ' ')}.")
