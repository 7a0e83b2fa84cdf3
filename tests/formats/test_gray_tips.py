"""QQ's gray tips as events: by the client's data, with accounts; names can't pretend to be words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from msgscan.formats._gray_tips import read_items, read_tip
from msgscan.formats._notices import Event

ACCOUNTS = {"u_w": "4200000101", "u_l": "4200000102", "u_two": None}
W = {"uid": "u_w", "name": "教务-王"}
L = {"uid": "u_l", "name": "李"}
Z = {"uid": "u_zzz", "name": "赵"}


def xml(*parts: str | tuple[str, str, str]) -> dict[str, Any]:
    """Return a tip of words and (uin, jp, name)."""
    tags = [
        f'<nor txt="{part}"/>'
        if isinstance(part, str)
        else f'<qq uin="{part[0]}" col="3" jp="{part[1]}" nm="{part[2]}"/>'
        for part in parts
    ]
    return {"subElementType": 12, "xmlElement": {"content": f'<gtip align="center">{"".join(tags)}</gtip>'}}


def items(*parts: dict[str, str]) -> dict[str, Any]:
    return {"jsonGrayTipElement": {"jsonStr": json.dumps({"items": parts}, ensure_ascii=False)}}


def group(type_: int | str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - what the client stores
    return {"subElementType": 4, "groupElement": {"type": type_, **more}}


WANG, LI = ("u_w", "4200000101", "教务-王"), ("u_l", "u_l", "李")

# tip, sentence, event
TIPS: dict[str, tuple[dict[str, Any], str, Event]] = {
    "an invitation with accounts": (
        xml(WANG, "邀请", LI, "加入了群聊"),
        "教务-王邀请李加入了群聊",
        Event("invite", "教务-王", ["李"], "4200000101", ["4200000102"]),
    ),
    "two are invited": (
        xml(WANG, "邀请", LI, "、", ("u_zzz", "u_zzz", "赵"), "加入了群聊"),
        "教务-王邀请李、赵加入了群聊",
        Event("invite", "教务-王", ["李", "赵"], "4200000101", ["4200000102", ""]),
    ),
    "you invited": (
        xml("你邀请", LI, "加入了群聊"),
        "你邀请李加入了群聊",
        Event("invite", "你", ["李"], None, ["4200000102"]),
    ),
    "you were invited": (
        xml(WANG, "邀请你加入了群聊"),
        "教务-王邀请你加入了群聊",
        Event("invite", "教务-王", ["你"], "4200000101", None),
    ),
    "a name that says a word of notices": (
        xml(("u_w", "u_w", "邀请"), "加入了群聊"),
        "邀请加入了群聊",
        Event("join", None, ["邀请"], None, ["4200000101"]),
    ),
    "a name with entities": (
        xml(("u_x", "u_x", "&lt;qq&gt;&amp;"), "退出了群聊"),
        "<qq>&退出了群聊",
        Event("leave", None, ["<qq>&"], None, None),
    ),
    "an id that the file gives two accounts": (
        xml(("u_two", "u_two", "双"), "加入了群聊"),
        "双加入了群聊",
        Event("join", None, ["双"], None, None),
    ),
    "no name but an account": (
        xml(("u_x", "4200000109", ""), "加入了群聊"),
        "4200000109加入了群聊",
        Event("join", None, ["4200000109"], None, ["4200000109"]),
    ),
    "words only": (
        items({"type": "nor", "txt": "张三通过扫描二维码加入群"}),
        "张三通过扫描二维码加入群",
        Event("qr_join", None, ["张三"]),
    ),
    "a nudge": (
        items(
            {"type": "qq", "uid": "u_w", "nm": "王"},
            {"type": "nor", "txt": "拍了拍"},
            {"type": "qq", "uid": "u_l", "nm": "李"},
        ),
        "王拍了拍李",
        Event("pat", "王", ["李"], "4200000101", ["4200000102"]),
    ),
    "a joiner": (
        group(1, memberAdd={"showType": 0, "otherAdd": L}),
        "李加入了群聊",
        Event("join", None, ["李"], None, ["4200000102"]),
    ),
    "an invitation as data": (
        group(1, memberAdd={"otherInviteOther": {"inviter": W, "invited": L}, "otherAdd": None}),
        "教务-王邀请李加入了群聊",
        Event("invite", "教务-王", ["李"], "4200000101", ["4200000102"]),
    ),
    "you invited, as data": (
        group(1, memberAdd={"youInviteOther": L}),
        "你邀请李加入了群聊",
        Event("invite", "你", ["李"], None, ["4200000102"]),
    ),
    "you were invited, as data": (
        group(1, memberAdd={"otherInviteYou": W}),
        "教务-王邀请你加入了群聊",
        Event("invite", "教务-王", ["你"], "4200000101", None),
    ),
    "a QR code": (
        group(1, memberAdd={"otherAddByOtherQRCode": {"inviter": W, "invited": L}}),
        "李通过扫描教务-王分享的二维码加入群聊",
        Event("qr_join", "教务-王", ["李"], "4200000101", ["4200000102"]),
    ),
    "your QR code": (
        group(1, memberAdd={"otherAddByYourQRCode": L}),
        "李通过扫描你分享的二维码加入群聊",
        Event("qr_join", "你", ["李"], None, ["4200000102"]),
    ),
    "somebody joined, no more is known": (
        group("1", memberUid="u_l", memberNick="李"),
        "李加入了群聊",
        Event("join", None, ["李"], None, ["4200000102"]),
    ),
    "a removal": (
        group(3, memberUid="u_l", memberNick="李", adminUid="u_w", adminNick="王"),
        "王将李移出群聊",
        Event("remove", "王", ["李"], "4200000101", ["4200000102"]),
    ),
    "one who left": (
        group(3, memberUid="u_l", memberNick="李", adminUid="", adminNick=""),
        "李退出了群聊",
        Event("leave", None, ["李"], None, ["4200000102"]),
    ),
    "a new name": (
        group(5, groupName="新名", memberUid="u_w", memberNick="王"),
        "王修改群名为“新名”",
        Event("rename", "王", None, "4200000101"),
    ),
    "the end": (
        group(2, memberUid="u_w", memberNick="王"),
        "群聊已解散",
        Event("dissolve", "王", None, "4200000101"),
    ),
    "silenced": (
        group(8, shutUp={"duration": "600", "admin": {**W, "card": ""}, "member": {**L, "card": "李华"}}),
        "教务-王将李华禁言600秒",
        Event("mute", "教务-王", ["李华"], "4200000101", ["4200000102"]),
    ),
    "all silenced": (
        group(8, shutUp={"duration": 600, "admin": W, "member": {"uid": "", "name": ""}}),
        "教务-王将全体成员禁言600秒",
        Event("mute", "教务-王", None, "4200000101"),
    ),
    "no longer silenced": (
        group(8, shutUp={"duration": "0", "admin": W, "member": L}),
        "教务-王解除了李的禁言",
        Event("unmute", "教务-王", ["李"], "4200000101", ["4200000102"]),
    ),
    "took back another's": (
        {
            "revokeElement": {
                "operatorUid": "u_w",
                "operatorNick": "王",
                "origMsgSenderUid": "u_zzz",
                "origMsgSenderMemRemark": "赵磊",
            }
        },
        "王撤回了赵磊的一条消息",
        Event("recall", "王", ["赵磊"], "4200000101", None),
    ),
    "took back his own": (
        {
            "revokeElement": {
                "operatorUid": "u_w",
                "operatorNick": "王",
                "origMsgSenderUid": "u_w",
                "origMsgSenderNick": "王",
            }
        },
        "王撤回了一条消息",
        Event("recall", "王", None, "4200000101"),
    ),
}


@pytest.mark.parametrize(("tip", "sentence", "event"), TIPS.values(), ids=TIPS)
def test_a_tip_tells_who_did_what_to_whom(tip: dict[str, Any], sentence: str, event: Event) -> None:
    assert (event, sentence) == read_tip(tip, ACCOUNTS)


NOTHING: dict[str, dict[str, Any]] = {
    "nothing": {},
    "an unknown part": {"aioOpGrayTipElement": {"operateType": 1}},
    "an unknown group tip": group(99),
    "no part is an object": {"groupElement": [1], "xmlElement": "x", "jsonGrayTipElement": None},
    "no tags": {"xmlElement": {"content": 7}},
    "no JSON": {"jsonGrayTipElement": {"jsonStr": "{"}},
    "JSON, but no object": {"jsonGrayTipElement": {"jsonStr": "[]"}},
    "deep JSON": {"jsonGrayTipElement": {"jsonStr": "[" * 100_000}},
}


@pytest.mark.parametrize("tip", NOTHING.values(), ids=NOTHING)
def test_a_tip_without_known_data_tells_nothing(tip: dict[str, Any]) -> None:
    assert read_tip(tip, ACCOUNTS) is None


@pytest.mark.parametrize("tip", TIPS.values(), ids=TIPS)
@pytest.mark.parametrize("odd", [None, 7, [], {}, "x"], ids=str)
def test_no_part_of_a_tip_can_break_the_reader(tip: tuple[dict[str, Any], str, Event], odd: object) -> None:
    def spoilt(value: Any) -> list[Any]:  # noqa: ANN401 - any part of a tip
        """Return copies of a value, each with another of its parts replaced."""
        if not isinstance(value, dict):
            return [odd]
        return [odd, *({**value, key: other} for key in value for other in spoilt(value[key]))]

    for each in spoilt(tip[0])[1:]:
        read_tip(each, ACCOUNTS)


def test_items_of_the_exporter_are_read_alike() -> None:
    found = read_items(
        [
            {"type": "qq", "uid": "u_w", "text": "王"},
            {"type": "nor", "text": "邀请"},
            {"type": "qq", "text": "邀请"},
        ],
        ACCOUNTS,
    )

    assert (Event("invite", "王", ["邀请"], "4200000101", None), "王邀请邀请") == found


@pytest.mark.parametrize("odd", [None, [], {}, "x", [7], [{}]], ids=str)
def test_no_items_tell_nothing(odd: object) -> None:
    assert read_items(odd, ACCOUNTS) is None
