"""Noun phrases beside a value, read with jieba's dictionary and its parts of speech.

Only the few characters around a value are cut into words, so this costs little. The rule: a phrase
reaches left from the value's verb over nouns, adjectives and nominal verbs, and stops at a verb, a
preposition, an adverb or a pronoun. A verb that changes the meaning of the count stays before its
object (治理违法建设, 新增学位); one that only says that something exists is dropped (建成, 拥有).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Verbs that only assert the figure, or open the clause: never part of an indicator's name.
_DROPPED = frozenset(
    "建成 建设 建立 实现 完成 达到 达 有 拥有 共有 设立 形成 打造 培育 培养 开展 实施 推进 推动 推出 推广 启动 组织 举办 发布 提供 生成 集中 梳理 配置 覆盖 "
    "具有 获得 获 取得 保持 稳定 稳定在 出台 制定 组建 认定 命名 创建 建有 共 总 包括 涉及 涵盖 惠及 加快 加强 深化 抓好 做好 办好 落实 确保 力争 争取 支持 鼓励 引导 "
    "促进 带来 通过 成为 是 为 要 将 可 能 应 需 需要 应当 可以 会 使 让 用于 用 进行 予以 给予 给 按 按照 发生 出现 产生 开发 承担 安排 统筹 统筹推进 聚焦 聚力 坚持 突出 "
    "占 占到 超 突破 预计 计划 拟 规划 布局 谋划 储备 实行 入选 获批 享受 收到 收 报告 通报 公布 显示 表示 指出 介绍 称 说 了解 成立 招募 拓展 扩大 提升 提高 优化 完善 壮大 "
    "构建 探索 巩固 强化 健全 规范 推行 执行 履行 行使 列入 纳入 评为 评选 授予 选树 开设 开辟 开通 落地 投入使用 投用 涌现 聚集 集聚 存有 设有 建 设 招 派出 出动 投入运行 运行 拿出 安装 铺设 布设 部署 发展 做大 做强 "
    "达成 签订 签约 签署 缔结 参加 参与 吸引 接受 召开 印发 提出 明确 要求 努力 保障 满足 推荐 更好 继续 继续推进 全面 积极 累计 合计 总计 共计 平均 超过 高于 低于 不足 不到 接近 "
    "增加 增长 下降 减少 增至 上升 上涨 提升至 位居 位列 居 排名 属于 分为 受理".split()
)  # fmt: skip

# Dictionary verbs that serve as nouns in names of figures.
_NOMINAL = frozenset(
    "收入 支出 就业 投入 担保 防护 防疫 参保 脱贫 登记 死亡 出口 进口 排放 产能 创新 装机 投资 消费 开支 储蓄 保险 参展 学前 低保 诉求 负担 救助 补助 补贴 奖励 损失 储备 建筑 养殖 种植 "
    "创业 毕业 入学 入园 升学 住院 门诊 分娩 出生 结婚 离婚 失业 复工 返岗 返乡 入境 出境 过境 过夜 出游 旅居 旅游 游客 上市 挂牌 规上 限上 确诊 疑似 感染 治愈 出院 病亡 密接 接触 隔离 观察 重症 "
    "发电 用电 供电 供热 供水 用水 节水 充电 换电 输电 送电 吞吐 周转 通车 通航 通行 运营 营业 营收 销售 零售 批发 成交 交易 交付 订单 进出口 贸易 贷款 存款 融资 授信 债券 上缴 盈利 亏损 结余 结存 "
    "研发 发明 专利 申请 授权 转化 孵化 加工 制造 增值 产值 节能 能耗 减排 降碳 减碳 治污 回收 利用 处理 处置 造林 绿化 修复 播种 收获 灌溉 耕作 屠宰 出栏 存栏 捕捞 满意 参会 参赛 参训 培训 评审 评议 评估 "
    "在校 在册 在职 在建 在册 在岗 在线 在编 在园 在审 在辅导 开放 共享 互认 通办 网办 可办 即办 办结 办理 审批 许可 备案 举报 投诉 咨询 调解 执法 立案 破案 起诉 监测 预警 检测 检验 抽检 合格 达标 优良 "
    "托育 养老 护理 医保 社保 医疗 诊疗 接种 筛查 康复 住房 租赁 安居 搬迁 改建 扩建 翻建 迁建 续建 竣工 开工 新建 新改建 改扩建 投产 在产 拟建 已建 试点 示范 覆盖率 合作 服务 监督 管理 配套 增收 减负 减税 降费 退税 缓税 免税 缴费 "
    "劳动 支配 转移 流动 受教育 预期 生活 工作 教育 展览 演出 赛事 阅读 借阅 参观 访问 注册 下载 浏览 点击 关注 活跃 留抵 承保 理赔 赔付 赔偿 罚款 滞纳 违法 违规 违约 犯罪 事故 增幅 增速 涨幅 降幅 跌幅 新增 净增 累计 预算 决算 结转 "
    "自治 自贸 自有 自建 自主 自愿 专职 兼职 全职 志愿 义务 公益 直供 直达 直播 直销 直属 跨境 跨省 跨区域 环保 环卫 环评 考核 考评 统计 调查 普查 普惠 普及 特困 特岗 特色 特需 失能 失信 守信 残疾 独居 留守 流浪 退役 退休 离休 复转 "
    "耐盐碱 可再生 不可移动 未成年 非化石 限额以上 免费 付费 收费 欠费 欠薪 拖欠 应急 救援 救灾 抢险 避险 减灾 防灾 消防 用地 用海 用林 用能 供地 征地 补充 占地 占用 出让 转让 流转 确权 移民 定居 安置 回迁 分配 上网 联网 组网 并网 智算 算力 耗能 储能 充放电 制氢".split()
)  # fmt: skip

# Dictionary nouns and nominal verbs that open a verb phrase when they come first.
_LEADING_VERBS = _DROPPED | frozenset("研究 协调 综合 系统 有效 充分 大力 深入 持续 合理 有序 稳步 加力 精准 高效 新 多 更多 一批 全 约 合".split())

_STOP_TAGS = frozenset("pdrucyeo")
_NOUNISH = frozenset("nabjlistzghkqm")
_LINKS = frozenset({"和", "与", "及", "以及", "、", "或"})
_BAD_END = re.compile(r"(?:[的等和与及、]|以来|以上|以下|方面|过程|之中|其中|期间|同时|情况下|基础上)$")
_PUNCTUATION = re.compile(r"[，。；：！？\n《》〈〉…]")
_PLAIN = re.compile(r"[\w“”（）·—\-/+、.%]+$")
LONGEST = 30


@dataclass(frozen=True, slots=True)
class Word:
    """A word with jieba's tag; ``start`` is its offset in the text."""

    text: str
    tag: str
    start: int

    @property
    def end(self) -> int:
        """Where the word ends."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase at ``start:end``; ``name`` is its cleaned wording.

    ``actor`` is the phrase before the verb that governs it (省市县重点项目完成投资), empty if none.
    """

    start: int
    end: int
    name: str
    actor: str = ""


@lru_cache(maxsize=1)
def _tagger() -> tuple[object, dict[str, str]]:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    return jieba.dt, jieba.posseg.dt.word_tag_tab


def words(text: str, start: int, end: int) -> list[Word]:
    """Cut a stretch of text into words with their parts of speech."""
    cutter, tags = _tagger()
    found, at = [], start
    for piece in cutter.cut(text[start:end], HMM=False):  # type: ignore[attr-defined]
        if found and found[-1].text + piece in _JOINED:
            joined = found.pop()
            found.append(Word(joined.text + piece, "n", joined.start))
        else:
            found.append(Word(piece, _tag(piece, tags), at))
        at += len(piece)
    return found


def _tag(word: str, tags: dict[str, str]) -> str:
    if word in _NOMINAL:
        return "vn"
    if word in _LINKS or word == "·":
        return "c" if word not in "、·" else "w"
    if word == "等":
        return "w"
    if word in "“”（）—-/+.%" or word.isascii():
        return "n"
    return tags.get(word, "n" if len(word) > 1 else "x")


def _is_nominal(word: Word, following: Word | None) -> bool:
    """Whether a word may stand inside a noun phrase, given the word after it."""
    tag = word.tag
    if tag in ("vn", "an", "x", "uj", "w") or word.text in _LINKS:
        return True
    if tag.startswith("f"):
        return word.text in ("以上", "以下", "内", "外", "上", "下", "中", "前", "后") and following is not None
    if tag[0] == "v":
        return following is not None and _makes_noun(following)
    return tag[0] in _NOUNISH and tag[0] not in _STOP_TAGS


# Words of the field that jieba's dictionary takes apart.
_JOINED = frozenset("占比 规上 限上 进出口 固定资产 网办率 零售额 营收 单位GDP 农林牧渔 贷款余额 用电量".split())

_SUFFIXES = frozenset(
    "率 量 额 数 值 度 费 者 器 业 金 款 员 人 户 面积 人数 人员 规模 能力 比例 比重 占比 费用 价格 成本 总额 总量 数量 单位 企业 机构 场所 设施 设备 项目 工程 里程 岗位 "
    "用户 对象 水平 标准 强度 时间 时长 周期 次数 件数 起数 资金 经费 余额 收益 效率 合同 房屋 住房 案件 事项 指数 系数 质量 群众 产品".split()
)


def _makes_noun(word: Word) -> bool:
    return word.text in _SUFFIXES


def phrase_before(
    text: str, start: int, end: int, *, coordinated: bool = False
) -> Phrase | None:
    """Return the noun phrase that ends at ``end``, reaching back to ``start`` at most.

    A list of items (甲、乙产量) is only taken whole where ``coordinated`` says that it is wanted.
    """
    found = words(text, start, end)
    while found and _is_trailing(found[-1]):
        found.pop()
    if not found:
        return None
    first = _reach(found, coordinated=coordinated)
    return _build(text, found, first)


def _is_trailing(word: Word) -> bool:
    if word.tag in ("uj", "w") or word.text in _LINKS or word.text.isspace():
        return True
    return word.tag[0] in "dcpu" and word.text not in ("“", "”")


def _reach(found: list[Word], *, coordinated: bool) -> int:
    first = len(found)
    for at in range(len(found) - 1, -1, -1):
        following = found[at + 1] if at + 1 < len(found) else None
        last = at == len(found) - 1
        nominal = _is_nominal(found[at], following) or (last and found[at].tag[0] == "v")
        if not nominal or _PUNCTUATION.search(found[at].text):
            break
        if found[at].text == "、" and not coordinated and not _opens_list(found[at:]):
            break
        first = at
    return first


def _opens_list(found: list[Word]) -> bool:
    """Whether a list closes with 等 before its common noun: 食品、医药等产业增加值."""
    return any(word.text == "等" for word in found[1:-1])


def _build(text: str, found: list[Word], first: int) -> Phrase | None:
    verb = found[first - 1] if first and found[first - 1].tag[0] == "v" else None
    last = len(found)
    start = _skip_opening(found, first)
    if start >= last:
        return None
    actor = ""
    if verb is not None and start == first:
        actor = _actor(text, found, first - 1)
        if verb.text not in _DROPPED and len(verb.text) > 1:
            start = first - 1
    return _phrase(text, found[start].start, found[-1].end, actor)


def _skip_opening(found: list[Word], first: int) -> int:
    """Pass over what cannot begin a name: links, 的, a numeral's rest, a verb that only asserts."""
    while first < len(found) - 1:
        word = found[first]
        opening = word.tag in ("uj", "w") or word.text in _LINKS or word.tag[0] in "fkq"
        asserts = word.text in _LEADING_VERBS and found[first + 1].tag not in ("uj", "k")
        asserts = asserts and not _makes_noun(found[first + 1])
        if not (opening or asserts or word.text in ("等", "了", "”", "）")):
            return first
        first += 1
    return first


def _actor(text: str, found: list[Word], verb: int) -> str:
    before = phrase_before(text, found[0].start, found[verb].start) if verb > 0 else None
    return before.name if before else ""


def _phrase(text: str, start: int, end: int, actor: str = "") -> Phrase | None:
    name = clean(text[start:end])
    return Phrase(start, end, name, actor) if name else None


def clean(name: str) -> str:
    """Return a readable name or an empty string: no stray punctuation, quotes and brackets in pairs."""
    name = re.sub(r"\s+", "", name).strip("、，·-—+/.%")
    name = re.sub(r"^(?:[的和与及等了在]|其中|以及)+", "", name)
    while _BAD_END.search(name):
        name = _BAD_END.sub("", name)
    for opening, closing in ("“”", "（）"):
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, "").replace(closing, "")
    name = re.sub(r"（[^）]*）$", "", name) if name.startswith("（") else name
    if not 1 < len(name) <= LONGEST or not _PLAIN.match(name) or not re.search(r"[一-鿿]|[A-Z]{2}", name):
        return ""
    return name


def phrase_after(text: str, start: int, end: int) -> tuple[Phrase, str] | None:
    """Return the noun phrase that begins at ``start`` and the words of the predicate after it."""
    found = words(text, start, end)
    if not found or not _begins_noun(found[0]):
        return None
    last = 0
    for at, word in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if _PUNCTUATION.search(word.text) or not _continues(word, following):
            break
        last = at + 1
    while last and (found[last - 1].tag in ("uj", "w", "c") or found[last - 1].tag[0] == "f"):
        last -= 1
    if not last:
        return None
    phrase = _phrase(text, found[0].start, found[last - 1].end)
    rest = text[found[last - 1].end : end]
    return (phrase, rest) if phrase else None


def _begins_noun(word: Word) -> bool:
    if word.text in _LINKS or word.tag[0] in "pdrucwfykm":
        return False
    return word.tag[0] != "v" or word.tag == "vn"


def _continues(word: Word, following: Word | None) -> bool:
    if word.text in ("、", "的"):
        return False
    if word.tag[0] == "v" and word.tag != "vn":
        return following is not None and _makes_noun(following)
    if word.text in _LINKS:
        return following is not None and following.tag[0] in "nabjvlis" and not following.text[0].isdigit()
    return word.tag[0] not in "pdruyec" and word.tag[0] != "f"


_ACTIVITIES = frozenset(
    "新增 净增 新建 改建 扩建 新改建 续建 改造 治理 修复 办理 处置 处理 关停 退出 淘汰 改扩建 造林 绿化 培训 转移 安置 搬迁 竣工 开工 投产 化解 盘活 压减 减免 "
    "审批 受理 引进 引育 新引进 新认定 新增设 转化 检查 检测 筛查 救助 回收 利用".split()
)


def governing_verb(text: str, start: int, end: int, *, dropped: bool = False) -> str:
    """Return the verb right before ``end`` if it changes what is counted (治理, 新增), else nothing.

    With ``dropped`` any verb is returned, also one that only asserts (建成).
    """
    found = words(text, start, end)
    while found and (found[-1].text in ("了", "各", "共", "约") or found[-1].text.isspace()):
        found.pop()
    if not found:
        return ""
    last = found[-1]
    is_verb = last.tag[0] == "v" and last.tag != "vn"
    if dropped:
        return last.text if last.tag[0] == "v" else ""
    if last.text in _ACTIVITIES or (is_verb and last.text not in _DROPPED and len(last.text) > 1):
        return last.text
    return ""
