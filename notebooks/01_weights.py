# ---
# jupyter:
#   jupytext:
#     cell_metadata_filter: -all
#     notebook_metadata_filter: kernelspec,jupytext
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
# ---

# %% [markdown]
# # Tuning weights: what a change does, and whether it is better
#
# A *feature weight* is the weight of a criterion: the share of the score that it decides.
# Here one weight is changed, the others give way, and three questions are asked of the change:
# who moves, by which term, and do real decisions speak for it?

# %%
import sys
from datetime import date
from pathlib import Path

import altair as alt
import pandas as pd

# The notebook runs from its own folder or from the root of the clone.
sys.path[:0] = [str(p) for p in (Path.cwd(), Path.cwd().parent) if (p / "recommender").is_dir()]

from recommender import read_catalogue, read_example, recommend
from recommender.compare import compare, sweep
from recommender.evaluate import sample_cases
from recommender.examples import example_names
from recommender.places import site_name
from recommender.weights import read_weights

# Charts become pictures here on this machine; nothing is fetched from elsewhere.
alt.renderers.enable("svg")

catalogue = read_catalogue()
names = {site: site_name(catalogue, site)["en"] for site in catalogue.sites.index}
profiles = {name: read_example(name) for name in example_names()}

# %% [markdown]
# ## The base
# Each set of weights is a file of `data/weights/` with the ground that it rests on.

# %%
base = read_weights("manufacturing")
print(base.ground)
pd.Series(base.weights, name="weight").sort_values(ascending=False).to_frame()

# %% [markdown]
# ## One change
# Access counts twice as much; every other weight is scaled so that all sum to 1 again.

# %%
mine = base.changed("anchor_access", 2 * base.weights["anchor_access"])
pd.DataFrame({"base": base.weights, "mine": mine.weights}).sort_values("base", ascending=False)

# %% [markdown]
# ## Who moves, and by which term
# `before` and `after` are places, `term` is the criterion whose contribution changed most,
# `points` is that change out of 100.

# %%
found = compare(catalogue, profiles, base.weights, mine.weights, sample_cases(catalogue))
moved = found.moves.assign(site=found.moves["site_id"].map(names)).drop(columns="site_id")
moved[moved["moved"] != 0].sort_values(["profile", "after"])

# %% [markdown]
# ## Better, worse, or only different?
# Real decisions judge both weightings over the same cases.
# A hit rate without its baselines is not a result, and so few cases decide little:
# read the interval before the figure.
# These cases are for trying ideas, never for tuning until it fits.

# %%
print(found.verdict)
found.quality.round(2)

# %% [markdown]
# ## Places against one weight
# Where lines cross, the weight decides; where they run flat, it does not matter.


# %%
def draw(criterion: str, example: str = "cell_therapy") -> alt.LayerChart:
    """Places of the first sites of an example as one weight goes from 0 to 1."""
    table = sweep(catalogue, profiles[example], base.weights, criterion)
    table = table[table["rank"] <= 10].assign(site=table["site_id"].map(names))
    lines = (
        alt.Chart(table)
        .mark_line(point=True)
        .encode(
            x=alt.X("weight", title=f"Weight of {criterion}"),
            y=alt.Y("rank", scale=alt.Scale(reverse=True), title="Place"),
            color=alt.Color("site", legend=alt.Legend(title=None, labelLimit=300)),
            tooltip=["site", "weight", "rank", "score"],
        )
    )
    now = pd.DataFrame({"weight": [base.weights[criterion]]})
    rule = alt.Chart(now).mark_rule(strokeDash=[4, 4]).encode(x="weight")
    return (lines + rule).properties(width=520, height=320)


draw("anchor_access")

# %%
draw("sector_fit", "small_appliances")

# %% [markdown]
# ## Keep it
# A saved set stands in the menu "Set of weights" of the page and can be named on the command line:
# `python -m recommender compare examples/*.toml --weights manufacturing near_your_places`.

# %%
mine.save(
    "near_your_places",
    author="Notebook 01",
    ground=f"Access doubled against manufacturing. {found.verdict}",
    on=date(2026, 11, 24),
)
again = read_weights("near_your_places")
assert again.weights == mine.weights
recommend(catalogue, profiles["only_a_sector"]).table.head(3)
