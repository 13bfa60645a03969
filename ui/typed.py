"""PySide6's decorators with the types that its stubs do not give them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Generic, TypeVar

    from PySide6.QtCore import Signal

    Value = TypeVar("Value")
    Class = TypeVar("Class")

    class _Read(Generic[Value]):
        def __get__(self, instance: object, owner: type | None = None) -> Value: ...

    def Property(
        kind: type | str, *, notify: Signal | None = None, constant: bool = False
    ) -> Callable[[Callable[[Any], Value]], _Read[Value]]:
        """A property that QML can read."""

    def QmlUncreatable(reason: str) -> Callable[[type[Class]], type[Class]]:
        """QML may know the type but not make one."""
else:
    from PySide6.QtCore import Property
    from PySide6.QtQml import QmlUncreatable

__all__ = ["Property", "QmlUncreatable"]
