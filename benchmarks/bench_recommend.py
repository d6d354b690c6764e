"""`recommend()` warm, beside the bare matrix product that scores the same table."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.ratios import median_ms, report
from recommender import read_catalogue, read_example, recommend
from recommender.examples import example_names
from recommender.pairing import pair
from recommender.understanding import recogniser


def main() -> None:
    catalogue = read_catalogue()
    print(f"{len(catalogue.sites)} sites")
    for name in example_names():
        profile = read_example(name)
        matrix = recommend(catalogue, profile).matrix
        table, weights = matrix.utilities.to_numpy(), matrix.weights.to_numpy()
        bare = median_ms(lambda t=table, w=weights: t @ w)
        warm = median_ms(lambda p=profile: recommend(catalogue, p))
        report(f"recommend, same profile again: {name}", warm, bare, "bare product")
    both = read_example("hk_medtech")
    report(
        "pairs, every office with every making site: hk_medtech",
        median_ms(lambda: pair(catalogue, both)), bare, "bare product",
    )  # fmt: skip
    lands = iter(range(1, 10_000))
    fresh = median_ms(lambda: recommend(catalogue, _other(profile, next(lands))))
    report("recommend, a land need never seen", fresh, bare, "bare product")
    read = recogniser(catalogue).recognise
    report(
        "recognise a sentence", median_ms(lambda: read("LED 灯具 and smart locks")), bare, "same"
    )


def _other(profile, mu: int):
    return replace(profile, project=replace(profile.project, land_mu=float(mu)))


if __name__ == "__main__":
    main()
