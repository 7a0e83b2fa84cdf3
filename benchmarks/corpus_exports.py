"""Exports of any size, with known content: what reading and whole commands are measured on.

Texts are drawn from sentences of a work group, with some that rules find; names, clocks and blank lines
follow the grammar of each format. Seeded: equal sizes give equal files.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

_SEED = 20220617
_START = datetime(2025, 3, 3, 8, 0, tzinfo=timezone(timedelta(hours=8)))

_INNOCENT = (
    "请各位老师在{n}日前提交教学日历，电子版发到教务邮箱", "收到", "好的，谢谢老师", "[图片]", "辛苦了",
    "@全体成员 明天下午{n}点在三教开会", "本周教研活动改到周{n}上午，请互相转告",
    "王老师，第{n}周的课表能再发一下吗", "图书馆{n}楼今天闭馆，请同学们注意", "今天食堂的饭菜不错",
    "实训室的钥匙在{n}号柜，用完请放回原处", "期中考试安排已经发在群文件里，共{n}页",
    "上学期的成绩单有{n}份需要补签字\n请相关老师抽空来一趟教务处\n谢谢配合", "已报名{n}人，还差几位",
    "材料我放在办公室桌上了，编号{n}", "宿舍检查结果：{n}号楼优秀",
    "班会记录请于周五前交到辅导员处，每班{n}份",
)  # fmt: skip
_SUSPICIOUS = "诚招兼职刷单，日结{n}元，加微信 abc{n}00"
_SUSPICIOUS_EVERY = 200  # messages
_NAMES = ("王小明", "李华", "刘敏", "赵磊", "教务处-陈静", "计科2401班长 孙涛", "A  小王", "张(三)")


class Message(NamedTuple):
    """One message of the made-up chat."""

    sent_at: datetime
    sender: str
    account: str
    text: str


class Expected(NamedTuple):
    """What a right reader gets out of a file."""

    messages: int
    characters: int  # of all texts
    suspicious: int


def messages(count: int) -> Iterator[Message]:
    """Yield the first messages of a chat that never ends."""
    rng = random.Random(_SEED)
    moment = _START
    for number in range(count):
        moment += timedelta(seconds=rng.randint(1, 90))
        person = rng.randrange(60)
        kind = _SUSPICIOUS if number % _SUSPICIOUS_EVERY == 0 else rng.choice(_INNOCENT)
        name = f"{_NAMES[person % len(_NAMES)]}{person}"
        yield Message(moment, name, str(4_200_000_000 + person), kind.format(n=rng.randint(1, 99)))


def expected_of(texts: Sequence[str]) -> Expected:
    """Return what a right reader gets out of a file with these texts."""
    return Expected(len(texts), sum(map(len, texts)), -(-len(texts) // _SUSPICIOUS_EVERY))


def write_qq_pc_txt(path: Path, count: int) -> Expected:
    """Write a text as the message manager of QQ for PC does."""
    rule = "=" * 64
    characters = 0
    with path.open("w", encoding="utf-8-sig", newline="\r\n") as file:
        file.write("消息记录（此消息记录为文本格式，不支持重新导入）\n\n")
        file.write(f"{rule}\n消息分组:我的QQ群\n{rule}\n消息对象:教务工作群\n{rule}\n\n")
        for message in messages(count):
            clock = f"{message.sent_at:%Y-%m-%d} {message.sent_at.hour}:{message.sent_at:%M:%S}"
            file.write(f"{clock} {message.sender}({message.account})\n{message.text}\n\n")
            characters += len(message.text)
    return Expected(count, characters, -(-count // _SUSPICIOUS_EVERY))


def write_qq_pc_mht(path: Path, count: int) -> Expected:
    """Write a web archive as the message manager does: a page in one line, then pictures of its size."""
    boundary = "----=_NextPart_A240C18D_603F_466a_8338.0D1C1796EFC3"
    characters = 0
    day = None
    with path.open("w", encoding="utf-8", newline="\r\n") as file:
        file.write("From: <Save by Tencent MsgMgr>\nSubject: Tencent IM Message\nMIME-Version: 1.0\n")
        file.write('Content-Type:multipart/related;\n\tcharset="utf-8"\n\ttype="text/html";\n')
        file.write(f'\tboundary="{boundary}"\n\n--{boundary}\nContent-Type: text/html\n\n<html><body><table>')
        file.write("<tr><td><div>消息记录</div></td></tr><tr><td><div>消息对象:教务工作群</div></td></tr>")
        for message in messages(count):
            if message.sent_at.date() != day:
                day = message.sent_at.date()
                file.write(f"<tr><td style=color:#3568BB;>日期: {day}</td></tr>")
            clock = f"{message.sent_at.hour}:{message.sent_at:%M:%S}"
            said = message.text.replace("\n", "<br>")
            file.write(f"<tr><td><div><div>{message.sender}({message.account})</div>{clock}</div>")
            file.write(f"<div><font style=\"font-size:10pt;\" color='000000'>{said}</font></div></td></tr>")
            characters += len(message.text)
        file.write(f"</table></body></html>\n\n--{boundary}\nContent-Type:image/jpeg\n")
        file.write("Content-Transfer-Encoding:base64\nContent-Location:{0A0B}.dat\n\n")
        for _ in range(file.tell() // (76 + 2)):
            file.write("A" * 76 + "\n")
        file.write(f"\n--{boundary}--\n")
    return Expected(count, characters, -(-count // _SUSPICIOUS_EVERY))


def write_qce_json(path: Path, count: int) -> Expected:
    """Write a JSON document as QQ Chat Exporter 5 does, one message a line."""
    characters = 0
    head = {
        "metadata": {"name": "QQChatExporter V5", "version": "5.5.79"},
        "chatInfo": {"name": "教务工作群", "type": "group"},
        "statistics": {"totalMessages": count},
    }
    with path.open("w", encoding="utf-8") as file:
        file.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "messages": [\n')
        for number, message in enumerate(messages(count)):
            file.write((",\n" if number else "") + json.dumps(_qce(number, message), ensure_ascii=False))
            characters += len(message.text)
        file.write('\n], "exportOptions": {}}\n')
    return Expected(count, characters, -(-count // _SUSPICIOUS_EVERY))


def _qce(number: int, message: Message) -> dict[str, object]:
    """Return a message as that exporter writes it, with the keys that nobody needs."""
    sender = {"uid": f"u_{message.account}", "uin": message.account, "name": message.sender}
    elements = [{"type": "text", "data": {"text": message.text}}]
    return {
        "id": str(7_500_000_000_000_000_000 + number),
        "seq": str(48_000 + number),
        "timestamp": int(message.sent_at.astimezone(UTC).timestamp() * 1000),
        "time": f"{message.sent_at:%Y-%m-%d %H:%M:%S}",
        "sender": sender,
        "type": "type_1",
        "content": {"text": message.text, "html": "", "elements": elements, "resources": [], "mentions": []},
        "recalled": False,
        "system": False,
    }
