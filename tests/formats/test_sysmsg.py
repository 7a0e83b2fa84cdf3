"""Notices as WeChat's XML: names and accounts, whatever stands in the names."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from msgscan.formats._notices import Event
from msgscan.formats._sysmsg import Sentence, is_sysmsg, read_sysmsg


def member(account: str, name: str) -> str:
    return (
        f"<member><username><![CDATA[{account}]]></username><nickname><![CDATA[{name}]]></nickname></member>"
    )


def template(sentence: str, **people: str) -> str:
    links = "".join(
        f'<link name="{name}" type="link_profile"><memberlist>{members}</memberlist></link>'
        for name, members in people.items()
    )
    return (
        '<sysmsg type="sysmsgtemplate"><sysmsgtemplate><content_template type="tmpl_type_profile">'
        f"<plain><![CDATA[]]></plain><template><![CDATA[{sentence}]]></template>"
        f"<link_list>{links}</link_list></content_template></sysmsgtemplate></sysmsg>"
    )


ZHOU, ZHENG, WU = member("wxid_zhou", "周老师"), member("wxid_zheng", "郑、小"), member("wxid_wu", 'A "吴"')
READ = {
    "an invitation tells names and accounts": (
        template('"$username$"邀请"$names$"加入了群聊', username=ZHOU, names=ZHENG + WU),
        '"周老师"邀请"郑、小、A "吴""加入了群聊',
        Event("invite", "周老师", ["郑、小", 'A "吴"'], "wxid_zhou", ["wxid_zheng", "wxid_wu"]),
    ),
    "the exporter's own invitation": (
        "4100@chatroom:\n" + template('你邀请"$names$"加入了群聊  $revoke$', username=ZHOU, names=ZHENG),
        '你邀请"郑、小"加入了群聊',
        Event("invite", "你", ["郑、小"], None, ["wxid_zheng"]),
    ),
    "variables may have any name": (
        template('" $adder$"通过扫描"$from$"分享的二维码加入群聊', adder=ZHENG, **{"from": ZHOU}),
        '" 郑、小"通过扫描"周老师"分享的二维码加入群聊',
        Event("qr_join", "周老师", ["郑、小"], "wxid_zhou", ["wxid_zheng"]),
    ),
    "English": (
        template('You removed "$kickoutname$" from the group chat', kickoutname=WU),
        'You removed "A "吴"" from the group chat',
        Event("remove", "你", ['A "吴"'], None, ["wxid_wu"]),
    ),
    "a variable without members": (
        template('"$username$"邀请"$names$"加入了群聊'),
        '"$username$"邀请"$names$"加入了群聊',
        Event("invite"),
    ),
    "who joined by the exporter's QR code": (
        """<sysmsg type="delchatroommember"><delchatroommember>
        <plain><![CDATA["小郑"通过扫描你分享的二维码加入群聊  ]]></plain><link><scene>qrcode</scene>
        <memberlist><username><![CDATA[wxid_zheng]]></username></memberlist></link>
        </delchatroommember></sysmsg>""",
        '"小郑"通过扫描你分享的二维码加入群聊',
        Event("qr_join", "你", ["小郑"], None, ["wxid_zheng"]),
    ),
    "one account is one person, whatever the name holds": (
        """<sysmsg type="delchatroommember"><delchatroommember>
        <plain><![CDATA["郑、小"通过扫描你分享的二维码加入群聊  ]]></plain><link><scene>qrcode</scene>
        <memberlist><username><![CDATA[wxid_zheng]]></username></memberlist></link>
        </delchatroommember></sysmsg>""",
        '"郑、小"通过扫描你分享的二维码加入群聊',
        Event("qr_join", "你", ["郑、小"], None, ["wxid_zheng"]),
    ),
    "a recall": (
        '<sysmsg type="revokemsg"><revokemsg><content>"周老师" 撤回了一条消息</content></revokemsg></sysmsg>',
        '"周老师" 撤回了一条消息',
        Event("recall", "周老师"),
    ),
    "a recall as it was sent": (
        """<sysmsg type="revokemsg"><revokemsg><replacemsg><![CDATA["周老师" 撤回了一条消息]]></replacemsg>
        </revokemsg></sysmsg>""",
        '"周老师" 撤回了一条消息',
        Event("recall", "周老师"),
    ),
    "a pat": (
        """<sysmsg type="pat"><pat><fromusername>wxid_zhou</fromusername>
        <pattedusername>wxid_wu</pattedusername>
        <template><![CDATA["${wxid_zhou}" 拍了拍 "${wxid_wu}"]]></template></pat></sysmsg>""",
        '"${wxid_zhou}" 拍了拍 "${wxid_wu}"',
        Event("pat", None, None, "wxid_zhou", ["wxid_wu"]),
    ),
}
UNREAD = {
    "damaged": '<sysmsg type="sysmsgtemplate"><template>',
    "of no known type": '<sysmsg type="mmchatroomtopmsg"><op>1</op></sysmsg>',
    "with entities, which may explode": '<!DOCTYPE x [<!ENTITY a "aa">]><sysmsg><plain>&a;</plain></sysmsg>',
    "too long": f"<sysmsg><plain>{'a' * 70_000}</plain></sysmsg>",
}


@pytest.mark.parametrize(("xml", "text", "event"), READ.values(), ids=READ)
def test_xml_is_read(xml: str, text: str, event: Event) -> None:
    assert read_sysmsg(xml) == Sentence(text, event)


@pytest.mark.parametrize("xml", UNREAD.values(), ids=UNREAD)
def test_what_cannot_be_read_is_kept_whole(xml: str) -> None:
    assert read_sysmsg(xml) == Sentence(xml, None)


def test_a_sentence_is_no_xml() -> None:
    assert not is_sysmsg('"周老师"邀请"小郑"加入了群聊')


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="]")).filter(str.strip))
def test_names_come_back_whatever_they_hold(name: str) -> None:
    event = read_sysmsg(template('你邀请"$names$"加入了群聊', names=member("wxid_x", name))).event

    assert event == Event("invite", "你", [name.strip()], None, ["wxid_x"])
