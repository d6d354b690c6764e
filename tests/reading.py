"""Files of a list as the text that is in them, read by other libraries than those that wrote."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
from pypdf import PdfReader


def text_in(ending: str, content: bytes) -> str:
    """Everything that can be read in a file, down to the files that it holds."""
    if ending == ".pdf":
        reader = PdfReader(io.BytesIO(content))
        return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])
    if ending == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        cells = [c.value for sheet in book for row in sheet.iter_rows() for c in row]
        return "\n".join(map(str, [vars(book.properties), book.sheetnames, *cells]))
    if ending == ".zip":
        with zipfile.ZipFile(io.BytesIO(content)) as files:
            return "\n".join(
                text_in("." + name.rsplit(".", 1)[-1], files.read(name))
                for name in files.namelist()
            )
    return content.decode("utf-8", errors="replace")


def numbers_in(text: str) -> set[str]:
    """The numbers in a text without their thousands separators.

    Examples
    --------
    >>> sorted(numbers_in("34 mu of 1,200.50 CNY"))
    ['1200.50', '34']
    """
    found = re.findall(r"\d[\d,]*(?:\.\d+)?", text)
    return {number.replace(",", "") for number in found}
