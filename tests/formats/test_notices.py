"""Notices read as events: every wording that public readers of WeChat and QQ know."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, strategies as st

from msgscan.formats._notices import Event, notice_columns, plain, understand
from msgscan.schema import CATEGORIES


class Case(NamedTuple):
    """A sentence, and the event that it reports."""

    sentence: str
    event: str
    actor: str | None = None
    targets: list[str] | None = None
    actor_id: str | None = None
    target_ids: list[str] | None = None


REVOKE = '<_wc_custom_link_ color="#2782D7" href="weixin://revoke_invite">撤销</_wc_custom_link_>'
NO_EVENTS = (
    "",
    "恭喜发财",
    "[系统消息]",
    "你领取了周老师的红包",
    '<sysmsg type="mmchatroomtopmsg"></sysmsg>',
)
WECHAT = (
    Case('"周老师"邀请"小郑"加入了群聊', "invite", "周老师", ["小郑"]),
    Case('"周老师"邀请"小郑、小吴、A  小孙"加入了群聊', "invite", "周老师", ["小郑", "小吴", "A  小孙"]),
    Case('你邀请"小郑"加入了群聊', "invite", "你", ["小郑"]),
    Case('你邀请"小郑"加入了群聊  撤销', "invite", "你", ["小郑"]),
    Case('你邀请"小郑"加入了群聊撤销', "invite", "你", ["小郑"]),
    Case('你邀请"小郑"加入了群聊  $revoke$', "invite", "你", ["小郑"]),
    Case(f'你邀请"小郑"加入了群聊  {REVOKE}', "invite", "你", ["小郑"]),
    Case('"周老师"邀请你加入了群聊，群聊参与人还有：小郑、小吴', "invite", "周老师", ["你"]),
    Case('"周老师"邀请你和"小郑、小吴"加入了群聊', "invite", "周老师", ["你", "小郑", "小吴"]),
    Case('" 小郑"通过扫描"周老师"分享的二维码加入群聊', "qr_join", "周老师", ["小郑"]),
    Case('"小郑"通过扫描你分享的二维码加入群聊  撤销', "qr_join", "你", ["小郑"]),
    Case('"小郑"通过"周老师"的邀请二维码加入群聊', "qr_join", "周老师", ["小郑"]),
    Case("你通过扫描二维码加入群聊，群聊参与人还有：周老师、小郑", "qr_join", None, ["你"]),
    Case("小郑通过游戏中心加入群聊", "join", None, ["小郑"]),
    Case('你将"小郑"移出了群聊', "remove", "你", ["小郑"]),
    Case('"周老师"将"小郑、小吴"移出了群聊', "remove", "周老师", ["小郑", "小吴"]),
    Case('你被"周老师"移出群聊', "remove", "周老师", ["你"]),
    Case('"周老师"修改群名为“2402班通知群”', "rename", "周老师"),
    Case("你修改群名为“2402班通知群”", "rename", "你"),
    Case('"周老师"已成为新群主', "new_owner", None, ["周老师"]),
    Case("你已成为新群主", "new_owner", None, ["你"]),
    Case('你将"小郑"添加为群管理员', "admin", "你", ["小郑"]),
    Case('"周老师"将"小郑"添加为群管理员', "admin", "周老师", ["小郑"]),
    Case("群主已启用“群聊邀请确认”，群成员需群主确认才能邀请朋友进群。", "confirm_on"),
    Case("群主已恢复默认进群方式。", "confirm_off"),
    Case('"小郑"与群里其他人都不是微信朋友关系，请注意隐私安全', "stranger", None, ["小郑"]),
    Case('"小郑"与群里其他人都不是朋友关系，请注意隐私安全', "stranger", None, ["小郑"]),
    Case('"周老师" 撤回了一条消息', "recall", "周老师"),
    Case('你撤回了一条消息 <a href="weixin://revoke_edit_click">重新编辑</a>', "recall", "你"),
    Case('<revokemsg>"周老师" 撤回了一条消息</revokemsg>', "recall", "周老师"),
    Case('"周老师" 撤回了成员"小郑"的一条消息', "recall", "周老师", ["小郑"]),
    Case('"周老师" 拍了拍 "小郑"', "pat", "周老师", ["小郑"]),
    Case('我拍了拍 "小郑" 的书包', "pat", "你", ["小郑"]),
    Case('"周老师" 拍了拍我', "pat", "周老师", ["你"]),
    Case('群主"周老师"已解散该群聊', "dissolve", "周老师"),
)
ENGLISH = (
    Case("Tom invited Jerry to the group chat", "invite", "Tom", ["Jerry"]),
    Case('You\'ve invited "Jerry" to the group chat', "invite", "你", ["Jerry"]),
    Case("Tom invited you to a group chat with Jerry", "invite", "Tom", ["你"]),
    Case("Tom invited you and Jerry to the group chat", "invite", "Tom", ["你", "Jerry"]),
    Case('"Jerry" joined the group chat via the QR Code shared by "Tom"', "qr_join", "Tom", ["Jerry"]),
    Case('"Jerry" joined group chat via the QR code you shared.', "qr_join", "你", ["Jerry"]),
    Case('"Jerry" joined the group chat via your shared QR Code.', "qr_join", "你", ["Jerry"]),
    Case('You removed "Jerry" from the group chat', "remove", "你", ["Jerry"]),
    Case('You were removed from the group chat by "Tom"', "remove", "Tom", ["你"]),
    Case('"Tom" changed the group name to "Class 2402"', "rename", "Tom"),
    Case("Tom has recalled a message", "recall", "Tom"),
    Case("Tom withdrew a message", "recall", "Tom"),
    Case('"Tom" tickled "Jerry"', "pat", "Tom", ["Jerry"]),
    Case('"Jerry" isn\'t WeChat friends with anyone else in this group chat', "stranger", None, ["Jerry"]),
    Case('"Jerry" left the group chat', "leave", None, ["Jerry"]),
)
QQ = (
    Case("教务-周敏邀请小郑加入了本群。", "invite", "教务-周敏", ["小郑"]),
    Case("教务-周敏邀请郑(二班)加入了群聊，并附带了30条聊天记录。", "invite", "教务-周敏", ["郑(二班)"]),
    Case("小郑通过扫描二维码加入群", "qr_join", None, ["小郑"]),
    Case("小郑通过扫描周敏分享的二维码加入群", "qr_join", "周敏", ["小郑"]),
    Case("小郑加入本群。", "join", None, ["小郑"]),
    Case("小郑(4200000005) 加入了本群", "join", None, ["小郑"], None, ["4200000005"]),
    Case("小郑加入了群聊，点击修改TA的群昵称", "join", None, ["小郑"]),
    Case("小郑加入了群聊。点击修改TA的群昵称", "join", None, ["小郑"]),
    Case("小郑退出了本群。", "leave", None, ["小郑"]),
    Case("小郑离开了群聊", "leave", None, ["小郑"]),
    Case("小郑 被 周敏 移出了本群", "remove", "周敏", ["小郑"]),
    Case("周敏 修改了群名称", "rename", "周敏"),
    Case("周敏已将群名修改为2402班", "rename", "周敏"),
    Case("周敏已将群主转让给小郑", "new_owner", "周敏", ["小郑"]),
    Case("小郑被周敏设置为管理员", "admin", "周敏", ["小郑"]),
    Case("小郑 被 周敏 禁言10分钟", "mute", "周敏", ["小郑"]),
    Case("周敏将小郑禁言1天2小时", "mute", "周敏", ["小郑"]),
    Case("周敏 开启了全员禁言，只有群主和管理员才能发言", "mute", "周敏"),
    Case("小郑 被 周敏 解除禁言", "unmute", "周敏", ["小郑"]),
    Case("周敏解除了小郑的禁言", "unmute", "周敏", ["小郑"]),
    Case("周敏 关闭了全员禁言", "unmute", "周敏"),
    Case("小郑撤回了一条消息", "recall", "小郑"),
    Case("周敏撤回了一条成员消息", "recall", "周敏"),
    Case("周敏撤回了小郑的一条消息", "recall", "周敏", ["小郑"]),
    Case("小郑的一条消息被周敏设为精华消息", "essence", "周敏", ["小郑"]),
    Case("周敏将小郑的一条消息设为精华消息", "essence", "周敏", ["小郑"]),
    Case("周敏设置了一条精华消息", "essence", "周敏"),
    Case("周敏戳了戳小郑", "pat", "周敏", ["小郑"]),
    Case("该群聊已被群主解散", "dissolve", "群主"),
)
NAMES_LOST = (
    Case('"$username$"邀请"$names$"加入了群聊', "invite"),
    Case('你邀请"$names$"加入了群聊  $revoke$', "invite", "你"),
    Case("邀请 加入了群聊。", "invite"),
)
WITH_ACCOUNTS = (
    Case(
        '"周老师(wxid_zhou00000001)"邀请"😀(wxid_zheng0000003)、A、B(wxid_sun000000002)"加入了群聊',
        "invite", "周老师", ["😀", "A、B"], "wxid_zhou00000001", ["wxid_zheng0000003", "wxid_sun000000002"],
    ),
    Case(
        '"$username$"邀请"$names$"加入了群聊 wxid_zhou00000001 周老师 wxid_zheng0000003 😀 '
        "wxid_sun000000002 A 小孙 、",
        "invite", "周老师", ["😀", "A 小孙"], "wxid_zhou00000001", ["wxid_zheng0000003", "wxid_sun000000002"],
    ),
    Case(
        '"小郑"通过扫描你分享的二维码加入群聊 "小郑"通过扫描你分享的二维码加入群聊 '
        "qrcode 撤销 wxid_zheng0000003 http://weixin.qq.com/g/x",
        "qr_join", "你", ["小郑"],
    ),
)  # fmt: skip
HOSTILE_NAMES = (
    Case('"说"邀请"的人"邀请"小郑"加入了群聊', "invite", "说", ['的人"邀请"小郑']),  # two readings
    Case('"周"老师"邀请"小郑"加入了群聊', "invite", '周"老师', ["小郑"]),
    Case('"周老师"邀请"小"郑"加入了群聊', "invite", "周老师", ['小"郑']),
    Case('"周老师"邀请"他加入了群聊"加入了群聊', "invite", "周老师", ["他加入了群聊"]),
    Case('"周老师"将"被移出"移出了群聊', "remove", "周老师", ["被移出"]),
    Case('小"郑加入本群。', "join", None, ['小"郑']),
    Case("张三(20240101)加入本群。", "join", None, ["张三(20240101)"]),  # a student's number, no account
)


@pytest.mark.parametrize("sentence", NO_EVENTS)
def test_other_sentences_are_no_events(sentence: str) -> None:
    assert understand(sentence) is None


@pytest.mark.parametrize("case", [*WECHAT, *ENGLISH, *QQ], ids=lambda case: case.sentence)
def test_a_wording_tells_who_did_what_to_whom(case: Case) -> None:
    assert understand(case.sentence) == Event(*case[1:])


@pytest.mark.parametrize("case", NAMES_LOST, ids=lambda case: case.sentence)
def test_a_placeholder_is_no_name(case: Case) -> None:
    assert understand(case.sentence) == Event(*case[1:])


@pytest.mark.parametrize("case", WITH_ACCOUNTS, ids=lambda case: case.sentence)
def test_accounts_that_an_exporter_added_are_told(case: Case) -> None:
    assert understand(case.sentence) == Event(*case[1:])


@pytest.mark.parametrize("case", HOSTILE_NAMES, ids=lambda case: case.sentence)
def test_quotes_at_the_outside_are_the_clients_own(case: Case) -> None:
    assert understand(case.sentence) == Event(*case[1:])


@pytest.mark.parametrize("sentence", ['"甲"邀请"' * 4000, "被将移出撤回了解除" * 2300, '"' * 20_000])
def test_a_text_longer_than_any_notice_is_not_read(sentence: str) -> None:
    assert understand(sentence) is None


@given(
    st.lists(
        st.sampled_from([*'"、“” 你被将的$()<>', "邀请", "加入了群聊", "移出", "wxid_a", "甲"]), max_size=40
    )
)
def test_any_sentence_gives_a_known_event_or_none(pieces: list[str]) -> None:
    event = understand("".join(pieces))

    assert event is None or event.event in CATEGORIES["event"]


@given(
    st.text(st.characters(exclude_characters='"、$()<>\n', exclude_categories=["Cs", "Cc", "Zs"]), min_size=1)
)
def test_quoted_names_come_back_as_they_were(name: str) -> None:
    event = understand(f'"周老师"邀请"{name}"加入了群聊')

    assert event is not None
    assert event.targets == ["你" if name in ("我", "你", "you", "You", "your", "Your") else name.strip()]


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (f'你邀请"小郑"加入了群聊  {REVOKE}', '你邀请"小郑"加入了群聊'),
        ("你撤回了一条消息 重新编辑", "你撤回了一条消息"),
        ('"周老师"修改群名为“撤销”', '"周老师"修改群名为“撤销”'),
        ("a < b > c", "a < b > c"),
    ],
)
def test_a_notice_is_shown_without_tags_and_buttons(sentence: str, shown: str) -> None:
    assert plain(sentence) == shown


def test_a_notice_that_is_not_understood_is_an_unknown_event() -> None:
    columns = notice_columns(["text", "text"], {1: None})

    assert (columns["kind"], columns["event"]) == (["text", "system"], [None, "unknown"])


def test_rows_without_notices_get_no_event_columns() -> None:
    assert notice_columns(["text", "image"], {}) == {"kind": ["text", "image"]}
