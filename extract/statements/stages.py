"""At which stage of its life a statement shows a body: proposed, agreed, established or operational.

Two things together tell: the verb that governs the body's name (设立, 启用 …) and what the speaker does about it. To call
for its foundation is to propose it, to promise or decide it is to agree on it, to welcome or recall it is to say that it is
there. 欢迎设立信息安全快速沟通机制: established; 呼吁及时设立疫苗研发中心: proposed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extract.model import Mention

PROPOSED, AGREED, ESTABLISHED, OPERATIONAL = "proposed", "agreed", "established", "operational"
_FOUND = "设立|建立|成立|开设|组建|创建|创立|新设|筹建"
_BEFORE = re.compile(rf"(?:{_FOUND})(?:了)?(?P<between>[^，。；、和及与在]{{0,10}})$")
_DONE = re.compile(rf"(?:{_FOUND})的[^，。；、]{{0,6}}$")  # 在…参与下设立的宪法委员会
# The name must be the whole object: not 建立金砖国家在…方面的法律框架.
_ENDS = re.compile(r"$|[，。；、()“”]|以|用于|帮助|为|方面|项目|的(?:倡议|决定|建议|设想|进展|可能|努力|工作|进程|提议)")
_AFTER = re.compile(rf"(?:的|正式|已经|已|顺利|成功|尽快|尽早|及时|早日)*(?:{_FOUND}|揭牌|挂牌)(?=$|[，。；了])")
_WORKS = re.compile(
    r"(?:的|正式|已经|已|顺利|成功|尽快|尽早|及时|早日|在线上|上线)*(?:启用|启动|投入(?:有效)?(?:运营|运作|运行|使用)|运[转营行]|开业)(?=$|[，。；了、])"
)
_UNDER_WAY = re.compile(r"方面|项目|的(?:进展|努力|工作|进程)")  # 在建立本币债券基金方面的进展
_IDEA = re.compile(r"倡议|提议|建议|设想|可能")
_BY_ACT = {
    **dict.fromkeys(("commit", "decide", "endorse"), AGREED),
    **dict.fromkeys(("welcome", "commend", "congratulate", "note", "recall", "report"), ESTABLISHED),
}


def find_stages(text: str, act: str, concerns: Sequence[str], mentions: Sequence[Mention], clause: tuple[int, int]) -> dict[str, str]:
    """Key -> stage, for the bodies that the clause concerns and whose stage it shows; `text` is the folded paragraph."""
    stages: dict[str, str] = {}
    for mention in mentions:
        if mention.type == "Organization" and mention.key in concerns and clause[0] <= mention.start < clause[1]:
            stage = _stage(text[clause[0] : mention.start], text[mention.end : clause[1]], act)
            if stage:
                stages.setdefault(mention.key, stage)
    return stages


def _stage(before: str, after: str, act: str) -> str | None:
    told = _BY_ACT.get(act, PROPOSED)
    if _WORKS.match(after):
        return OPERATIONAL if told == ESTABLISHED else AGREED
    if _DONE.search(before):
        return ESTABLISHED
    founded = _BEFORE.search(before)
    if founded and told == ESTABLISHED and (_UNDER_WAY.match(after) or after.startswith("的决定")):
        return AGREED
    if founded and _ENDS.match(after):
        return PROPOSED if _IDEA.search(after[:8]) or _IDEA.search(before[: founded.start()][-4:]) else told
    return told if _AFTER.match(after) else None
