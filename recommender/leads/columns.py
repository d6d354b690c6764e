"""The columns of a table of leads: what each holds, and the names by which it is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from recommender.messages import message

Holds = Literal["text", "money", "area", "people", "words", "year", "month", "contact"]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its name, what it holds, its title, its other names, and the unit of its name."""

    name: str
    holds: Holds
    title: str
    aliases: str = ""
    unit: str | None = None

    @property
    def measured(self) -> bool:
        """True when a bare number means nothing without a unit."""
        return self.holds in ("money", "area")


LEAD_ID, SECTOR, COMPANY = "lead_id", "sector", "company"
CONTACT = ("contact", "phone", "email")
"""Columns of personal data: kept apart, and in no sheet."""

_ALL = (
    Column(name=LEAD_ID, holds="text", title=message("Lead id").text,
           aliases="id, lead, no, no., number, 编号, 线索编号, 项目编号, 序号, 线索id"),
    Column(name=COMPANY, holds="text", title=message("Company").text,
           aliases="company name, firm, investor, name, 企业, 企业名称, 公司, 公司名称, 投资方, "
           "投资主体, 客商, 单位名称, 项目方"),
    Column(name="origin_city", holds="text", title=message("City of the firm").text,
           aliases="origin, city, home city, from, headquarters, 来源地, 所在城市, 企业所在地, "
           "注册地, 总部所在地, 城市, 来源城市"),
    Column(name=SECTOR, holds="text", title=message("Industry").text,
           aliases="industry, products, product, business, project, 行业, 产业, 产品, 主营业务, "
           "项目内容, 项目名称, 项目, 业务, 主营产品, 所属行业, 产业类别, 主要产品, "
           "项目简介, 经营范围, 投资方向"),
    Column(name="functions", holds="words", title=message("Functions").text,
           aliases="function, use, uses, 功能, 项目功能, 用途"),
    Column(name="ownership", holds="words", title=message("Ownership").text,
           aliases="capital, 性质, 企业性质, 资本性质, 内外资, 投资性质, 所有制"),
    Column(name="kind", holds="words", title=message("Kind of project").text,
           aliases="project kind, 类型, 建设性质, 项目性质, 项目类型"),
    Column(name="land_mu", holds="area", unit="mu", title=message("Land").text,
           aliases="land, land need, plot, site area, 用地, 用地面积, 用地需求, 土地需求, 需地, "
           "拟用地, 占地面积, 土地面积"),
    Column(name="floor_area_m2", holds="area", unit="m2", title=message("Floor area").text,
           aliases="floor area, floor, gfa, building area, floor space, 建筑面积, 厂房面积, "
           "厂房需求, 厂房, 办公面积, 载体需求, 用房需求, 楼面面积"),
    Column(name="capex_cny", holds="money", unit="CNY", title=message("Investment").text,
           aliases="capex, investment, total investment, amount, 投资, 投资额, 总投资, 投资总额, "
           "计划投资, 拟投资, 投资规模, 计划总投资, 投资金额, 预算, 投资预算, budget"),
    Column(name="output_cny", holds="money", unit="CNY", title=message("Output a year").text,
           aliases="output, annual output, turnover, revenue, sales, 产值, 年产值, 预计产值, "
           "达产产值, 营业收入, 年营收, 预计年产值"),
    Column(name="tax_cny", holds="money", unit="CNY", title=message("Tax a year").text,
           aliases="tax, annual tax, taxes, 税收, 年税收, 纳税, 预计税收, 达产税收, "
           "年纳税, 年纳税额, 税收贡献"),
    Column(name="rd_cny", holds="money", unit="CNY", title=message("Research a year").text,
           aliases="r&d, r&d spending, research spending, 研发投入, 研发费用, 年研发投入"),
    Column(name="jobs", holds="people", unit="people", title=message("Jobs").text,
           aliases="employees, staff, headcount, workforce, people, 就业, 就业人数, 用工, "
           "用工人数, 员工人数, 员工, 人数, 带动就业"),
    Column(name="start", holds="month", title=message("Start").text,
           aliases="start month, planned start, start date, 计划落地, 落地时间, "
           "开工时间, 计划开工, 拟开工时间, "
           "入驻时间, 启动时间"),
    Column(name="year", holds="year", title=message("Year of knowledge").text,
           aliases="on, as of year, 年份, 年度"),
    Column(name="contact", holds="contact", title=message("Contact person").text,
           aliases="contact person, contact name, person, 联系人, 联系人姓名, 对接人, "
           "负责人, 经办人"),
    Column(name="phone", holds="contact", title=message("Phone").text,
           aliases="telephone, mobile, tel, contact number, 电话, 手机, 联系电话, "
           "联系方式, 手机号, 手机号码, 联系人电话, 联系人手机, 联系手机"),
    Column(name="email", holds="contact", title=message("E-mail").text,
           aliases="e-mail, mail, 邮箱, 电子邮箱, 邮件, 电邮"),
)  # fmt: skip

CARRIED = (
    "remarks, remark, notes, note, comment, comments, source, owner of the lead, status, date, "
    "chosen_site_id, acceptable_site_ids, stated_reason, source_date, confidence, "
    "备注, 说明, 线索来源, 来源渠道, 跟进人, 跟进状态, 状态, 进展, 登记时间, 登记日期"
)
"""Headers that are known to mean no column: nobody has to be asked about them."""

COLUMNS = {column.name: column for column in _ALL}
"""The columns by name, in the order of the template."""
