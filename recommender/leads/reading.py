"""A file of leads read: good rows become leads, every other row says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from features.exchange.tabular import Limits, Row, rows_of
from recommender.errors import DataError, LeadsError, ProfileError
from recommender.leads.cells import CellError, Told, is_blank, told
from recommender.leads.columns import COMPANY, CONTACT, LEAD_ID, SECTOR
from recommender.leads.headings import Heading, Headings, headings_of
from recommender.leads.lead import CellFault, Lead, Leads
from recommender.messages import Message, message
from recommender.profile import Money, Profile

LIMITS = Limits()
"""At most 16 MiB, 20,000 leads and 200 columns; a longer list is split."""
LONGEST = {LEAD_ID: 80, COMPANY: 200}
_BROKEN = {
    "merged": message(
        "the cell is merged with another: unmerge it and fill every row that it speaks for"
    ).text,
    "formula": message(
        "a formula without a value: open the file in a spreadsheet program and save it again"
    ).text,
    "error": message("the formula of the cell came to an error").text,
}

TOTALS = ("合计", "总计", "小计", "total", "totals", "sum", "grand total")
NOTES = ("注:", "注：", "备注:", "备注：", "说明:", "说明：", "填表", "制表", "note:", "notes:")
TOO_MANY = message("more cells than the first line has columns: put commas between quotes").text
TWICE = message("stands in row {row} too: expected an id once").text


def lead_table(
    name: str,
    content: bytes,
    *,
    today: date,
    stated: Mapping[str, str] | None = None,
    money: Money | None = None,
    asking: bool = False,
) -> Leads:
    """The leads of a CSV or XLSX file, and row, column, value and reason of every other row.

    `stated` says what some headers mean (see `headings_of`); `money` holds the user's own rates.
    `asking` gives the headings without a lead where no column holds the industry, so that a person
    can be asked which one does. A row of totals is neither a lead nor a fault.

    Raises
    ------
    LeadsError
        If the file cannot be read as a table, or no column holds the industry.

    Examples
    --------
    >>> text = "行业,投资额（万元）\\n小家电,5000\\n,3\\n".encode("gb18030")
    >>> found = lead_table("a.csv", text, today=date(2026, 11, 24))
    >>> found.leads[0].profile.project.capex_cny, found.rejected
    (50000000.0, (3,))
    """
    try:
        rows = rows_of(name, content, LIMITS)
    except DataError as error:
        raise LeadsError(f"Leads {error}") from error
    file = Path(name.replace("\\", "/")).name
    found = headings_of(file, rows, stated or {})
    if asking and SECTOR not in found.by_column:
        return Leads(file=file, leads=(), faults=(), headings=found, on=today)
    return leads_of(file, rows, found, today=today, money=money or Money())


def leads_of(
    file: str, rows: Sequence[Row], headings: Headings, *, today: date, money: Money
) -> Leads:
    """The leads of rows below a first line, as `lead_table` gives them."""
    if SECTOR not in headings.by_column:
        known = ", ".join(h.header for h in headings.all)[:200]
        raise LeadsError(
            f"Leads {file}: no column of the industry. Expected a header such as sector, industry "
            f"or 行业; found {known or 'none'}. Add it, or say which header it is "
            "(--map HEADER=sector)."
        )
    body = [row for row in rows if row.number > headings.row and not _is_aside(row)]
    if not body:
        raise LeadsError(f"Leads {file}: no row below the first line. Expected a lead. Add one.")
    reader = _Reader(headings=headings, today=today, money=money)
    for row in body:
        reader.read(row)
    return Leads(
        file=file,
        leads=tuple(reader.leads),
        faults=tuple(reader.faults),
        headings=headings,
        on=today,
    )


def _is_aside(row: Row) -> bool:
    """True for a row that adds up the others, and for a note below them."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    first = (filled or [""])[0].casefold()
    return first.rstrip(":：") in TOTALS or (len(filled) == 1 and first.startswith(NOTES))


class _Reader:
    """Rows one after another; ids stand once."""

    def __init__(self, *, headings: Headings, today: date, money: Money) -> None:
        self.headings, self.today, self.money = headings, today, money
        self.leads: list[Lead] = []
        self.faults: list[CellFault] = []
        self._first: dict[str, int] = {}
        self._mine: list[CellFault] = []

    def read(self, row: Row) -> None:
        """Take a row as a lead, or keep what is wrong with it."""
        self._mine = []
        facts, remarks = self._facts(row)
        lead_id = str(facts.pop(LEAD_ID, "") or f"row-{row.number}")
        self._check_id(lead_id, row)
        company = str(facts.pop(COMPANY, ""))
        contact = {name: str(facts.pop(name)) for name in CONTACT if name in facts}
        profile = None if self._mine else self._profile(facts, lead_id, row)
        if profile is None:
            self.faults += self._mine
            return
        self._first[lead_id] = row.number
        self.leads.append(
            Lead(
                lead_id=lead_id, company=company, profile=profile, row=self._as_stood(row),
                number=row.number, remarks=tuple(remarks), contact=contact,
            )
        )  # fmt: skip

    def _facts(self, row: Row) -> tuple[dict[str, Any], list[Message]]:
        facts: dict[str, Any] = {}
        remarks: list[Message] = []
        if any(cell.strip() for cell in row.cells[self._width() :]):
            self._say(row, "", "", message(TOO_MANY))
        for name, heading in self.headings.by_column.items():
            said = self._cell(row, heading)
            if said is not None:
                facts |= {} if said.value is None else {name: said.value}
                remarks += [said.remark] if said.remark else []
        if SECTOR not in facts and not self._said_of(SECTOR):
            heading = self.headings.by_column[SECTOR]
            self._say(row, heading.header, _at(row, heading),
                      message("the industry is blank: expected it in any words"))  # fmt: skip
        return facts, remarks

    def _cell(self, row: Row, heading: Heading) -> Told | None:
        broken = row.faults.get(heading.place)
        text = _at(row, heading)
        if broken:
            self._say(row, heading.header, text, message(_BROKEN[broken]))
            return None
        if is_blank(text):
            return None
        longest = LONGEST.get(heading.column.name if heading.column else "", 10_000)
        if len(text) > longest:
            self._say(row, heading.header, text, message("longer than {n} letters", n=longest))
            return None
        try:
            return told(text, heading, self.money)
        except CellError as error:
            self._say(row, heading.header, text, error.reason)
            return None

    def _check_id(self, lead_id: str, row: Row) -> None:
        if lead_id in self._first:
            heading = self.headings.by_column.get(LEAD_ID)
            first = str(self._first[lead_id])
            self._say(row, heading.header if heading else "", lead_id, message(TWICE, row=first))

    def _profile(self, facts: dict[str, Any], lead_id: str, row: Row) -> Profile | None:
        on = facts.pop("year", self.today)
        start = facts.get("start")
        if start is not None:
            facts["start"] = start.isoformat()
        values: dict[str, Any] = {"project": facts, "name": lead_id, "on": on}
        if self.money.cny_per:
            values["money"] = {"cny_per": dict(self.money.cny_per), "rates_on": self.money.rates_on}
        try:
            return Profile.from_dict(values, where=f"row {row.number}", today=self.today)
        except ProfileError as error:
            column, value = self._named_in(str(error), row)
            self._say(row, column, value, message("{line}", line=str(error)[:300]))
            return None

    def _named_in(self, line: str, row: Row) -> tuple[str, str]:
        """The header of the column that an error's line names, and its cell."""
        for name, heading in self.headings.by_column.items():
            if f".{name}" in line or (name == "start" and "starts on" in line):
                return heading.header, _at(row, heading)
        return "", ""

    def _width(self) -> int:
        return max(heading.place for heading in self.headings.all) + 1

    def _as_stood(self, row: Row) -> dict[str, str]:
        """Every cell by its header, but those with personal data."""
        return {
            heading.header: _at(row, heading).strip()
            for heading in self.headings.all
            if not heading.personal
            and (heading.column is None or heading.column.name not in CONTACT)
        }

    def _say(self, row: Row, column: str, value: str, reason: Message) -> None:
        self._mine.append(
            CellFault(row=row.number, column=column, value=value[:120], reason=reason)
        )

    def _said_of(self, name: str) -> bool:
        header = self.headings.by_column[name].header
        return any(fault.column == header for fault in self._mine)


def _at(row: Row, heading: Heading) -> str:
    return row.cells[heading.place] if heading.place < len(row.cells) else ""


def read_leads(path: Path, *, today: date) -> tuple[Lead, ...]:
    """The leads of a file of which every row must be one.

    Raises
    ------
    LeadsError
        If the file cannot be read, or a row breaks a rule (row and column named).
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LeadsError(
            f"Leads {path} cannot be read ({error.strerror}). Expected a CSV or XLSX file. Check "
            "the path."
        ) from error
    found = lead_table(str(path), content, today=today)
    if found.faults:
        fault = found.faults[0]
        more = len(found.rejected) - 1
        raise LeadsError(
            f"Leads {path}, row {fault.row}, column {fault.column or '(none)'}: found "
            f"{fault.value[:60]!r}, {fault.reason}. Correct the cell"
            + (f", and {more} more rows." if more else ".")
        )
    return found.leads
