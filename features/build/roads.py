"""The links of the network: raw rows, our names in two languages, and what the review changed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from features.build.tables import rows


def links(raw: Path) -> pd.DataFrame:
    """The raw links with `name_en`, `name_zh`, and `review` (why a value was changed or kept)."""
    names = {row["name"]: row for row in rows(raw / "link_names.csv")}
    table = pd.DataFrame(rows(raw / "network_links.csv")).set_index("id")
    table["name_en"] = [names[name]["name_en"] for name in table["name"]]
    table["name_zh"] = [names[name]["name_zh"] for name in table["name"]]
    table["review"] = ""
    for row in rows(raw / "network_review.csv"):
        if row["field"]:
            table.loc[row["link_id"], row["field"]] = row["value"]
        if not table.at[row["link_id"], "review"]:
            table.loc[row["link_id"], "review"] = f"{row['reason']} ({row['source']})"
    return table.reset_index()
