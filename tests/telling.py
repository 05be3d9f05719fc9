"""Small scripts of tests: what stands around the conversations a test is about."""

from __future__ import annotations

from collections.abc import Callable

from outreach.diagnostics import Diagnostic
from outreach.storyboard import Storyboard

HEAD = """\
schema: 1
id: told
language: zh-CN
title: 一个骗局
summary: 讲一个骗局
reviewed: "2026-11-23"
sources: [{text: 虚构}]
"""
TAIL = """
  - {id: steps, kind: anatomy, title: 两步, steps: [{id: s1, text: 先吓您}, {id: s2, text: 再要钱}]}
  - {id: spot, kind: flags, title: 认出来, items: [{id: f1, text: 催您}]}
  - id: think
    kind: pause
    title: 想一想
    question: 怎么办？
    options: [{id: a, text: 照做}, {id: b, text: 挂断, right: true}]
    answer: 挂断。
  - {id: do, kind: actions, title: 这样做, do: [{id: d1, text: 挂断}], dont: [{id: n1, text: 不转账}]}
  - {id: rescue, kind: rescue, title: 已经转了, steps: [{id: r1, text: "打{hotline.police}报警"}]}
  - {id: end, kind: endcard, title: 不转账}
"""
CALL = """
  - id: call
    kind: dialogue
    channel: phone
    title: 一个电话
    contact: 客服
"""  # a call; what is said in it comes behind
ASKED = f"{CALL}    lines: [{{id: c1, role: caller, text: 转账吗？}}]\n"  # the shortest there is
Told = Callable[..., tuple[Storyboard | None, list[Diagnostic]]]
