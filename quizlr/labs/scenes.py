"""The catalogue of scenes. A new scene is a new function in a `scene_*` file, and listed there."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.labs import (
    scene_calibration,
    scene_descent,
    scene_fits,
    scene_losses,
    scene_ranking,
    scene_softmax,
)
from quizlr.labs.nouns import Scene

SCENES: Mapping[str, Scene] = {
    scene.name: scene
    for module in (
        scene_losses, scene_fits, scene_descent, scene_ranking, scene_calibration, scene_softmax,
    )
    for scene in module.SCENES
}  # fmt: skip
