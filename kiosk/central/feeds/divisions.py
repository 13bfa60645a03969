"""The cities and counties of Shandong by name, to say where a posting is and where it is not.

Codes per GB/T 2260 as kept up by the Ministry of Civil Affairs. A posting from another city that
comes in a district's feed must not be shown as that district's.
"""

from __future__ import annotations

from typing import Final

_SHANDONG: Final = """
3701 济南 02历下区 03市中区 04槐荫区 05天桥区 12历城区 13长清区 14章丘区 15济阳区 16莱芜区
3701 济南 17钢城区 24平阴县 26商河县
3702 青岛 02市南区 03市北区 11黄岛区 12崂山区 13李沧区 14城阳区 15即墨区 81胶州市 83平度市 85莱西市
3703 淄博 02淄川区 03张店区 04博山区 05临淄区 06周村区 21桓台县 22高青县 23沂源县
3704 枣庄 02市中区 03薛城区 04峄城区 05台儿庄区 06山亭区 81滕州市
3705 东营 02东营区 03河口区 05垦利区 22利津县 23广饶县
3706 烟台 02芝罘区 11福山区 12牟平区 13莱山区 14蓬莱区 81龙口市 82莱阳市 83莱州市 85招远市
3706 烟台 86栖霞市 87海阳市
3707 潍坊 02潍城区 03寒亭区 04坊子区 05奎文区 24临朐县 25昌乐县 81青州市 82诸城市 83寿光市
3707 潍坊 84安丘市 85高密市 86昌邑市
3708 济宁 11任城区 12兖州区 26微山县 27鱼台县 28金乡县 29嘉祥县 30汶上县 31泗水县 32梁山县
3708 济宁 81曲阜市 83邹城市
3709 泰安 02泰山区 11岱岳区 21宁阳县 23东平县 82新泰市 83肥城市
3710 威海 02环翠区 03文登区 82荣成市 83乳山市
3711 日照 02东港区 03岚山区 21五莲县 22莒县
3713 临沂 02兰山区 11罗庄区 12河东区 21沂南县 22郯城县 23沂水县 24兰陵县 25费县 26平邑县
3713 临沂 27莒南县 28蒙阴县 29临沭县
3714 德州 02德城区 03陵城区 22宁津县 23庆云县 24临邑县 25齐河县 26平原县 27夏津县 28武城县
3714 德州 81乐陵市 82禹城市
3715 聊城 02东昌府区 03茌平区 21阳谷县 22莘县 24东阿县 25冠县 26高唐县 81临清市
3716 滨州 02滨城区 03沾化区 21惠民县 22阳信县 23无棣县 25博兴县 81邹平市
3717 菏泽 02牡丹区 03定陶区 21曹县 22单县 23成武县 24巨野县 25郓城县 26鄄城县 28东明县
"""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    cities: dict[str, str] = {}
    counties: dict[str, str] = {}
    for line in _SHANDONG.split("\n"):
        if line:
            prefix, city, *names = line.split()
            cities[prefix] = city
            counties |= {prefix + name[:2]: name[2:] for name in names}
    return cities, counties


CITIES, COUNTIES = _read()
"""``{"3701": "济南"}`` and ``{"370102": "历下区"}``."""
