"""The terms of ``policy.ttl`` as Python names, written by ``ontology.generate``."""

# ruff: noqa: N815 - a term's Python name is its local name in the ontology

from __future__ import annotations

from rdflib import Namespace, URIRef
from rdflib.namespace import DefinedNamespace

IND = Namespace("https://w3id.org/zhengtu/indicator#")


class ZT(DefinedNamespace):
    """The ontology's namespace; a name that the ontology does not declare raises."""

    _fail = True
    _NS = Namespace("https://w3id.org/zhengtu/ontology#")

    Actor: URIRef  # 主体
    Actual: URIRef  # 实际值
    Announcement: URIRef  # 公告
    Baseline: URIRef  # 基期值
    Bill: URIRef  # 议案
    Bulletin: URIRef  # 公报
    Circular: URIRef  # 通报
    City: URIRef  # 地级行政区
    Correction: URIRef  # 人工更正
    Country: URIRef  # 国家
    County: URIRef  # 县级行政区
    Decision: URIRef  # 决定
    Declaration: URIRef  # 来源登记
    DetailedRules: URIRef  # 细则
    Enterprise: URIRef  # 企业法人
    GovernmentBody: URIRef  # 政府机构
    Indicator: URIRef  # 指标
    Interpretation: URIRef  # 解读
    Law: URIRef  # 法律
    Letter: URIRef  # 函
    Limit: URIRef  # 限值
    Measures: URIRef  # 办法
    Meeting: URIRef  # 会议
    Minutes: URIRef  # 纪要
    News: URIRef  # 新闻
    Notice: URIRef  # 通知
    Observation: URIRef  # 指标数据
    Opinion: URIRef  # 意见
    Order: URIRef  # 命令
    Organization: URIRef  # 组织
    Passage: URIRef  # 段落
    Person: URIRef  # 人物
    Place: URIRef  # 地区
    Plan: URIRef  # 规划
    PlanPeriod: URIRef  # 五年规划期
    Platform: URIRef  # 平台系统
    PolicyDocument: URIRef  # 政策文件
    PolicyInstrument: URIRef  # 政策工具类别
    Programme: URIRef  # 项目
    Project: URIRef  # 工程项目
    Province: URIRef  # 省级行政区
    Provision: URIRef  # 条款
    PublicNotice: URIRef  # 通告
    Region: URIRef  # 区域
    Regulation: URIRef  # 条例
    Reply: URIRef  # 批复
    Report: URIRef  # 报告
    Request: URIRef  # 请示
    Resolution: URIRef  # 决议
    Rules: URIRef  # 规定
    Standard: URIRef  # 标准
    Statement: URIRef  # 有据陈述
    Target: URIRef  # 目标值
    WorkReport: URIRef  # 政府工作报告
    addressedTo: URIRef  # 主送机关
    administers: URIRef  # 管理
    agent: URIRef  # 行为主体
    amends: URIRef  # 修改
    annexOf: URIRef  # 附于正文
    area: URIRef  # 统计地区
    baseIndicator: URIRef  # 基础指标
    basedOn: URIRef  # 依据
    bearer: URIRef  # 受约束者
    builds: URIRef  # 建设
    cites: URIRef  # 引用
    code: URIRef  # 区划代码
    comparator: URIRef  # 比较符
    completedBy: URIRef  # 归其完成
    completes: URIRef  # 建成
    confidence: URIRef  # 置信度
    contains: URIRef  # 载有全文
    contradicts: URIRef  # 数据不一致于
    cooperatesWith: URIRef  # 合作
    cooperationMode: URIRef  # 合作模式
    correctedAt: URIRef  # 更正时间
    correctedBy: URIRef  # 更正人
    correctionAction: URIRef  # 更正动作
    correctionReason: URIRef  # 更正理由
    document: URIRef  # 出自文件
    documentId: URIRef  # 文件标识
    documentNumber: URIRef  # 发文字号
    duplicateOf: URIRef  # 重复件
    effectiveFrom: URIRef  # 施行日期
    effectiveUntil: URIRef  # 失效日期
    encourages: URIRef  # 鼓励
    end: URIRef  # 结束位置
    establishes: URIRef  # 建立
    formulates: URIRef  # 制定
    forwards: URIRef  # 转发
    hasObservation: URIRef  # 有数据
    high: URIRef  # 上界
    implements: URIRef  # 贯彻落实
    includedIn: URIRef  # 被纳入
    includes: URIRef  # 纳入
    indicator: URIRef  # 衡量指标
    instrument: URIRef  # 所用政策工具
    issuedBy: URIRef  # 发布机关
    issuedOn: URIRef  # 成文日期
    launches: URIRef  # 启动
    leads: URIRef  # 牵头
    low: URIRef  # 下界
    mentions: URIRef  # 提及
    method: URIRef  # 方法
    modality: URIRef  # 情态
    modalityText: URIRef  # 情态词
    norm: URIRef  # 规范
    ofPlace: URIRef  # 所在地区
    operatedBy: URIRef  # 归其运营
    operates: URIRef  # 运营
    partOf: URIRef  # 隶属于
    participatesIn: URIRef  # 参与
    periodEnd: URIRef  # 时期止日
    periodStart: URIRef  # 时期起日
    periodText: URIRef  # 时期原文
    permits: URIRef  # 允许
    polarity: URIRef  # 指标方向
    predecessor: URIRef  # 前身
    prohibits: URIRef  # 禁止
    promotes: URIRef  # 推动
    proposes: URIRef  # 提出
    publishedOn: URIRef  # 公开发布日期
    quote: URIRef  # 引文
    repealedBy: URIRef  # 被其废止
    repeals: URIRef  # 废止
    requires: URIRef  # 要求做到
    sameDocument: URIRef  # 即已收录文件
    sourceUrl: URIRef  # 来源网址
    start: URIRef  # 起始位置
    subject: URIRef  # 主题分类
    successor: URIRef  # 后继
    supersedes: URIRef  # 取代
    supervises: URIRef  # 对其监管
    textSha256: URIRef  # 正文校验和
    title: URIRef  # 标题
    unit: URIRef  # 单位
    validFrom: URIRef  # 设立日期
    validUntil: URIRef  # 撤销日期
    valueText: URIRef  # 原文数值
    versionDate: URIRef  # 版本日期
