"""Words around an industry: context, separators, negation, and terms that say little alone."""

from __future__ import annotations

import re

SEPARATORS = re.compile(
    r"\|+|\band\b|\bor\b|\bplus\b|\bwith\b|\bas well a\b|以及|或者|和|与|及|并|兼|同时|还有"
)
"""What stands between two industries."""

NEGATION = re.compile(
    r"\b(?:no|not|without|except|excluding|but not|other than|non)\b[^|]*"
    r"|(?:不含|不涉及|不包括|不做|不要|无需|没有|不是)[^|的]*"
)
"""What is said not to be meant, up to the next separator."""

APPLICATION = frozenset({"for", "of", "used", "serving"})
"""After these words an industry is the customer or the stuff, not what is made."""

FOR = re.compile(r"应用于|适用于|用于|供应给|配套给")
"""What says "for" in Chinese."""

CUES = {
    "tablet": (frozenset("capsule drug pill medicine hypertension oral dose".split()), "BH02"),
    "cell": (frozenset("therapy stem immune gene clinical tumor cancer culture".split()), "BH04"),
    "chip": (frozenset("potato snack food corn banana crisp".split()), "FD01"),
    "film": (frozenset("movie cinema director documentary".split()), "SW06"),
    "port": (frozenset("usb hdmi charging".split()), "EL10"),
    "vessel": (frozenset("blood heart".split()), "BH06"),
    "plant": (frozenset("garden potted flower nursery indoor".split()), "FD05"),
    "bank": (frozenset("power portable".split()), "EL14"),
}  # fmt: skip
"""False friends: a term means another leaf when one of the cues stands in the text."""

WEAK_LEAVES = frozenset({"XG01", "XG02", "XG03", "SV01", "SV07", "SV08", "SV05", "SV10", "LG05"})
"""Leaves that describe a function or a kind of place; they count when nothing else is there."""

WEAK_TERMS = frozenset(
    """
    import export export trade sale trading trade commerce storage distribution warehouse
    warehousing testing inspection design training education school university college
    brand technology tech service maker fund investment bank credit payment leasing
    machine machinery equipment device instrument manufacturer material energy chemical
    software platform internet digital smart automation intelligent manufacturing
    packaging printing foam paper metal plastic rubber wood glass iron cloth silk wool corn
    rice fish port terminal hotel restaurant construction infrastructure transport freight
    supply chain management supply chain operations centre operations center laboratory lab
    低空 直播 出口 进口 教育 培训 贸易 商贸 销售 仓储 仓库 运输 检测 检验 设计 设备 机械 机器
    装备 材料 能源 电子 软件 平台 投资 支付 大学 学校 学院 品牌 科技 包装 印刷 塑料 塑胶 橡胶
    玻璃 金属 铁 布 帘 奶 锅 瓦 锡 镍 床 饼 醋 虾 商业 采购 代理商 门店 总部 研发 实验室 加工
    制造 供应链 自动化 智能制造 施工 建筑 物业 运营中心
    """.split()
) | frozenset(
    {"supply chain", "supply chain management", "operation center", "export trade",
     "intelligent manufacturing", "smart manufacturing", "customer service center"}
)  # fmt: skip
"""Terms that name an industry only when nothing more telling is there."""

CONTEXT = frozenset(
    """
    a an the of our we i it is are be will to in on at by from for we're want wants wanted need
    needs looking look seeking seek find build building buy rent set up setting new old large
    small big high end low mid sized medium size quality advanced modern leading global
    international local chinese hong kong shenzhen zhongshan guangzhou dongguan foshan zhuhai
    huizhou jiangmen zhaoqing macao macau guangdong bay area greater china park base site plant
    factory factories workshop production producing produce produced make makes making made
    manufacture manufacturing manufacturer maker project company firm group business start
    startup investor invest investment expand expansion move moving relocate relocating second
    line lines unit product products series parts part related industry industries sector center
    land floor space mu hectare m2 sqm square meter million billion yuan rmb usd hkd cny people
    staff worker job jobs year years month please hello hi dear sir thank thanks good great
    place city town district near within hour minutes some any other etc so on that this these
    those which who can could would should have has had get us about more most very plan plans
    planning current currently mainly main core based under our their its own headquartered
    r d hq office output tax total phase first stage type kind all kinds various customer
    customers market markets supplier supply chain use using used own brand
    """.split()
) | frozenset(
    """
    的 了 在 是 我 们 公 司 厂 产 品 生 制 造 研 发 销 售 项 目 企 业 投 资 建 设 需 要 想 拟
    新 大 小 型 高 端 亩 万 亿 元 平 方 米 等 各 类 种 及 其 相 关 有 限 集 团 深 圳 中 山 广
    州 东 莞 佛 珠 海 香 港 总 部 基 地 园 区 城 市 为 主 要 从 事 一 个 条 家 做 找 用 地
    """.split()
)
"""Words and characters that name no industry."""
