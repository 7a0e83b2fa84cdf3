"""Notices of the chat clients, read as events: who invited whom, who left, what was renamed.

Only rows that the file marks as notices come here: a member can type any of these sentences. Structured
sources (XML, gray tips, bot events) are read by their formats; this file reads sentences, as the last
resort. Names are taken as printed, so they are hints and no identities: a nickname may hold ``、`` or quotes,
and where a sentence can be read in two ways the quotes at the outside are taken for WeChat's own. ``你`` is
the account that made the export.

Strategy: a wording is tried only when its key stands in the sentence, and only on sentences of a notice's
length, since two open groups in one pattern cost the square of the length.

Sources of the wordings: the notices of WeChat and QQ in Chinese and English as public readers of such logs
match them, and the sentences that exporters make of the structured ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from ..schema import Values


class Event(NamedTuple):
    """What a notice reports; ``None`` where it does not tell.

    Attributes
    ----------
    event : str
        One of ``CATEGORIES["event"]``; ``unknown`` = something happened, the exporter lost who or what.
    actor, actor_id : str, optional
        Who did it: the inviter, the owner of the QR code, the remover, the renamer.
    targets, target_ids : list of str, optional
        To whom: newcomers, removed people, the new owner.
    """

    event: str
    actor: str | None = None
    targets: list[str] | None = None
    actor_id: str | None = None
    target_ids: list[str] | None = None


_LONGEST = 1000  # characters; forty people can be invited at once, so no notice is longer

_BARE = r'[^"]*?'  # WeChat quotes names, QQ does not
_ACTOR = rf'(?P<actor>".+?"|{_BARE})'
_TARGETS = rf'(?P<targets>(?:你和)?".+?"|{_BARE})'
_GROUP = r"(?:本群|群聊|该群|群)"
_END = r"[。.]?"
_IN = rf"(?:加入|进入)了?{_GROUP}"
_JOINED = r"(?P<english>.+?) joined (?:the )?group chat via "

# (event, what must stand in the sentence, the sentence); the first that fits is taken
_WORDINGS: tuple[tuple[str, str, str], ...] = (
    # "张磊"邀请"王五、赵六"加入了群聊 · 你邀请"王五"加入了群聊 · "张磊"邀请你加入了群聊，群聊参与人还有：王五
    # "张磊"邀请你和"王五"加入了群聊
    # 教务-王小明邀请赵磊加入了本群。 · 王小明邀请赵磊加入了群聊，并附带了30条聊天记录。
    ("invite", "邀请", rf"{_ACTOR}邀请{_TARGETS}加入了?{_GROUP}(?:，(?:群聊参与人|并附带).*)?{_END}"),
    # Tom invited Jerry to the group chat · You've invited "A" to the group chat
    # Tom invited you to a group chat with Jerry
    ("invite", " invited ",
     r"(?P<actor>.+?)(?:'ve)? invited (?P<english>.+?) to (?:the|a) group chat(?: with .*)?\.?"),
    # " 王五"通过扫描"张磊"分享的二维码加入群聊 · "王五"通过扫描你分享的二维码加入群聊
    # … and behind it, from exporters that strip tags, the sentence again: … qrcode 撤销 wxid_… http://…
    ("qr_join", "分享的二维码", rf"{_TARGETS}通过扫描{_ACTOR}分享的二维码{_IN}(?:[ ，].*)?{_END}"),
    # "王五"通过"张磊"的邀请二维码加入群聊
    ("qr_join", "的邀请二维码", rf"{_TARGETS}通过{_ACTOR}的邀请二维码{_IN}{_END}"),
    # 你通过扫描二维码加入群聊，群聊参与人还有：张磊 · 张三通过扫描二维码加入群
    ("qr_join", "扫描二维码", rf"{_TARGETS}通过扫描二维码{_IN}(?:，.*)?{_END}"),
    # "Jerry" joined the group chat via the QR Code shared by "Tom"
    ("qr_join", " shared by ", rf"{_JOINED}(?:the |a )?QR [Cc]ode shared by (?P<actor>.+?)\.?"),
    # "Jerry" joined group chat via the QR code you shared. · … via your shared QR Code.
    ("qr_join", "QR ", rf"{_JOINED}(?:the QR [Cc]ode )?(?P<actor>your?) shared(?: QR [Cc]ode)?\.?"),
    # 刘敏(4200000005) 加入了本群
    ("join", "加入", rf"(?P<targets>.+?)\((?P<target_id>\d{{5,12}})\) 加入了?{_GROUP}(?:[，。].*)?"),
    # 王五通过游戏中心加入群聊
    ("join", "通过", rf"{_TARGETS}通过.+?加入了?{_GROUP}{_END}"),
    # 刘敏加入本群。 · 刘敏加入了群聊，点击修改TA的群昵称
    ("join", "加入", rf"{_TARGETS} ?加入了?{_GROUP}(?:[，。].*)?"),
    # 刘敏退出了本群。 · 刘敏已退出群聊
    ("leave", "退出", rf"{_TARGETS} ?已?退出了?{_GROUP}{_END}"),
    # 刘敏离开了群聊
    ("leave", "离开", rf"{_TARGETS} ?已?离开了?{_GROUP}{_END}"),
    # "Jerry" left the group chat
    ("leave", " left ", r"(?P<english>.+?) (?:has )?left (?:the )?group chat\.?"),
    # 你被"张磊"移出群聊 · 赵磊已被管理员移出本群。
    ("remove", "被", rf"{_TARGETS} ?已?被 ?{_ACTOR} ?(?:移出|踢出)了?{_GROUP}{_END}"),
    # 你将"王五"移出了群聊 · "张磊"将"王五"移出了群聊
    ("remove", "将", rf"{_ACTOR} ?将 ?{_TARGETS} ?(?:移出|踢出)了?{_GROUP}{_END}"),
    # You were removed from the group chat by "Tom"
    ("remove", " removed ",
     r"(?P<english>.+?) (?:were|was) removed from the group chat(?: by (?P<actor>.+?))?\.?"),
    # You removed "Jerry" from the group chat
    ("remove", " removed ", r"(?P<actor>.+?) removed (?P<english>.+?) from the group chat\.?"),
    # "张磊"修改群名为“2501班工作群” · 你修改群名为“2501班工作群” · 王小明修改了群名称
    ("rename", "修改", rf"{_ACTOR} ?修改了?群名.*"),
    # 王小明将群名修改为2501班 · 王小明已将群名改为2501班
    ("rename", "将群名", rf"{_ACTOR} ?已?将群名称?(?:修改|更改|改)为.*"),
    # "Tom" changed the group name to "Class 2501"
    ("rename", " changed the group name", r"(?P<actor>.+?) changed the group name to .*"),
    # "张磊"已成为新群主 · 你已成为新群主
    ("new_owner", "成为", rf"{_TARGETS} ?已?成为了?(?:新的?)?群主{_END}"),
    # 王小明已将群主转让给李华
    ("new_owner", "转让", rf"{_ACTOR} ?已?将(?:本群|群主|群|群聊)(?:身份)?转让给了?{_TARGETS}{_END}"),
    # 你将"王五"添加为群管理员 · "张磊"将"王五"添加为群管理员
    ("admin", "管理员", rf"{_ACTOR} ?将 ?{_TARGETS} ?(?:添加|设置|设)为(?:本群|群)?管理员{_END}"),
    # 李华被王小明设置为管理员 · 李华已被设为管理员
    ("admin", "管理员", rf"{_TARGETS} ?已?被 ?{_ACTOR} ?(?:添加|设置|设)为(?:本群|群)?管理员{_END}"),
    # 赵磊 被 王小明 解除禁言 · 你被 王小明 解除禁言
    ("unmute", "解除", rf"{_TARGETS} ?被 ?{_ACTOR} ?解除了?禁言{_END}"),
    # 王小明 解除了赵磊的禁言
    ("unmute", "解除", rf"{_ACTOR} ?解除了 ?{_TARGETS} ?的禁言{_END}"),
    # 王小明 关闭了全员禁言
    ("unmute", "全员禁言", rf"{_ACTOR} ?(?:关闭|解除)了?全员禁言{_END}"),
    # 王小明 开启了全员禁言，只有群主和管理员才能发言
    ("mute", "全员禁言", rf"{_ACTOR} ?(?:开启|启用)了?全员禁言(?:[，,].*)?{_END}"),
    # 赵磊 被 王小明 禁言10分钟 · 赵磊被王小明禁言1天2小时
    ("mute", "禁言", rf"{_TARGETS} ?被 ?{_ACTOR} ?禁言了? ?[0-9].*"),
    # 王小明将赵磊禁言10分钟
    ("mute", "禁言", rf"{_ACTOR} ?将 ?{_TARGETS} ?禁言了? ?[0-9].*"),
    # "张磊" 撤回了一条消息 · 李华撤回了一条成员消息 · 你撤回了一条消息 重新编辑
    ("recall", "撤回", rf"{_ACTOR} ?撤回了一条(?:群?成员)?消息.*"),
    # 王小明撤回了赵磊的一条消息 · 王小明 撤回了 赵磊 的消息 · "张磊" 撤回了成员"王五"的一条消息
    ("recall", "撤回", rf"{_ACTOR} ?撤回了 ?(?:群?成员)? ?{_TARGETS} ?的(?:一条)?消息.*"),
    # Tom has recalled a message · Tom withdrew a message
    ("recall", " a message", r"(?P<actor>.+?)(?: has| have)? (?:recalled|withdrew) a message.*"),
    # 赵磊的一条消息被王小明设为精华消息
    ("essence", "精华", rf"{_TARGETS} ?的?(?:一条)?消息已?被 ?{_ACTOR} ?设置?为了?精华.*"),
    # 王小明将赵磊的一条消息设为精华消息
    ("essence", "精华", rf"{_ACTOR} ?[将把] ?{_TARGETS} ?的?(?:一条)?消息设置?为了?精华.*"),
    # 王小明设置了一条精华消息
    ("essence", "精华", rf"{_ACTOR} ?设置了一条精华消息{_END}"),
    # "张磊" 拍了拍 "王五" · 我拍了拍自己的脑袋 · 张磊 拍了拍我
    ("pat", "拍了拍", rf'{_ACTOR} ?拍了拍 ?(?:(?P<targets>".+?"|我|自己).*|.*)'),
    # 王小明戳了戳赵磊
    ("pat", "戳了戳", rf"{_ACTOR} ?戳了戳 ?(?P<targets>.*)"),
    # "Tom" tickled "Jerry"
    ("pat", " tickled ", r'(?P<actor>.+?) tickled (?P<english>".+?"|.+).*'),
    # 群主已启用“群聊邀请确认”，群成员需群主确认才能邀请朋友进群。
    ("confirm_on", "群聊邀请确认", r"[^“]*(?:启用|开启)了?“群聊邀请确认”.*"),
    # 群主已恢复默认进群方式。
    ("confirm_off", "默认进群方式", r".*恢复默认进群方式.*"),
    # "王五"与群里其他人都不是微信朋友关系，请注意隐私安全
    ("stranger", "与群里其他人都不是", rf"{_TARGETS}与群里其他人都不是(?:微信)?朋友关系.*"),
    # "Jerry" isn't WeChat friends with anyone else in this group chat
    ("stranger", " anyone else in this group",
     r"(?P<english>.+?) (?:isn't|is not) .*anyone else in this group.*"),
    # 群主"张磊"已解散该群聊
    ("dissolve", "解散", rf"(?:群主)?{_ACTOR} ?已?解散了?{_GROUP}聊?{_END}"),
    # 该群聊已被群主解散 · 本群已被解散
    ("dissolve", "解散", rf"{_GROUP}聊?已?被 ?{_ACTOR} ?解散{_END}"),
)  # fmt: skip  # a line a wording

# <_wc_custom_link_ color="#2782D7" href="weixin://revoke_invite">撤销</_wc_custom_link_>
# <a href="weixin://revoke_edit_click">重新编辑</a> · <revokemsg>"张磊" 撤回了一条消息</revokemsg>
_TAG = re.compile(r"</?(?:_wc_custom_link_|a|revokemsg)(?: [^<>]*)?>")
_BUTTONS = ("撤销", "$revoke$", "重新编辑")
_PLACEHOLDER = re.compile(r"\$\w+\$")
_SELF = frozenset({"你", "我", "you", "You", "your", "Your"})
# 你和"王五" · you and Jerry
_SELF_AND_OTHERS = re.compile(r"(?:你和|you and )(.+)")
# 三石🌙(wxid_zhang00000002)
_NAMED_ACCOUNT = re.compile(r"(.*?)\((wxid_\w+)\)(?:、|$)")
# "$username$"邀请"$names$"加入了群聊 wxid_zhang00000002 三石🌙 wxid_ad00000000004 😀 、
_FLATTENED = re.compile(r'[^$]*(?:\$username\$")?邀请"\$names\$"加入了群聊 (?:\$revoke\$ )?(wxid_.*)')
_FLAT_MEMBER = re.compile(r"(wxid_\w+) (.*?)(?= wxid_|(?: 、)?$)")


def plain(sentence: str) -> str:
    """Return a notice as the client shows it: without link tags, and without the buttons behind it.

    Examples
    --------
    >>> plain('你邀请"王五"加入了群聊  <_wc_custom_link_ href="weixin://revoke_invite">撤销</_wc_custom_link_>')
    '你邀请"王五"加入了群聊'
    """
    text = _TAG.sub("", sentence).strip()
    for button in _BUTTONS:
        rest = text.removesuffix(button)
        if len(rest) < len(text) and (rest[-1:].isspace() or rest.endswith("群聊")):
            return rest.rstrip()
    return text


def understand(sentence: str) -> Event | None:
    """Return the event that a notice reports, ``None`` when no wording fits.

    Examples
    --------
    >>> understand('" 王五"通过扫描"张磊"分享的二维码加入群聊')
    Event(event='qr_join', actor='张磊', targets=['王五'], actor_id=None, target_ids=None)
    >>> understand('"$username$"邀请"$names$"加入了群聊')  # the exporter lost the names
    Event(event='invite', actor=None, targets=None, actor_id=None, target_ids=None)
    """
    if len(sentence) > _LONGEST:
        return None
    text = plain(sentence)
    if text.startswith("<sysmsg"):  # no sentence: formats that keep the XML read it themselves
        return None
    if flat := _FLATTENED.fullmatch(text):
        return _flattened(flat[1])
    fitting = [(event, wording) for event, key, wording in _WORDINGS if key in text]
    # when no wording fits the quotes, one of them may be part of a bare name
    for bare in (_BARE, ".*?") if '"' in text else (_BARE,):
        for event, wording in fitting:
            if found := re.fullmatch(wording.replace(_BARE, bare), text):  # re keeps what it has compiled
                return _event(event, found.groupdict())
    return None


def _event(event: str, named: dict[str, str | None]) -> Event:
    targets, target_ids = _people(named.get("targets"), "、")
    if named.get("english"):
        targets, target_ids = _people(named["english"], ", ")
    actor, actor_id = _person(named.get("actor"))
    if account := named.get("target_id"):
        target_ids = [account]
    return Event(event, actor, targets, actor_id, target_ids)


def _people(written: str | None, separator: str) -> tuple[list[str] | None, list[str] | None]:
    """Return the names and accounts in a list of people."""
    text = (written or "").strip()
    if others := _SELF_AND_OTHERS.fullmatch(text):
        names, _ = _people(others[1], separator)
        return ["你", *(names or [])], None
    text = _unquoted(text)
    members = _NAMED_ACCOUNT.findall(text)
    if members and sum(len(name) + len(account) + 3 for name, account in members) >= len(text):
        return [name.strip() for name, _ in members], [account for _, account in members]
    quoted = f'"{separator}"'
    pieces = text.split(quoted if quoted in text else separator)
    names = [name for name, _ in map(_person, pieces) if name]
    return names or None, None


def _person(written: str | None) -> tuple[str | None, str | None]:
    """Return the name and the account of one person; ``None`` for what is not told."""
    name = _unquoted((written or "").strip())
    if not name or _PLACEHOLDER.fullmatch(name):
        return None, None
    if found := _NAMED_ACCOUNT.fullmatch(name):
        return found[1].strip() or None, found[2]
    return ("你" if name in _SELF else name), None


def _unquoted(name: str) -> str:
    return name[1:-1].strip() if len(name) > 1 and name[0] == name[-1] == '"' else name


def _flattened(members: str) -> Event:
    """Return an invitation whose XML lost its tags: the inviter comes first, then the newcomers."""
    (account, name), *others = _FLAT_MEMBER.findall(members) or [(None, None)]
    names = [name.strip() for _, name in others]
    return Event("invite", name, names or None, account, [account for account, _ in others] or None)


def notice_columns(kinds: list[str], notices: Mapping[int, Event | None]) -> dict[str, Values]:
    """Return the kind and event columns of a batch.

    Parameters
    ----------
    kinds : list of str, n
        Kinds of the rows, as if none were a notice.
    notices : mapping of int to (Event or None)
        The rows that are notices, and what each reports; ``None`` = it was not understood.

    Examples
    --------
    >>> notice_columns(["text", "text"], {1: Event("recall", "李华")})["kind"]
    ['text', 'recall']
    """
    columns: dict[str, Values] = {"kind": kinds}
    if not notices:
        return columns
    kinds = list(kinds)
    events: dict[str, list[object]] = {name: [None] * len(kinds) for name in _EVENT_COLUMNS}
    for row, event in notices.items():
        kinds[row] = "recall" if event and event.event == "recall" else "system"
        for name, value in zip(_EVENT_COLUMNS, event or Event("unknown"), strict=True):
            events[name][row] = value
    return {"kind": kinds, **events}


_EVENT_COLUMNS = ("event", "event_actor", "event_targets", "event_actor_id", "event_target_ids")
