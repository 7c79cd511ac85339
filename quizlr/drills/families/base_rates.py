"""What the share of positives does to probabilities and metrics.

Templates of the topic `interpretation`, in a file of their own.
"""

from __future__ import annotations

from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import PROBABILITY, grid, pick, slip, step, within
from quizlr.model import Form, Tier

_TOPIC = "interpretation"

PRIOR_CORRECTION = Template(
    id="prior-correction",
    title="Probability after training on thinned negatives",
    topic=_TOPIC,
    tier=Tier.EXPERT,
    vars={
        "p": grid("0.3", "0.95", "0.05"),
        "kept": pick("0.01", "0.02", "0.05", "0.1", "0.2", "0.25", "0.4", "0.5"),
    },
    let={"thinned": "p / (1 - p)", "corrected": "thinned * kept"},
    front=r"""To balance its data a team kept all positive rows but only a random share of {{= kept
}} of the negative rows. The model trained on them says $p = {{= p }}$. What is the probability in
the full population?""",
    parts=(
        NumberPart(
            answer="corrected / (1 + corrected)",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "times_p",
                    "p * kept",
                    "That multiplies the probability. Thinning the negatives changes the *odds* by "
                    "a factor.",
                ),
                slip(
                    "inverse",
                    "thinned / (thinned + kept)",
                    "That divides the odds. The full population has more negatives than the "
                    "training data, so the probability must fall.",
                ),
                slip(
                    "none",
                    "p",
                    "That is the model's own probability. It holds for the balanced data only.",
                ),
                slip(
                    "odds_for_prob",
                    "corrected",
                    "Those are the corrected odds. The probability is odds / (1 + odds).",
                ),
                slip(
                    "add_log",
                    "p + ln(kept)",
                    "The logarithm of the share is added to the *log-odds*, not to the "
                    "probability.",
                ),
            ),
        ),
    ),
    steps=(
        step("Odds of the model", "thinned"),
        step("Times the share of negatives kept", "corrected"),
        step("Back to a probability", "corrected / (1 + corrected)"),
    ),
)

BALANCED_WEIGHTS = Template(
    id="balanced-weights",
    title="Balanced class weights",
    topic=_TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={
        "n0": pick(60, 70, 75, 80, 90, 120, 150, 180, 190, 450, 480),
        "n1": pick(10, 12, 15, 20, 24, 25, 30, 40, 50),
    },
    let={"n": "n0 + n1", "each": "[n / (2 * n0), n / (2 * n1)]"},
    front=r"""A training set has {{= n0 }} rows of class 0 and {{= n1 }} of class 1. The "balanced"
class weights of scikit-learn give both classes the same total weight and keep the sum of the
weights at the number of rows. What are they? Answer (weight of class 0, weight of class 1).""",
    parts=(
        NumberPart(
            answer="each",
            tolerance=within(rel="0.01"),
            form=Form.VECTOR,
            slips=(
                slip(
                    "inverse",
                    "[1 / n0, 1 / n1]",
                    "Those have the right ratio, but they add up to 2 over the data instead of to "
                    "the number of rows.",
                ),
                slip(
                    "no_k",
                    "2 * each",
                    "That leaves out the number of classes: $n / (k n_c)$ with $k = 2$.",
                ),
                slip(
                    "swapped_label",
                    "[n / (2 * n1), n / (2 * n0)]",
                    "Those are the other way round. The rarer class gets the larger weight.",
                ),
                slip(
                    "shares",
                    "[n0 / n, n1 / n]",
                    "Those are the shares of the classes. The weights go with their inverses.",
                ),
            ),
        ),
    ),
    steps=(
        step("Rows in all", "n"),
        step("Rows each class should count for", "n / 2"),
        step("Divided by the rows it has", "each"),
    ),
)

PPV_BAYES = Template(
    id="ppv-bayes",
    title="How sure is a positive test?",
    topic=_TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "sensitivity": grid("0.7", "0.98", "0.02"),
        "spec": grid("0.8", "0.98", "0.02"),
        "prevalence": pick("0.005", "0.01", "0.02", "0.05", "0.1", "0.2"),
    },
    let={
        "hits": "sensitivity * prevalence",
        "alarms": "(1 - spec) * (1 - prevalence)",
        "ppv": "hits / (hits + alarms)",
    },
    front=r"""A classifier has the sensitivity (recall) {{= sensitivity }} and the specificity {{=
spec }}. Of the population a share of {{= prevalence }} is positive. What is the probability that a
row flagged as positive is positive (precision)?""",
    parts=(
        NumberPart(
            answer="ppv",
            # At a small prevalence the odds are nearly the probability: only digits tell.
            tolerance=within(rel="0.001"),
            digits=4,
            unit="probability",
            slips=(
                slip(
                    "sens",
                    "sensitivity",
                    "That is the probability of a flag given a positive. Asked is the probability "
                    "of a positive given a flag.",
                ),
                slip(
                    "no_prior",
                    "sensitivity / (sensitivity + 1 - spec)",
                    "That forgets the prevalence, as if half of the population were positive.",
                ),
                slip(
                    "joint",
                    "hits",
                    "That is the share of true alarms in the population. Divide by the share of "
                    "all alarms.",
                ),
                slip(
                    "odds_for_prob",
                    "hits / alarms",
                    "That is true alarms over false alarms, the odds. Divide by all alarms, the "
                    "true ones too.",
                ),
                slip(
                    "forgot_1_minus_prevalence",
                    "hits / (hits + 1 - spec)",
                    "The false alarms come from the negatives only: $1 -$ specificity, times "
                    "$1 -$ prevalence.",
                ),
                slip(
                    "ratio_times_prevalence",
                    "hits / (1 - spec)",
                    "That is the prevalence times the likelihood ratio, sensitivity over $1 -$ "
                    "specificity. The ratio multiplies the *odds*, not the probability.",
                ),
                slip(
                    "one_minus",
                    "1 - ppv",
                    "That is the probability that the flagged row is negative.",
                ),
            ),
        ),
    ),
    steps=(
        step("Share of true alarms, sensitivity times prevalence", "hits"),
        step("Share of false alarms, (1 - specificity) times (1 - prevalence)", "alarms"),
        step("True alarms over all alarms", "ppv"),
    ),
)

MAJORITY_ACCURACY = Template(
    id="majority-accuracy",
    title="Accuracy without learning anything",
    topic=_TOPIC,
    tier=Tier.BEGINNER,
    vars={"prevalence": grid("0.01", "0.97", "0.01")},
    let={"best": "max(prevalence, 1 - prevalence)"},
    require=("best >= 0.55",),
    front=r"""A share of {{= prevalence }} of the rows is positive. A "model" predicts the more
frequent class for every row. What is its accuracy?""",
    parts=(
        NumberPart(
            answer="best",
            tolerance=within(abs="0.0005"),
            unit="probability",
            slips=(
                slip(
                    "one_minus",
                    "1 - best",
                    "That is its error rate. It is right on every row of the frequent class.",
                ),
                slip(
                    "half",
                    "0.5",
                    "One half is what coin flips reach. Always saying the frequent class is right "
                    "more often.",
                ),
                slip(
                    "matching",
                    "best ** 2 + (1 - best) ** 2",
                    "That is the accuracy of guessing each class as often as it occurs. Always "
                    "saying the frequent one is better.",
                ),
            ),
        ),
    ),
    steps=(
        step("Share of the other class", "1 - prevalence"),
        step("The larger of the two shares", "best"),
    ),
    back="A classifier is worth something only if it beats this.",
)
