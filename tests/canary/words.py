"""Words that stand nowhere else, left by a resident who does not exist."""

from __future__ import annotations

from typing import Final

NAME: Final = "金丝雀鸣远"
PHONE: Final = "13907364851"
EXPERIENCE: Final = "在鸢尾巷豆腐坊磨豆腐十九年"
AREA: Final = "鹭鸶桥西头老槐树下"
IN_THE_FILE: Final = "Canary Quillfeather, tofu maker of Iris Lane"
CANARIES: Final = (NAME, PHONE, EXPERIENCE, AREA, IN_THE_FILE)
