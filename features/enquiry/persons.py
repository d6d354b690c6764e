"""People that a text names: behind a label, in a signature, or by a title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.enquiry.page import Page

_STOP = (
    r"(?!(?:Tel|Telephone|Phone|Mobile|Mob|Cell|E-?mail|Mail|Fax|WhatsApp|WeChat|From|At|On|Or|And"
    r"|Director|Manager|Contact|Co|Company|Ltd|Limited|Inc|Our|The|We|Investment|Land|Plant)\b)"
)
_NO_NAME = r"(?!(?:LED|LCD|OLED|AI|AR|VR|MR|XR|EV|PV|IC|IT|CT|MRI|PCB|CNC|OEM|ODM|HVAC|IOT)\b)"
_GAP = r"[^\S\n]{1,2}"
_LABELLED = (
    rf"(?:(?:Mr|Ms|Mrs|Miss|Mx|Mdm|Dr|Prof)\b\.?{_GAP})?"
    rf"({_STOP}[A-Z][a-z'’-]{{1,20}}(?:{_GAP}{_STOP}[A-Z][a-z'’-]{{0,20}}\.?){{1,2}})"
)
_WORD = rf"{_STOP}{_NO_NAME}(?:[A-Z]['’][A-Z][a-z]{{1,20}}|[A-Z][a-z]{{1,20}}|[A-Z]{{2,12}}\b)"
_TITLED = re.compile(
    rf"\b(?:Mr|Ms|Mrs|Miss|Mx|Mdm|Dr|Prof)\b\.?{_GAP}(?:[A-Z]\.{_GAP}?)?"
    rf"{_WORD}(?:(?:{_GAP}|-){_WORD}){{0,2}}"
)
_LABELS = re.compile(
    r"(?:(?i:contact(?: person| name)?|attn\.?|(?<!company )(?<!project )(?<!firm )(?<!product )"
    r"(?<!brand )name)\s{0,2}[:：]\s{0,2}"
    r"|(?i:regards|faithfully|sincerely|thanks|cheers|thx)[,.!]?\s{0,4})" + _LABELLED
)
_HAN = r"[\u3400-\u9fff]"
_NO_PERSON = "(?!电话|手机|方式|信息|姓名|邮箱|邮件|[及和或是为])"
_LABELS_ZH = re.compile(
    rf"(?:联系人|联络人|姓名)\s{{0,2}}(?:[:是为])?\s{{0,2}}({_NO_PERSON}"
    rf"(?:{_HAN}{{2,4}}?(?=先生|女士|小姐|经理|总|电话|手机|负责|联系|(?!{_HAN}))|{_HAN}{{2,4}}))"
)
_SURNAMES = (
    "(?:欧阳|司徒|上官|司马|诸葛|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾"
    "彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔白崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易"
    "常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁牟卜"
    "欧冼邝麦甄关霍骆简阮高万于方金成])"
)
_OPENS = rf"(?:(?<!{_HAN})|(?<=[系找是为由和与及给跟询人叫电请约见问向即司部团厂]))"
_SAID = "的|您好|你好|电话|手机|邮箱|微信|联系|联络|转|说|和|与|及|或"
_CLOSES = (
    rf"(?:(?!{_HAN})|(?={_SAID}|负责|提|收|介绍|跟|对接|咨|是|在|任|将|会|已|可|代表|告|希|想))"
)
_TITLED_ZH = re.compile(
    rf"{_OPENS}{_SURNAMES}(?:"
    rf"(?:[^\W\da-z端级档新品质方的和与]{{1,2}}(?=先生|女士|小姐|太太))?(?:先生|女士|小姐|太太){_CLOSES}"
    rf"|(?:博士|教授|总经理|副总|经理|总监|主任|董事长|董事|总裁|厂长|工程师|主管|老师|律师|秘书)"
    rf"{_CLOSES}|总(?:(?!{_HAN})|(?={_SAID})))"
)
_GREETS = re.compile(r"(?im)^[^\S\n]{0,3}(?:dear|hi|hello|hey)\b[^.!?,;:(\d\n]{0,60}\Z")
_RESPECTED = re.compile(r"(?:尊敬的|敬爱的|致)\s?$")
_GREETED = re.compile(r"[,、!]?\s{0,2}(?:您好|你好|早上好|上午好|下午好)|:\s{0,3}(?![\d+\s])")
_OWN_LINE = re.compile(r"(?:^|\n)\s{0,3}$")


def persons(page: Page) -> Iterator[tuple[int, int]]:
    """Where people are named whom one may ask, without those whom the text addresses.

    Examples
    --------
    >>> page = Page.of("Ms Ho, 9123 4567; 陈总投资, 找陈总, 联系人：李华")
    >>> [page.text[start:end] for start, end in persons(page)]
    ['李华', 'Ms Ho', '陈总']
    """
    yield from (match.span(1) for match in _LABELS.finditer(page.text))
    yield from (match.span(1) for match in _LABELS_ZH.finditer(page.folded))
    for match in _TITLED.finditer(page.text):
        if not _GREETS.search(page.text[max(0, match.start() - 70) : match.start()]):
            yield match.span()
    for match in _TITLED_ZH.finditer(page.folded):
        if not _is_addressed(page.folded, *match.span()):
            yield match.span()


def _is_addressed(text: str, start: int, end: int) -> bool:
    """True for 尊敬的王先生, 王先生您好, and 王先生： on a line of its own."""
    before, greeted = text[max(0, start - 6) : start], _GREETED.match(text, end)
    if _RESPECTED.search(before):
        return True
    return bool(greeted and (greeted.group()[0] != ":" or _OWN_LINE.search(before)))
