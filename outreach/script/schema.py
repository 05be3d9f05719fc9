"""The JSON Schemas of a script and of its translation, which editors complete and check from while one is written."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from outreach.script.grammar import ScriptModel, TranslationModel

SCHEMA_FILE = "templates/script.schema.json"
TRANSLATION_SCHEMA_FILE = "templates/translation.schema.json"
_SCRIPT = (
    "content/scams/<slug>/script.yaml: one scam, told for every audience. "
    "一个骗局的脚本：写一次，生成视频、课件和宣传单。文字里有数字、冒号或花括号时请加引号。"
)
_TRANSLATION = (
    "content/scams/<slug>/<lang>.yaml: a script's texts in another language. "
    "脚本的译文：`from` 是原文的摘要，由 `outreach i18n sync` 填写；花括号里的名称照抄。"
)


def script_schema() -> str:
    """The schema of script.yaml as JSON text, the same bytes each time."""
    return _text(ScriptModel, "outreach scam script", _SCRIPT)


def translation_schema() -> str:
    """The schema of <lang>.yaml as JSON text, the same bytes each time."""
    return _text(TranslationModel, "outreach translation", _TRANSLATION)


def _text(model: type[BaseModel], title: str, description: str) -> str:
    schema = _without_titles(model.model_json_schema(by_alias=True))
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
    }
    return (
        json.dumps({**head, **{k: v for k, v in schema.items() if k not in head}}, ensure_ascii=False, indent=2) + "\n"
    )


def _without_titles(node: Any) -> Any:
    """The names pydantic makes of keys (`Say` for `say`) would only hide the descriptions in an editor."""
    if isinstance(node, list):
        return [_without_titles(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {k: _without_titles(v) for k, v in node.items() if k != "title" or not isinstance(v, str)}
