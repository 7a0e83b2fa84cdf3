"""Characters that are read as one another in a view: numerals, look-alikes, forms of components.

Written by hand and meant to be read by eye. Each string is a class: in its view every character of it is
read as the first. No character stands in two classes of one table.
"""

# ruff: noqa: RUF001 - look-alikes are what this file is about.
from __future__ import annotations

from typing import Final

# In the view ``digits``. ①, ➊ and other scripts' digits are folded before. 十百千 count places and are none;
# 两 and 俩 are too often no numeral.
NUMERALS: Final = (
    "0〇零", "1一壹弌幺〡", "2二贰弍〢", "3三叁弎参〣", "4四肆〤", "5五伍〥", "6六陆〦", "7七柒漆〧",
    "8八捌〨", "9九玖〩",
)  # fmt: skip

# In the view ``similar``: what an eye in a hurry takes for the other, in the first place characters that
# advertisers and abusers need. Traditional forms are folded before. Left out are likenesses of two everyday
# characters that make words in the same places, such as 天 and 无, 外 and 处.
LOOKALIKES: Final = (
    # Latin letters and digits
    "0o〇", "1li",
    # to add a contact: 加微信 私聊 群 号 码 扫
    "加伽茄咖泇", "微徽溦薇", "信伩佶", "群裙", "号兮", "码玛妈吗犸", "扫归妇", "私籼和", "聊卿柳", "转砖传",
    "联朕", "系糸", "电甩龟", "话活括", "机朷肌饥", "扣抇扪", "鹅鹉",
    # work and money: 兼职 刷单 佣金 日结 贷款 赚钱 代办
    "兼蒹搛廉", "职识织帜炽只", "刷唰涮", "单箪郸", "佣拥庸痈", "金全", "日曰", "结诘洁拮", "贷货贳", "款欵",
    "赚嫌", "钱线浅残贱践溅笺饯", "代伐仗", "办刅", "招昭沼诏", "聘娉", "薪新", "资姿", "投没设役", "返反扳",
    "现规", "领顿预", "红江", "免兔", "费贲", "票漂飘", "税锐", "证征", "试拭弑", "答荅",
    "淘掏陶", "宝宔", "抖斗抄", "推堆椎", "广厂", "告吿", "股肢", "彩采踩睬", "盈盁", "借惜错措",
    # gambling, drugs, violence, obscenity
    "赌睹堵诸", "博搏傅缚", "嬴赢羸", "色邑", "情清晴请精", "黄簧", "毒每", "枪抢呛沧", "刀力刁", "杀刹",
    "炸诈咋", "弹掸", "妓技伎歧", "嫖瞟镖膘", "性牲姓珄", "做傲", "裸棵课", "淫婬", "奸奷", "操澡燥躁",
    "草莫",
    # abuse: characters with another radical, few of them in use
    "狗佝岣枸笱坸玽豿耇", "脸殓睑裣莶", "猪楮箸赭潴啫", "婊裱", "腿煺褪", "狼崀莨锒稂", "眼垠茛裉银",
    "舔菾掭", "绿渌逯禄", "帽瑁萺", "屁肶仳", "炮狍庖咆", "疯砜飒", "粗殂", "滚磙", "逼堛楅湢愊", "骚瘙搔",
    "渣揸猹碴喳", "圾岌芨", "垃砬岦", "臭嗅", "蠢惷", "废癈",
    # secret markers
    "绝艳", "密蜜宓", "秘泌",
    # strokes that are only longer or shorter
    "未末", "己已巳", "士土", "干千于", "人入", "大太犬", "天夭", "见贝", "午牛", "口囗", "目自",
    "田甲申", "问间闯", "白臼", "王玉", "今令",
)  # fmt: skip

# In the view ``split``: a component beside the character that it is, as people write 亻言 and 人言 for 信.
COMPONENT_FORMS: Final = (
    "人亻", "水氵氺", "手扌才", "言讠", "金钅", "食饣", "丝纟糸", "犬犭", "草艹艸", "心忄㣺", "示礻", "衣衤",
    "刀刂", "火灬", "走辶辵", "阜阝邑", "攵攴", "爪爫", "网罒", "老耂", "牛牜", "玉王", "月肉",
)  # fmt: skip
