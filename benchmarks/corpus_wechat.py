"""Exports of WeChat groups of any size, as the commonest tools write them; the chat is ``corpus_exports``'.

One message in twenty quotes another, one in a hundred is a notice. Seeded: equal sizes give equal files.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from benchmarks._workbook import write_workbook
from benchmarks.corpus_exports import Expected, expected_of, messages

_ROOM, _ROOM_ID = "2501班工作群", "10000000001@chatroom"
_NOTICE = '"张磊"邀请"王五"加入了群聊'
_NOTICE_EVERY, _QUOTE_EVERY = 100, 20  # messages
_QUOTED_NAME, _QUOTED = "李老师", "同学们好"
_WEFLOW_QUOTE = f"[引用 {_QUOTED_NAME}：{_QUOTED}]"
_NO_NAME = re.compile(r"[^\w-]")


class Said(NamedTuple):
    """One message: a notice has no sender, and only a reply quotes."""

    sent_at: datetime
    sender: str
    account: str
    text: str
    is_reply: bool

    @property
    def clock(self) -> str:
        """When it was sent, as most tools print it."""
        return f"{self.sent_at:%Y-%m-%d %H:%M:%S}"

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture."""
        return self.text == "[图片]"

    def typed(self, notice: str, reply: str, picture: str, text: str) -> str:
        """Return what a tool calls a message of this type."""
        if not self.sender:
            return notice
        return reply if self.is_reply else picture if self.is_picture else text


def said(count: int) -> Iterator[Said]:
    """Yield the first messages of a chat that never ends."""
    for number, message in enumerate(messages(count)):
        if number % _NOTICE_EVERY == _NOTICE_EVERY - 1:
            yield Said(message.sent_at, "", "", _NOTICE, is_reply=False)
        else:
            is_reply = number % _QUOTE_EVERY == 1 and message.text != "[图片]"
            name = _NO_NAME.sub("_", message.sender)
            yield Said(message.sent_at, name, f"wxid_{message.account}", message.text, is_reply)


def write_weflow_json(path: Path, count: int) -> Expected:
    """Write a document as WeFlow does."""
    session = {"wxid": _ROOM_ID, "displayName": _ROOM, "type": "群聊", "messageCount": count}
    head = {"weflow": {"version": "1.0.3"}, "session": session}
    texts = []
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "messages": [\n')
        for number, each in enumerate(said(count)):
            record = json.dumps(_weflow(number, each), ensure_ascii=False, indent=1)
            file.write((",\n" if number else "") + record)
            texts.append(each.text)
        file.write("\n]}\n")
    return expected_of(texts)


def _weflow(number: int, each: Said) -> dict[str, object]:
    """Return a message as WeFlow writes it, with the keys that nobody needs."""
    return {
        "localId": number,
        "createTime": int(each.sent_at.timestamp()),
        "formattedTime": each.clock,
        "type": each.typed("系统消息", "引用消息", "图片消息", "文本消息"),
        "localType": int(each.typed("10000", "244813135921", "3", "1")),
        "content": each.text + _WEFLOW_QUOTE * each.is_reply,
        "isSend": 0,
        "senderUsername": each.account or _ROOM_ID,
        "senderDisplayName": each.sender or _ROOM,
        "source": "",
        "platformMessageId": str(7_100_000_000_000_000_000 + number),
    } | ({"quotedSender": _QUOTED_NAME, "quotedContent": _QUOTED} if each.is_reply else {})


def write_weflow_xlsx(path: Path, count: int) -> Expected:
    """Write a workbook as WeFlow does."""
    labels = "序号,时间,发送者昵称,发送者账号ID,发送者备注,群昵称,发送者身份,消息类型,内容"
    rows = [["会话信息"], ["账号ID", _ROOM_ID, "昵称", _ROOM], labels.split(",")]
    texts = []
    for number, each in enumerate(said(count), 1):
        type_ = each.typed("系统消息", "引用消息", "图片消息", "文本消息")
        name = each.sender or _ROOM
        people = [name, each.account or _ROOM_ID, "", "", name]
        rows.append([str(number), each.clock, *people, type_, each.text + _WEFLOW_QUOTE * each.is_reply])
        texts.append(each.text)
    write_workbook(path, rows)
    return expected_of(texts)


def write_weflow_txt(path: Path, count: int) -> Expected:
    """Write a text as WeFlow does: a line feed of its own stands before texts that were received."""
    texts = []
    with path.open("w", encoding="utf-8") as file:
        for each in said(count):
            printed = each.text + _WEFLOW_QUOTE * each.is_reply
            opening = "\n" if each.typed("", "", "", "text") else ""
            file.write(f"{each.clock} '{each.sender or _ROOM}'\n{opening}{printed}\n\n")
            texts.append(each.text)
    return expected_of(texts)


def write_memotrace3_txt(path: Path, count: int) -> Expected:
    """Write a text as MemoTrace 3 does."""
    texts = []
    with path.open("w", encoding="utf-8") as file:
        for each in said(count):
            text, quote = _memotrace3(each)
            file.write(f"{each.clock} {each.sender}".rstrip() + f"\n{text}{quote}\n\n")
            texts.append(text)
    return expected_of(texts)


def write_memotrace3_csv(path: Path, count: int) -> Expected:
    """Write a table as MemoTrace 3 does."""
    texts = []
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(["消息ID", "类型", "发送人", "时间", "内容", "备注", "昵称", "更多信息"])
        for number, each in enumerate(said(count)):
            text, quote = _memotrace3(each)
            type_ = each.typed("系统消息", "引用消息", "图片", "文本")
            id_ = 7_000_000_000_000_000_000 + number
            names = [each.sender, each.sender, "more"]
            table.writerow([id_, type_, each.sender, each.clock, text + quote, *names])
            texts.append(text)
    return expected_of(texts)


def _memotrace3(each: Said) -> tuple[str, str]:
    """Return the words of a message, and the quotation behind them."""
    quote = f"\n引用：{_QUOTED_NAME}: {_QUOTED}" if each.is_reply else ""
    return "【图片】" if each.is_picture else each.text, quote


def write_memotrace2_csv(path: Path, count: int) -> Expected:
    """Write a table as MemoTrace 2 does: of replies it has no words, of pictures the client's XML."""
    texts = []
    labels = (
        "localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,Sender"
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(labels.split(","))
        for number, each in enumerate(said(count)):
            type_, sub = each.typed("10000/0", "49/57", "3/0", "1/0").split("/")
            xml = '<?xml version="1.0"?><msg><img aeskey="0123456789abcdef" length="51234" /></msg>'
            content = "" if each.is_reply else xml if each.is_picture else each.text
            seconds = int(each.sent_at.timestamp())
            people = [each.sender, each.sender, each.account]
            table.writerow([number, 1, type_, sub, 0, seconds, 0, content, each.clock, *people])
            texts.append("" if each.is_reply or each.is_picture else each.text)
    return expected_of(texts)


def write_chatlab_jsonl(path: Path, count: int) -> Expected:
    """Write lines of JSON as ChatLab does."""
    meta = {"name": _ROOM, "platform": "wechat", "type": "group", "groupId": _ROOM_ID}
    head = {"_type": "header", "chatlab": {"version": "0.0.2", "exportedAt": 1_756_684_800}, "meta": meta}
    texts = []
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False) + "\n")
        for number, each in enumerate(said(count)):
            record = {
                "_type": "message",
                "sender": each.account or "SYSTEM",
                "accountName": each.sender,
                "timestamp": int(each.sent_at.timestamp()),
                "type": int(each.typed("80", "25", "1", "0")),
                "content": each.text + _WEFLOW_QUOTE * each.is_reply,
                "platformMessageId": str(7_100_000_000_000_000_000 + number),
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            texts.append(each.text)
    return expected_of(texts)


def write_chatlog_csv(path: Path, count: int) -> Expected:
    """Write a table as chatlog does."""
    texts = []
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["Time", "SenderName", "Sender", "TalkerName", "Talker", "Content"])
        for each in said(count):
            quote = f"> {_QUOTED_NAME}(wxid_li) 03-04 08:01:00\n> {_QUOTED}\n" if each.is_reply else ""
            picture = "![图片](http://127.0.0.1:5030/image/0123456789abcdef)"
            printed = picture if each.is_picture else quote + each.text
            account = each.account or "系统消息"
            table.writerow([each.clock, each.sender, account, _ROOM, _ROOM_ID, printed])
            texts.append(each.text)
    return expected_of(texts)


def write_desktop4_txt(path: Path, count: int) -> Expected:
    """Write a text as people copy it out of WeChat 4 for desktop; without notices, as these aren't copied."""
    texts = []
    with path.open("w", encoding="utf-8") as file:
        for each in messages(count):
            name = _NO_NAME.sub("_", each.sender)
            file.write(f"{name}\n{each.sent_at:%Y年%m月%d日 %H:%M}\n{each.text}\n\n")
            texts.append(each.text)
    return expected_of(texts)
