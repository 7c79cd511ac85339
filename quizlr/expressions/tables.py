"""The functions of the language, one line each: how it is called, what it gives, an example.

A parameter's kind says which shapes it takes, and what a call may cost:

    any      a number, vector or matrix; all `any` parameters of one call have one shape, or are
             numbers (which go with every shape)
    free     a number, vector or matrix, whatever the others are
    number   a single number
    whole    a whole number of at least 0
    rounds   a whole number from 1: how often a function repeats itself
    vector   a vector; all vectors of one call have one length
    list     a number or a vector, of any length
    matrix   a matrix
    square   a square matrix, for methods that are cubic in its rows
    data     a matrix of examples (rows) by features, for methods that are quadratic in these
    word     a word in quotes

A parameter with `?` may be left out; `...` stands for more of the last one.
"""

from __future__ import annotations

GENERAL = (
    ("abs(x)", "distance from 0", "abs(-2)"),
    ("sign(x)", "-1, 0 or 1", "sign(-2)"),
    ("exp(x)", "e to the power x", "exp(0)"),
    ("ln(x)", "natural logarithm; -inf at 0, nan below", "ln(1)"),
    ("log2(x)", "logarithm to base 2", "log2(8)"),
    ("log10(x)", "logarithm to base 10", "log10(100)"),
    ("expm1(x)", "exp(x) - 1, exact near 0", "expm1(0)"),
    ("log1p(x)", "ln(1 + x), exact near 0", "log1p(0)"),
    ("tanh(x)", "hyperbolic tangent, -1 to 1", "tanh(0)"),
    ("sqrt(x)", "square root; nan below 0", "sqrt(9)"),
    ("floor(x)", "the whole number at or below", "floor(2.7)"),
    ("ceil(x)", "the whole number at or above", "ceil(2.1)"),
    ("round_to(x, digits: whole)", "x with so many decimals, half away from 0", "round_to(2.5, 0)"),
    ("clip(x, low, high)", "x, but not below low nor above high", "clip(7, 0, 5)"),
    ("where(condition, yes, no)", "of each cell: yes where the condition is not 0, else no",
     "where([1, 0], 5, 6)"),
    ("float32(x)", "x rounded to single precision", "float32(0.5)"),
    ("min(x, ...)", "the least cell of one value; of several, cell by cell", "min([3, 1, 2])"),
    ("max(x, ...)", "the largest cell of one value; of several, cell by cell", "max(2, 5)"),
    ("sum(x)", "of all cells", "sum([1, 2, 3])"),
    ("mean(x)", "of all cells", "mean([1, 2, 3])"),
    ("prod(x)", "of all cells, multiplied", "prod([2, 3])"),
    ("any(x)", "1 if a cell is not 0, else 0", "any([0, 1])"),
    ("all(x)", "1 if no cell is 0, else 0", "all([0, 1])"),
    ("count(x)", "how many cells are not 0", "count([0, 1, 2])"),
    ("len(x: free)", "how many numbers a vector has; how many rows a matrix", "len([4, 5])"),
    ("sort(v: vector)", "ascending", "sort([3, 1, 2])"),
    ("sort_index(v: vector)", "the positions, from 0, in ascending order of what stands there",
     "sort_index([3, 1, 2])"),
    ("argmin(v: vector)", "the position, from 0, of the first least number", "argmin([3, 1, 2])"),
    ("argmax(v: vector)", "the position, from 0, of the first largest number", "argmax([3, 1, 2])"),
    ("cumsum(v: vector)", "running sums", "cumsum([1, 2, 3])"),
    ("concat(a: list, ...)", "numbers and vectors joined to one vector", "concat([1, 2], 3)"),
    ("dot(a: vector, b: vector)", "sum of products", "dot([1, 2], [3, 4])"),
    ("outer(a: list, b: list)", "all products, as a matrix: a's numbers down, b's across",
     "outer([1, 2], [3, 4])"),
    ("transpose(x: matrix)", "rows turned into columns", "transpose([[1, 2], [3, 4]])"),
    ("row(x: matrix, i: whole)", "row i, from 0, as a vector", "row([[1, 2], [3, 4]], 0)"),
    ("col(x: matrix, j: whole)", "column j, from 0, as a vector", "col([[1, 2], [3, 4]], 0)"),
    ("diag(x: free)", "the diagonal of a square matrix; of a vector, the matrix that has it",
     "diag([1, 2])"),
    ("identity(n: whole)", "n x n: 1 on the diagonal, else 0", "identity(2)"),
    ("inverse(x: square)", "of a matrix up to 8 x 8", "inverse([[2, 0], [0, 4]])"),
    ("determinant(x: square)", "of a square matrix", "determinant([[1, 2], [3, 4]])"),
    ("eigenvalues(x: square)", "of a symmetric matrix, ascending", "eigenvalues([[2, 0], [0, 1]])"),
)  # fmt: skip
"""Of every day: `quizlr.expressions.arrays` has them."""

ENGINE = (
    # -- the logistic function and its neighbours
    ("sigmoid(z)", "1 / (1 + exp(-z))", "sigmoid(0)"),
    ("log_sigmoid(z)", "ln(sigmoid(z))", "log_sigmoid(0)"),
    ("softplus(z)", "ln(1 + exp(z))", "softplus(0)"),
    ("logit(p)", "ln(p / (1 - p)), for p from 0 to 1", "logit(0.5)"),
    ("sigmoid_gradient(z)", "sigmoid(z) * (1 - sigmoid(z))", "sigmoid_gradient(0)"),
    # -- log loss, natural logarithm
    ("log_loss(p, y)", "of each probability p of label 1, with label y from 0 to 1",
     "log_loss(0.7, 1)"),
    ("log_loss_gradient(p, y)", "its derivative by p", "log_loss_gradient(0.8, 1)"),
    ("log_loss_from_logits(z, y)", "of each logit z", "log_loss_from_logits(0, 1)"),
    ("log_loss_from_logits_gradient(z, y)", "its derivative by z: sigmoid(z) - y",
     "log_loss_from_logits_gradient(0, 1)"),
    ("mean_log_loss(p, y)", "mean over the rows", "mean_log_loss([0.8, 0.3], [1, 0])"),
    ("mean_log_loss_from_logits(z, y)", "mean over the rows",
     "mean_log_loss_from_logits([1, -1], [1, 0])"),
    ("weighted_mean_log_loss(p, y, weights)", "sum of weight times loss, over the sum of weights",
     "weighted_mean_log_loss([0.8, 0.3], [1, 0], [1, 2])"),
    ("weighted_log_loss_from_logits(z, y, positive_weight)", "of each row; label 1 is weighted",
     "weighted_log_loss_from_logits(0, 1, 3)"),
    ("focal_loss_from_logits(z, y, gamma)", "log loss times (1 - probability of y) ** gamma",
     "focal_loss_from_logits(0, 1, 2)"),
    ("clip_probability(p, epsilon)", "p between epsilon and 1 - epsilon",
     "clip_probability(0, 0.1)"),
    ("smooth_label(y, epsilon, classes?)", "y * (1 - epsilon) + epsilon / classes; 2 if left out",
     "smooth_label(1, 0.1)"),
    # -- squared error of sigmoid(z)
    ("squared_error_from_logits(z, y)", "(sigmoid(z) - y) ** 2", "squared_error_from_logits(0, 1)"),
    ("squared_error_from_logits_gradient(z, y)", "its derivative by z",
     "squared_error_from_logits_gradient(0, 1)"),
    ("squared_error_from_logits_curvature(z, y)", "its second derivative by z",
     "squared_error_from_logits_curvature(0, 1)"),
    # -- softmax; k is the true class, from 0
    ("softmax(z: vector)", "exp(z) / sum(exp(z))", "softmax([0, 0])"),
    ("log_softmax(z: vector)", "ln(softmax(z))", "log_softmax([0, 0])"),
    ("logsumexp(z: vector)", "ln(sum(exp(z)))", "logsumexp([0, 0])"),
    ("softmax_cross_entropy(z: vector, k: whole)", "-ln(softmax(z)[k])",
     "softmax_cross_entropy([0, 0], 1)"),
    ("softmax_cross_entropy_gradient(z: vector, k: whole)", "by each logit: softmax less one-hot",
     "softmax_cross_entropy_gradient([0, 0], 1)"),
    # -- information, in nats
    ("entropy(p: vector)", "of a distribution", "entropy([0.5, 0.5])"),
    ("binary_entropy(p)", "of a coin", "binary_entropy(0.5)"),
    ("cross_entropy(p: vector, q: vector)", "-sum(p * ln(q))",
     "cross_entropy([0.5, 0.5], [0.2, 0.8])"),
    ("kl_divergence(p: vector, q: vector)", "sum(p * ln(p / q))",
     "kl_divergence([0.5, 0.5], [0.2, 0.8])"),
    ("kl_bernoulli(p, q)", "of a coin with p from one with q", "kl_bernoulli(0.5, 0.2)"),
    ("perplexity(mean_nll)", "exp of a mean loss in nats", "perplexity(0)"),
    ("nats_to_bits(nats)", "divided by ln(2)", "nats_to_bits(1)"),
    ("bits_to_nats(bits)", "times ln(2)", "bits_to_nats(1)"),
    # -- scores and likelihood of probabilities p for labels y
    ("brier_score(p, y)", "mean of (p - y) ** 2", "brier_score([0.8, 0.3], [1, 0])"),
    ("brier_skill_score(p, y)", "1 - Brier score over that of the base rate",
     "brier_skill_score([0.8, 0.3], [1, 0])"),
    ("likelihood(p, y)", "product of the probabilities of the labels",
     "likelihood([0.8, 0.3], [1, 0])"),
    ("log_likelihood(p, y)", "its natural logarithm", "log_likelihood([0.8, 0.3], [1, 0])"),
    ("bernoulli_mle(successes: number, trials: number)", "successes / trials",
     "bernoulli_mle(7, 20)"),
    # -- odds
    ("odds(p)", "p / (1 - p)", "odds(0.8)"),
    ("probability_from_odds(odds)", "odds / (1 + odds)", "probability_from_odds(4)"),
    ("odds_ratio(b, delta)", "exp(b * delta)", "odds_ratio(0.7, 2)"),
    ("scale_odds(p, ratio)", "p after its odds are multiplied by ratio", "scale_odds(0.2, 2)"),
    # -- the normal distribution
    ("norm_pdf(z) = normal_pdf", "density of the standard normal distribution", "norm_pdf(0)"),
    ("norm_cdf(z) = normal_cdf", "probability of at most z", "norm_cdf(0)"),
    ("norm_quantile(p) = normal_quantile", "z with norm_cdf(z) = p", "norm_quantile(0.5)"),
    ("log_normal_cdf(z)", "ln(norm_cdf(z))", "log_normal_cdf(0)"),
    ("probit_gradient(z, y)", "derivative by z of the log loss of norm_cdf(z)",
     "probit_gradient(0, 1)"),
)  # fmt: skip
"""Of log loss and its world: `quizlr.numeric` has them, under this name or the one after `=`."""
