"""Write a list of leads as an investment office gets them: blanks, units, two languages, errors.

    python examples/make_leads.py leads.xlsx --leads 500 --seed 1

The same seed writes the same cells. `rows` says of each row whether it is a lead, and which of its
cells are wrong; nothing here is a real firm.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
from dataclasses import dataclass
from pathlib import Path

HEADERS = {
    "zh": ["线索编号", "企业名称", "来源地", "主要产品", "功能", "企业性质", "用地面积（亩）",
           "厂房面积（平方米）", "计划投资（万元）", "年产值（亿元）", "就业人数", "计划开工",
           "联系人", "备注"],
    "en": ["lead_id", "Company", "Home city", "Products", "Functions", "Ownership", "Land (mu)",
           "Floor space (m2)", "Total investment (RMB million)", "Annual output (RMB million)",
           "Headcount", "Planned start", "Contact person", "Remarks"],
}  # fmt: skip
SECTORS = {
    "zh": ["小家电", "LED照明灯具", "新能源汽车零部件", "锂电池隔膜", "工业机器人", "医疗器械",
           "创新药研发", "CAR-T细胞治疗", "精密模具", "五金锁具", "半导体封装测试", "光学镜头",
           "预制菜", "中央厨房", "服装制造", "红木家具", "跨境电商仓储", "冷链物流", "工业软件",
           "储能系统", "风电设备", "涂料", "化妆品", "游戏游艺设备", "低空经济无人机"],
    "en": ["air fryers", "LED lamps", "EV battery modules", "industrial robots",
           "in vitro diagnostics", "cell therapy", "optical lenses", "smart locks",
           "flexible printed circuits", "medical imaging devices", "cold chain logistics",
           "energy storage systems", "cosmetics", "drones", "precision moulds", "ready meals",
           "semiconductor packaging", "industrial software", "contract drug research",
           "hydrogen fuel cells"],
}  # fmt: skip
CITIES = {
    "zh": ["深圳", "香港", "广州", "东莞", "佛山", "上海", "中山", "澳门", "珠海"],
    "en": ["Shenzhen", "Hong Kong", "Guangzhou", "Dongguan", "Shanghai", "Zhongshan", "Macao"],
}
FUNCTIONS = {
    "zh": ["生产", "生产；研发", "总部、研发", "仓储", "总部", "研发"],
    "en": ["production", "production; r_and_d", "hq", "warehouse", "R&D", "hq, sales"],
}
OWNERS = {"zh": ["民营", "外资", "港资", "国企"], "en": ["domestic", "foreign", "hk_macao"]}
NOTES = ["=1+1", "急", "follow up in March", "-5"]
UNSTATED = ["", "", "", "待定", "-", "n/a"]
WRONG = {
    6: ["三十几", "-20", "30%", "20公里"],
    7: ["很大", "8,00"],
    8: ["面议后定5到8", "-5000", "5000 EUR"],
    9: ["约几亿"],
    10: ["若干", "-3"],
    4: ["打酱油", "teleport"],
    5: ["台资", "unclear owner"],
    11: ["2027-13", "下个月"],
}
"""Columns from 0 to cells that cannot be read."""


@dataclass(frozen=True)
class Written:
    """One row: its cells, and the places of those that are wrong."""

    cells: list[str]
    wrong: tuple[int, ...]


def rows(leads: int, seed: int, language: str = "zh") -> list[Written]:
    """Rows below the first line, some of them wrong; cells in both languages, one the headers'."""
    draw = random.Random(seed)  # noqa: S311 (example data)
    return [_row(number, draw, language) for number in range(1, leads + 1)]


def _row(number: int, draw: random.Random, headers: str) -> Written:
    words = headers if draw.random() < 0.7 else ("en" if headers == "zh" else "zh")
    cells = [f"L{number:05d}", f"示例企业{number}" if words == "zh" else f"Example Co {number}",
             _maybe(draw, 0.7, draw.choice(CITIES[words])), draw.choice(SECTORS[words]),
             _maybe(draw, 0.6, draw.choice(FUNCTIONS[words])),
             _maybe(draw, 0.4, draw.choice(OWNERS[words])),
             _maybe(draw, 0.5, _land(draw)), _maybe(draw, 0.3, _floor(draw)),
             _maybe(draw, 0.5, _money(draw, headers)),
             _maybe(draw, 0.2, str(draw.randint(1, 40) if headers == "zh"
                                   else draw.randint(1, 40) * 100)),
             _maybe(draw, 0.4, str(draw.randint(10, 900))),
             _maybe(draw, 0.3, draw.choice(["2028-03", "2028年6月", "2029"])),
             _maybe(draw, 0.3, draw.choice(["王先生", "Ms Chan", "李工"])),
             _maybe(draw, 0.2, draw.choice(NOTES))]  # fmt: skip
    wrong: list[int] = []
    if draw.random() < 0.05:
        cells[3] = draw.choice(["", "  ", "待定"])
        wrong.append(3)
    if draw.random() < 0.08:
        place = draw.choice(sorted(WRONG))
        cells[place] = draw.choice(WRONG[place])
        wrong.append(place)
    return Written(cells, tuple(sorted(wrong)))


def _maybe(draw: random.Random, share: float, cell: str) -> str:
    return cell if draw.random() < share else draw.choice(UNSTATED)


def _land(draw: random.Random) -> str:
    mu = draw.choice([5, 8, 12, 20, 30, 45, 60, 100, 150])
    return draw.choice([str(mu), f"{mu}亩", f"{mu} mu", f"{round(mu * 666.6667)}平方米",
                        f"{mu}-{mu + 10}亩"])  # fmt: skip


def _floor(draw: random.Random) -> str:
    m2 = draw.choice([500, 1_200, 3_000, 8_000, 20_000])
    return draw.choice([str(m2), f"{m2:,}", f"{m2}㎡", f"约{m2}平方米"])


def _money(draw: random.Random, headers: str) -> str:
    million = draw.choice([8, 20, 50, 80, 120, 300, 500, 1_000, 2_500])
    plain = str(million * 100 if headers == "zh" else million)
    return draw.choice([plain, f"{million / 100:g}亿元", f"{million * 100}万元", f"{million}m CNY"])


def written(name: str, headers: list[str], cells: list[list[str]]) -> bytes:
    """The file by the ending of its name: .xlsx, or .csv (GB18030 when the name says gb)."""
    if name.endswith(".xlsx"):
        import xlsxwriter

        content = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False}
        with xlsxwriter.Workbook(content, options) as book:
            sheet = book.add_worksheet("leads")
            for number, row in enumerate([headers, *cells]):
                for place, cell in enumerate(row):
                    if cell.replace(".", "", 1).isdigit():
                        sheet.write_number(number, place, float(cell))
                    elif cell:
                        sheet.write_string(number, place, cell)
        return content.getvalue()
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([headers, *cells])
    return text.getvalue().encode("gb18030" if "gb" in name else "utf-8-sig")


def main() -> None:
    """Write the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--leads", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    asked = parser.parse_args()
    made = rows(asked.leads, asked.seed, asked.language)
    content = written(asked.file.name, HEADERS[asked.language], [row.cells for row in made])
    asked.file.write_bytes(content)


if __name__ == "__main__":
    main()
