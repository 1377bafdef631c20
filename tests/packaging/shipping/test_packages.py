"""The long form: packages as a stranger gets them, made, installed where nothing of ours is, used, and removed again.

Needs the network and some minutes; the Debian package also root and debootstrap.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rundot_studio import __version__

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.slow
SUITE = "bookworm"
IN_THE_CLEAN_ROOT = """
set -e
export DEBIAN_FRONTEND=noninteractive HOME=/tmp/home
cd /tmp
apt-get -qq update
apt-get -qq install --yes --no-install-recommends xvfb xdotool openbox > apt.log 2>&1
find / -xdev -path /proc -prune -o -path /var -prune -o -path /tmp -prune -o -print | sort > before
apt-get -qq install --yes --no-install-recommends /tmp/package.deb > install.log 2>&1
rundot-studio --version
rundot-studio demo --out /tmp/demo --json > demo.json
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -noreset 3> display 2> xvfb.log & server=$!
until [ -s display ]; do sleep 0.1; done
export DISPLAY=:$(cat display)
openbox > openbox.log 2>&1 &
RUNDOT_STUDIO_LIBRARY=/tmp/library rundot-studio /tmp/demo/potion.png > window.log 2>&1 & window=$!
for second in $(seq 60); do
  find library -name '*.png' 2> /dev/null | grep -q . && break
  sleep 1
done
find library -name '*.png' | grep -q . && echo "the picture was taken in"
xdotool search --onlyvisible --name 'Rundot Studio' > /dev/null && echo "the window is there"
kill $window
wait $window && echo "the window closed"
kill $server
apt-get -qq purge --yes rundot-studio > purge.log 2>&1
ls -d /usr/*/rundot-studio* /usr/share/*/rundot-studio* 2> /dev/null && exit 1
echo "all of it is gone"
"""


def package(kind: str, environment: dict[str, str]) -> None:
    command = [sys.executable, ROOT / "packaging" / "bootstrap.py", "package", kind]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stdout + made.stderr


def test_the_wheel_runs_in_an_empty_environment(tmp_path: Path, environment_before: dict[str, str]) -> None:
    package("wheel", environment_before)
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    wheel = ROOT / "dist" / f"rundot_studio-{__version__}-py3-none-any.whl"
    install = [environment / "bin" / "python", "-m", "pip", "install", "--quiet", wheel]
    installed = subprocess.run(install, env=environment_before, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    program = environment / "bin" / "rundot-studio"
    version = subprocess.run([program, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert version.stdout == f"rundot-studio {__version__}\n"
    demo = [program, "demo", "--json", "--out", "demo"]
    done = subprocess.run(demo, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["pictures"]) == 5
    brought = next(environment.glob("lib/python3*/site-packages/rundot_studio/_resources"))
    ours = {str(file.relative_to(ROOT / "resources")) for file in (ROOT / "resources").rglob("*") if file.is_file()}
    assert {str(file.relative_to(brought)) for file in brought.rglob("*") if file.is_file()} == ours


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("debootstrap") is None,
    reason="needs root and debootstrap",
)
def test_the_debian_package_installs_runs_and_goes_in_a_clean_root(
    tmp_path: Path, environment_before: dict[str, str]
) -> None:
    package("deb", environment_before)
    deb = next((ROOT / "dist").glob(f"rundot-studio_{__version__}_*.deb"))
    lint = ["lintian", "--fail-on", "error,warning", deb]
    if shutil.which("lintian"):
        linted = subprocess.run(lint, env=environment_before, capture_output=True, text=True, check=False)
        assert linted.returncode == 0, linted.stdout
    root = tmp_path / "root"
    made = subprocess.run(
        ["debootstrap", "--variant=minbase", SUITE, root], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout[-2000:]
    shutil.copyfile(deb, root / "tmp" / "package.deb")
    (root / "tmp" / "steps.sh").write_text(IN_THE_CLEAN_ROOT, encoding="utf-8")
    # Mounts and processes of its own: both are gone when the first process is.
    enter = f"mount -t proc proc {root}/proc && mount --rbind /dev {root}/dev && exec chroot {root} bash /tmp/steps.sh"
    separate = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "bash", "-c", enter]
    bare = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(separate, env=bare, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        f"rundot-studio {__version__}",
        "the picture was taken in",
        "the window is there",
        "the window closed",
        "all of it is gone",
    ]
    assert len(json.loads((root / "tmp" / "demo.json").read_text())["pictures"]) == 5
