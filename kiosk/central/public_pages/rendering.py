"""Templates to documents: escaped by Jinja, one style sheet inside, and the policy that fits it."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

_TEMPLATES: Final = ("base", "pieces", "activity", "job", "policy", "sentence")
_POLICY: Final = (
    "default-src 'none'; style-src 'sha256-{style}'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def rendered(template: str, **shown: object) -> bytes:
    """The document that ``template`` (html, job, policy…) makes of ``shown``.

    Whatever is no Markup is escaped; a name that a template asks for must be among ``shown``.
    """
    return _environment().get_template(template).render(shown).encode()


@cache
def policy() -> str:
    """Content-Security-Policy of every document: its own style, no script, nothing from outside.

    The structured data is no script to a browser and needs no leave.
    """
    digest = b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return _POLICY.format(style=digest)


@cache
def _style() -> str:
    return (files(__package__) / "page.css").read_text(encoding="utf-8").strip()


@cache
def _environment() -> Environment:
    folder = files(__package__) / "templates"
    pages = {name: (folder / f"{name}.html").read_text(encoding="utf-8") for name in _TEMPLATES}
    environment = Environment(
        loader=DictLoader(pages),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    # Ours, and hashed as it stands: escaped it would be another style sheet.
    environment.globals["style"] = Markup(_style())
    return environment
