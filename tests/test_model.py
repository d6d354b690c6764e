"""The scoring model is a scikit-learn estimator, and its sums can be redone by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.model_selection import cross_val_score
from sklearn.utils.estimator_checks import estimator_checks_generator

from features.catalogue import Catalogue
from models.additive import AdditiveValueModel
from models.evaluation import bootstrap_interval, hit_at, mean_reciprocal_rank
from models.value_functions import ValueFunction, linear, through
from recommender.engine import recommend
from recommender.profile import Profile

# The array-API check needs an environment variable that this project does not set.
ESTIMATOR_CHECKS = [
    (check.func.__name__, check, estimator)
    for estimator, check in estimator_checks_generator(AdditiveValueModel())
    if check.func.__name__ != "check_array_api_input"
]


@pytest.mark.parametrize(
    ("estimator", "check"),
    [(estimator, check) for _, check, estimator in ESTIMATOR_CHECKS],
    ids=[name for name, _, _ in ESTIMATOR_CHECKS],
)
@pytest.mark.filterwarnings("ignore")  # the checks provoke warnings on purpose
def test_the_model_is_an_estimator(estimator: AdditiveValueModel, check) -> None:
    check(estimator)


def test_clone_set_params_and_cross_validation_work_on_the_object_that_ranks(
    catalogue: Catalogue, examples: dict[str, Profile]
) -> None:
    matrix = recommend(catalogue, examples["cell_therapy"]).matrix
    copy = clone(matrix.model)
    assert copy.get_params()["weights"] == matrix.model.get_params()["weights"]
    refit = copy.fit(matrix.performances)
    assert refit.predict(matrix.performances) == pytest.approx(matrix.scores()["score"], abs=1e-12)
    chosen = (matrix.performances["sector_fit"] > 0.8).astype(float)
    scores = cross_val_score(clone(matrix.model), matrix.performances, chosen, cv=3)
    assert len(scores) == 3


def test_a_published_style_example_by_hand() -> None:
    # Two sites, weights 0.6 and 0.4: 0.6 * 0.5 + 0.4 * 1 = 0.7 and 0.6 * 1 + 0.4 * 0.25 = 0.7.
    model = AdditiveValueModel(
        weights={"minutes": 0.6, "area": 0.4},
        value_functions={
            "minutes": linear(worst=100, best=0),
            "area": through((0, 0), (10, 0.5), (20, 1)),
        },
    )
    table = pd.DataFrame({"minutes": [50.0, 0.0], "area": [20.0, 5.0]}, index=["a", "b"])
    assert model.fit(table).predict(table).tolist() == pytest.approx([0.7, 0.7])


def test_bounds_take_the_ends_of_the_interval_and_the_worst_and_best_of_nothing() -> None:
    model = AdditiveValueModel(
        weights={"x": 1, "y": 1}, value_functions={"x": linear(worst=0, best=10)}
    )
    low = pd.DataFrame({"x": [2.0], "y": [np.nan]})
    high = pd.DataFrame({"x": [6.0], "y": [np.nan]})
    bottom, top = model.fit(low).bounds(low, high)
    assert (bottom[0], top[0]) == pytest.approx((0.5 * 0.2, 0.5 * 0.6 + 0.5))


@pytest.mark.parametrize("weights", [{"x": -1.0, "y": 2.0}, {"x": 0.0}, {"z": 1.0}, {"x": np.inf}])
def test_bad_weights_are_refused_by_name(weights: dict[str, float]) -> None:
    table = pd.DataFrame({"x": [0.0], "y": [1.0]})
    with pytest.raises(ValueError, match="Weights"):
        AdditiveValueModel(weights=weights).fit(table)


def test_a_value_function_needs_ascending_anchors_inside_zero_and_one() -> None:
    with pytest.raises(ValueError, match="ascending"):
        ValueFunction(xs=(1.0, 1.0), ys=(0.0, 1.0))
    with pytest.raises(ValueError, match="between 0 and 1"):
        ValueFunction(xs=(0.0, 1.0), ys=(0.0, 1.5))


def test_metrics_by_hand() -> None:
    places = np.array([1.0, 2.0, np.inf, 5.0])
    assert hit_at(places, 1) == 0.25
    assert hit_at(places, 5) == 0.75
    assert mean_reciprocal_rank(places) == pytest.approx((1 + 0.5 + 0 + 0.2) / 4)
    low, high = bootstrap_interval(lambda p: hit_at(p, 5), places, seed=3)
    assert low <= 0.75 <= high
    assert (low, high) == bootstrap_interval(lambda p: hit_at(p, 5), places, seed=3)
