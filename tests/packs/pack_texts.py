"""Sound packs for tests of packs."""

from __future__ import annotations

# Every key of the language, and every short form.
FULL = """\
# yaml-language-server: $schema=rule-pack.schema.json
msgscan: 1
pack: {id: try-out, version: 1.2.3, locale: zh-CN, title: {zh: 试用包, en: on trial}, license: CC-BY-4.0,
       min_engine: 0.0.1}
categories:
  ad: {title: 广告, clause: 第五条}
  rumour: {title: {zh: 谣言}}
defaults: {views: [exact, squeeze], boundary: none}
lexicons:
  verbs: {file: lexicons/verbs.txt}
  odd: {words: [no, 0123, '22:30', 1.10, 520, true]}
rules:
  - id: job-ads
    title: 兼职广告
    category: ad
    severity: high
    status: test
    clause: 第五条第二款
    message: {zh: "出现「{job}」{count} 次", en: "found {job}"}
    advice: 请核对
    redact: true
    source: 校内通知
    applies_to: {kinds: [text, link]}
    signals:
      job: [兼职, 刷单]
      contact:
        any: [{lexicon: verbs}, {entity: [cn_mobile, url], views: [exact]}, [扣扣号]]
        boundary: soft
      warning: {words: 警惕, regex: '谨防.{0,6}刷单', boundary: hard, views: [exact],
                except: {words: 警惕性, lexicon: odd, regex: ['警惕.很高']}}
    when:
      all: [job, {any: [contact, {near: {of: [job, contact], within: 20}}]}]
      none: [{at_least: {n: 2, of: [contact, warning]}}]
    downgrade: {when: warning, to: low}
    examples:
      match: [兼职加我, {text: 刷单加我 警惕, expect: {severity: low}}]
      no_match: [12345, {text: 兼职辅导员}]
  - id: hearsay
    title: 传闻
    category: rumour
    severity: medium
    message: 传闻
    signals: {听说: [听说, 据说], urge: [速转], source: [官方通报]}
    score: {add: {听说: 2, urge: 2, source: -4}, levels: {medium: 3, high: 4}}
    examples: {match: [听说要速转], no_match: [听说]}
  - id: cheers
    title: 点赞
    category: ad
    severity: low
    message: "{count} 条在 {span} 内"
    signals: {like: [点赞], notice: [喜报]}
    window: {of: like, by: chat, gap: 60s, at_least: 2, senders: 2, shortest: 2, longest: 9, same: match,
             unless_after: {when: notice, within: 24h}}
    examples: {match: [{chat: ['+0s 甲: 点赞', '+1m 乙: 点赞']}], no_match: [{chat: ['+0s 甲: 点赞']}]}
  - id: same-again
    title: 刷屏
    category: ad
    severity: low
    message: "{count} 条"
    window: {by: sender, span: 10m, at_least: 3, same: text}
    examples: {match: [{chat: ['+0s 甲: 好', '+1s 甲: 好', '+2s 甲: 好']}], no_match: [好]}
"""
VERBS = "# 一行一词\n加我\n\n  加微信  \r\n#话题是注释\n"

SMALL = """\
msgscan: 1
pack: {id: small, version: 1.0.0}
categories: {ad: {title: 广告}}
rules:
  - id: small-ads
    title: 广告
    category: ad
    severity: low
    message: 广告
    signals: {ad: [代写]}
    when: ad
    examples: {match: [代写], no_match: [书写]}
"""

# What an organisation says itself: two entries, for some days of the same spring.
ORGANISATION = """\
msgscan: 1
pack: {id: ours, version: 1.0.0, defined_by: organisation}
categories: {org: {title: 需专人复核}}
rules:
  - id: ours-tickets
    title: 倒卖门票
    category: org
    severity: low
    status: stable
    clause: 第三条
    message: {zh: '出现「{ticket}」', en: 'found {ticket}'}
    reason: 有人高价倒票
    approved_by: 学生处〔2026〕12号
    approved_on: '2026-03-01'
    expires_on: '2026-05-15'
    signals: {ticket: [灯会门票]}
    when: ticket
    examples: {match: [灯会门票], no_match: [灯会, 门票]}
  - id: ours-meals
    title: 转让饭卡
    category: org
    severity: info
    clause: 第三条
    message: 转让饭卡
    reason: 饭卡不得转让
    approved_by: 后勤处〔2026〕3号
    approved_on: 2026-03-10
    expires_on: 2026-03-31
    signals: {meal: [饭卡], sale: [转让]}
    when: {all: [meal, sale]}
    examples: {match: [转让饭卡], no_match: [饭卡丢了, 转让书桌]}
"""

# Every key of overlays, laid over FULL in full.yaml.
OVERLAY = """\
msgscan: 1
pack: {id: on-top, version: 0.1.0}
extends: full.yaml
overrides:
  - rule: job-ads
    reason: 本校的做法
    severity: medium
    status: stable
    title: {zh: 兼职, en: jobs}
    clause: 第六条
    message: 出现「{job}」
    advice: 请核实
    redact: false
    join: 30s
    signals:
      job: {words: {add: [招工人], remove: 兼职}, views: [exact], boundary: soft}
      contact: {words: {remove: [扣扣号]}, lexicon: {add: odd, remove: [verbs]}}
      warning:
        regex: {add: ['警惕.{0,6}兼职'], remove: '谨防.{0,6}刷单'}
        except: {words: {add: [警惕高], remove: [警惕性]}, lexicon: {add: verbs, remove: odd},
                 regex: {add: 警惕.高, remove: [警惕.很高]}}
    examples:
      match: {remove: [兼职加我, {text: 刷单加我 警惕}], add: [刷单 no]}
      no_match: {add: [兼职 no], remove: [12345]}
  - {rule: hearsay, score: {levels: {high: 4}}, signals: {urge: {context: {messages: 2}}}, reason: 本校的做法}
  - {rule: cheers, window: {gap: 90s, at_least: 2, senders: 2, shortest: 1, longest: 8}, reason: 本校的做法}
  - {rule: same-again, enabled: false, reason: 本校的做法}
  - {lexicon: odd, pack: try-out, words: {add: [加薪水], remove: ['520']}, reason: 本校的做法}
allow:
  - {rules: [job-ads, 'hear*'], words: [勤工助学], regex: '勤.俭', reason: 本校的做法, expires: 2099-12-31}
  - {rules: '*', senders: [甲], chats: 教务群, reason: 本校的做法}
"""
