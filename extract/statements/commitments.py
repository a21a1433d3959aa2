"""Whether a statement binds its speaker to future action of its own."""

from __future__ import annotations

import re

from extract.statements.cues import FUTURE, NOUN, VOLITION
from extract.statements.speech import Predicate

# 重申对《公约》宗旨的承诺, 重申了…的明确承诺和保证: the promise itself is the object of the cue.
_PROMISE = re.compile(r"(?:承诺|决心|意愿|誓言)(?:[和与](?:保证|承诺|决心|立场))?(?=[，。；：]|$)")
# 重申，本组织愿…开展交流; 重申，将全面落实…; 重申我们决心…: the speaker's own future in the complement.
_SELF = "本组织|双方|两国|两党|我们|各方|五国|党|国家|方"
_OWN_FUTURE = re.compile(rf"^[，：]?(?:[^。；]{{0,40}}?(?:{_SELF})[^，。；]{{0,6}}?(?:将|愿|决心|致力于)|将)")
# 决定大力推动合作; 确认，要放眼未来，进一步加强往来: a decision on the speaker's own action.
_VIGOROUSLY = "大力|进一步|继续|共同|不断|全面"
_OWN_ACTION = re.compile(rf"^[，：]?(?:.{{0,60}}，)?(?:要|将)?(?:{_VIGOROUSLY})+(?:推动|加强|深化|促进|开展|扩大|发展|采取)")


def is_commitment(predicate: Predicate, complement: str) -> bool:
    """`complement` is what follows the cue in its clause."""
    cue = predicate.cue
    if (cue.act == "commit" and cue.kind in (VOLITION, FUTURE, NOUN)) or cue.binds:
        return True
    if cue.act == "reaffirm":
        return bool(_PROMISE.search(complement) or _OWN_FUTURE.search(complement))
    if cue.act == "decide" or (cue.act == "recognize" and complement.startswith("，要")):
        return not predicate.actors and bool(_OWN_ACTION.search(complement))
    return False
