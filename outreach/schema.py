"""The JSON Schema of a script, which editors complete and check from while a script is written."""

from __future__ import annotations

import json

from outreach.grammar import ScriptModel

SCHEMA_FILE = "templates/script.schema.json"
_DESCRIPTION = (
    "content/scams/<slug>/script.yaml: one scam, told for every audience. "
    "一个骗局的脚本：写一次，生成课件、视频和折页。文字里有数字、冒号或花括号时请加引号。"
)


def script_schema() -> str:
    """The schema as JSON text, the same bytes each time."""
    schema = ScriptModel.model_json_schema(by_alias=True)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "outreach scam script",
        "description": _DESCRIPTION,
    }
    return (
        json.dumps({**head, **{k: v for k, v in schema.items() if k not in head}}, ensure_ascii=False, indent=2) + "\n"
    )
