"""Texts that a spreadsheet would run, or would take for something else than text."""

INJECTIONS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1",
    "＝1+1", "＋1+1", "－1+1", "＠SUM(A1)", "  =1+1", "\u3000=1+1", "\u00a0+1+1",
    "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","y")', '"=1+1', ";=1+1",
    "\u200b=1+1", "\ufeff@SUM(A1)", "'=1+1", "-2+3+cmd|' /C calc'!A0", "{=1+1}"[1:],
]  # fmt: skip
