"""The fit: its gradient, what it finds, what holds it back, and how sure it says that it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from fitting_makers import joined, josh, random_log, simulated_log
from hypothesis import given, settings
from hypothesis import strategies as st

from quizlr.fitting import (
    FSRS6,
    draws,
    from_triangle,
    lay_out,
    prior_covariance,
    replay,
    with_guessing,
)
from quizlr.fitting.arrays import Floats
from quizlr.fitting.learner import LEAST_DAYS, LEAST_SCORED, Decision, Trial, fit_learner
from quizlr.fitting.metrics import log_loss, losses
from quizlr.fitting.objective import Curvature, curvature, scores_by_group
from quizlr.fitting.posterior import evidence_of, fit, recency_weights
from quizlr.fitting.prior import DEFAULTS_COUNT, Coordinates, expectations, held_near, spread
from quizlr.fitting.solver import minimise

seeds = st.integers(0, 10_000)


def inside(seed: int) -> Floats:
    """Parameters away from their bounds."""
    drawn = np.random.default_rng(seed).normal(0.0, 0.4, 21)
    coordinates = Coordinates(FSRS6)
    margin = 0.02 * (coordinates.upper - coordinates.lower)
    point = coordinates.defaults + drawn * FSRS6.deviations
    return coordinates.outward(
        np.clip(point, coordinates.lower + margin, coordinates.upper - margin)
    )


@given(seeds, seeds)
@settings(max_examples=30)
def test_the_loss_is_the_weighted_log_loss_with_guessing_and_its_gradient_is_exact(
    log_seed: int, seed: int
) -> None:
    log = random_log(log_seed, card_count=20)
    weights = recency_weights(log)
    evidence = evidence_of(log, weights)

    def loss(parameters: Floats) -> float:
        recall = replay(FSRS6, parameters, evidence.layout).recall
        chance = with_guessing(recall, log.guess_rate)
        scored = log.is_scored
        return float(weights[scored] @ losses(chance[scored], log.is_recalled[scored]))

    parameters = inside(seed)
    found = curvature(FSRS6, parameters, evidence)
    assert found.loss == pytest.approx(loss(parameters), rel=1e-9)
    off = 0
    for index in range(21):
        step = 1e-5 * max(1.0, abs(parameters[index])) * np.eye(21)[index]
        numeric = (loss(parameters + step) - loss(parameters - step)) / (2 * step[index])
        off += abs(found.gradient[index] - numeric) > 1e-4 * max(1.0, abs(numeric))
    # a difference taken across a kink (a bound of stability or difficulty) is no slope
    assert off <= 2


@given(seeds)
@settings(max_examples=10)
def test_scores_of_the_groups_add_up_to_the_gradient(seed: int) -> None:
    log = random_log(seed)
    evidence = evidence_of(log, recency_weights(log))
    groups = np.unique(log.study_day, return_inverse=True)[1]
    by_day = scores_by_group(FSRS6, FSRS6.defaults, evidence, groups)
    gradient = curvature(FSRS6, FSRS6.defaults, evidence).gradient
    assert by_day.sum(axis=1) == pytest.approx(gradient, rel=1e-9, abs=1e-9)


def test_the_made_up_log_pulls_to_nothing_but_the_defaults() -> None:
    made_up = expectations(FSRS6)
    assert made_up.weights.sum() == pytest.approx(DEFAULTS_COUNT)
    assert made_up.outcome.min() >= 0.0
    at = curvature(FSRS6, FSRS6.defaults, made_up)
    assert np.abs(at.gradient).max() < 1e-9
    coordinates = Coordinates(FSRS6)
    at_home = spread(FSRS6, coordinates.defaults, coordinates)
    assert at_home.loss == 0.0
    for seed in range(5):
        away = curvature(FSRS6, inside(seed), made_up)
        assert away.loss > at.loss


def test_no_log_gives_the_defaults() -> None:
    found = fit(FSRS6, random_log(1).head(0))
    assert found.parameters.tolist() == pytest.approx(FSRS6.defaults.tolist())


def test_the_search_ends_at_the_bound_where_the_minimum_lies_outside() -> None:
    target = np.array([3.0, -1.0])

    def bowl(point: Floats, _number: int) -> Curvature:
        away = point - target
        return Curvature(float(50 * away @ away), 100 * away, 100 * np.eye(2))

    found = minimise(bowl, np.zeros(2), np.array([-5.0, 0.0]), np.array([5.0, 2.0]))
    assert found.point.tolist() == pytest.approx([3.0, 0.0], abs=0.02)
    assert found.is_free.tolist() == [True, False]


def test_nothing_nearby_is_more_probable_than_the_fit() -> None:
    log = josh()
    found = fit(FSRS6, log)
    evidence = evidence_of(log, recency_weights(log))
    coordinates = Coordinates(FSRS6)

    def objective(parameters: Floats) -> float:
        point = coordinates.inward(parameters)
        return (
            curvature(FSRS6, parameters, evidence).loss
            + curvature(FSRS6, parameters, expectations(FSRS6)).loss
            + spread(FSRS6, point, coordinates).loss
        )

    best = objective(found.parameters)
    draw = np.random.default_rng(0)
    for _ in range(12):
        move = draw.normal(0.0, 0.1, 21) * FSRS6.deviations
        point = coordinates.inward(found.parameters) + move
        near = np.clip(point, coordinates.lower, coordinates.upper)
        assert objective(coordinates.outward(near)) > best - 0.05


def test_a_fit_from_elsewhere_ends_at_the_same_place() -> None:
    log = josh()
    cold, warm = fit(FSRS6, log), fit(FSRS6, log, start=inside(4))
    layout, scored = lay_out(log), log.is_scored
    one, other = (replay(FSRS6, found.parameters, layout).recall[scored] for found in (cold, warm))
    assert np.abs(one - other).max() < 0.03


def test_a_log_with_guessing_gives_back_the_memory_behind_it() -> None:
    """Half of what is not recalled is guessed: who leaves that out takes memory for better."""
    truth = FSRS6.defaults.copy()
    truth[:4] *= 0.5
    log = simulated_log(3, truth, days=150, new_per_day=14, guess_rate=0.5)
    aware = fit(FSRS6, log)
    blind = fit(FSRS6, replace(log, guess_rate=np.zeros(len(log))))
    layout, scored = lay_out(log), log.is_scored
    real = replay(FSRS6, truth, layout).recall[scored]
    gaps = [
        np.abs(replay(FSRS6, found.parameters, layout).recall[scored] - real).mean()
        for found in (aware, blind)
    ]
    assert gaps[0] < 0.03 < gaps[1]


def test_few_reviews_leave_the_defaults_in_force() -> None:
    log = josh()
    scored = np.flatnonzero(log.is_scored)
    few = log.head(int(scored[LEAST_SCORED - 1]))
    outcome = fit_learner(FSRS6, few)
    assert outcome.decision is Decision.TOO_FEW
    assert outcome.fitted is None
    days = np.unique(log.study_day[scored])
    early = log.head(int(np.searchsorted(log.study_day, days[LEAST_DAYS - 1])))
    assert early.is_scored.sum() > LEAST_SCORED
    assert fit_learner(FSRS6, early).decision is Decision.TOO_FEW


def test_a_real_log_wins_its_trial_against_the_defaults() -> None:
    outcome = fit_learner(FSRS6, josh())
    assert outcome.decision is Decision.USED
    assert outcome.trial is not None
    assert outcome.trial.fitted < outcome.trial.defaults
    assert outcome.trial.review_count == 1274


def test_a_fit_that_predicts_worse_than_what_is_in_force_is_not_used() -> None:
    """Memory halves half way through: what was fitted before says nothing any more."""
    log = josh()
    shuffled = replace(log, rating=log.rating.copy())
    held_out = np.flatnonzero(log.is_scored)[-1274:]
    shuffled.rating[held_out] = np.where(shuffled.rating[held_out] > 1, 1, 3)
    outcome = fit_learner(FSRS6, shuffled)
    assert outcome.decision is Decision.WORSE
    assert outcome.fitted is not None


def test_parameters_that_have_seen_the_newest_reviews_are_no_rival() -> None:
    seen = Trial(review_count=9, defaults=0.5, in_force=0.3, fitted=0.4, is_seen=True)
    assert seen.is_won
    assert not replace(seen, is_seen=False).is_won
    assert not replace(seen, fitted=0.6).is_won


def test_a_fit_tells_its_progress_and_can_be_stopped() -> None:
    shares: list[float] = []
    fit_learner(FSRS6, josh(), tick=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0

    def stop(share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fit_learner(FSRS6, josh(), tick=stop)


def test_error_bars_lie_around_the_fit_and_shrink_with_the_log() -> None:
    log = josh()
    whole, part = fit(FSRS6, log), fit(FSRS6, log.head(5000))
    for found in (whole, part):
        assert np.all(found.low <= found.parameters)
        assert np.all(found.high >= found.parameters)
        assert np.all((found.low < found.high) == found.is_free)
    assert np.trace(whole.covariance) < np.trace(part.covariance)


def test_held_out_loss_of_the_real_log_is_below_the_goal() -> None:
    from quizlr.fitting import evaluate, time_series_folds

    log = josh()
    found = evaluate(log, FSRS6, lambda head: fit(FSRS6, head).parameters, time_series_folds(log))
    assert found.scores.log_loss < 0.4335
    assert found.scores.rmse_bins < 0.0354
    assert found.scores.auc > 0.6769
    assert log_loss(found.chance[found.rows], log.is_recalled[found.rows]) == pytest.approx(
        found.scores.log_loss
    )


def test_draws_scatter_as_the_error_bars_say() -> None:
    found = fit(FSRS6, josh())
    coordinates = Coordinates(FSRS6)
    drawn = draws(FSRS6, found.parameters, found.covariance, 4000)
    assert np.all((drawn >= FSRS6.lower) & (drawn <= FSRS6.upper))
    inward = np.array([coordinates.inward(each) for each in drawn])
    for index in (0, 4, 8, 17):
        sd = np.sqrt(found.covariance[index, index])
        assert inward[:, index].std() == pytest.approx(sd, rel=0.1)
    held = ~found.is_free
    assert np.allclose(drawn[:, held], found.parameters[held])


def test_before_there_is_a_log_more_is_possible_than_after_it() -> None:
    before, after = prior_covariance(FSRS6), fit(FSRS6, josh()).covariance
    assert np.trace(before) > np.trace(after)
    assert np.all(np.sqrt(np.diag(before)) <= FSRS6.deviations)


def test_a_triangle_becomes_the_matrix_that_it_was() -> None:
    covariance = fit(FSRS6, josh()).covariance
    rows = [row[: number + 1].tolist() for number, row in enumerate(covariance)]
    assert np.allclose(from_triangle(rows), covariance, rtol=1e-12, atol=1e-15)


def test_the_newer_model_takes_the_same_path() -> None:
    """FSRS-7 drops in as one file; it is not shipped, because it predicts the real log worse."""
    from fsrs7 import FSRS7

    log = josh()
    layout = lay_out(log.head(1500).where(np.ones(1500, dtype=bool)))
    evidence_ours = curvature(FSRS7, FSRS7.defaults, evidence_of(log.head(1500), np.ones(1500)))
    assert evidence_ours.gradient.shape == (35,)
    state = np.array([[0.5, 30.0], [5.0, 7.0]])
    days = FSRS7.interval(FSRS7.defaults, state, 0.9)
    assert FSRS7.predict(FSRS7.defaults, state, days) == pytest.approx([0.9, 0.9])
    assert np.nanmax(replay(FSRS7, FSRS7.defaults, layout).recall) <= 1.0


def test_drills_that_differ_get_parameters_of_their_own_with_the_same_forgetting_curve() -> None:
    harder = FSRS6.defaults.copy()
    harder[:4] *= 0.25
    harder[8] -= 0.8
    cards = simulated_log(1, FSRS6.defaults, days=150, new_per_day=10)
    drills = simulated_log(2, harder, days=150, new_per_day=5)
    outcome = fit_learner(FSRS6, joined(drills, cards))
    assert outcome.decision is Decision.USED
    assert outcome.fitted is not None
    assert outcome.skills is not None
    assert outcome.skills_trial is not None
    assert outcome.skills_trial.own < outcome.skills_trial.shared
    assert outcome.skills[8] < outcome.fitted.parameters[8]
    assert outcome.skills[20] == outcome.fitted.parameters[20]
    layout, scored = lay_out(drills), drills.is_scored
    truth = replay(FSRS6, harder, layout).recall[scored]
    gaps = [
        np.abs(replay(FSRS6, values, layout).recall[scored] - truth).mean()
        for values in (outcome.skills, outcome.fitted.parameters)
    ]
    assert gaps[0] < 0.7 * gaps[1]


def test_few_drills_go_by_the_parameters_of_all_reviews() -> None:
    cards = simulated_log(1, FSRS6.defaults, days=60, new_per_day=10)
    drills = simulated_log(2, FSRS6.defaults, days=10, new_per_day=2)
    outcome = fit_learner(FSRS6, joined(drills, cards))
    assert outcome.skills is None
    assert outcome.skills_trial is None


def test_a_model_held_near_other_parameters_starts_there_and_leaves_what_is_fixed() -> None:
    own = inside(3)
    near = held_near(FSRS6, own, ("w20",))
    assert fit(near, random_log(1).head(0)).parameters.tolist() == pytest.approx(own.tolist())
    found = fit(near, josh())
    assert found.parameters[20] == own[20]
    assert not found.is_free[20]
    assert FSRS6.defaults[20] != own[20]
