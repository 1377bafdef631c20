from pathlib import Path, PurePosixPath

import pytest

from rundot_studio.library.disks import is_on_network, kind_of

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
90 22 0:50 / /mnt/nas rw,relatime shared:40 - nfs4 server:/export rw,vers=4.2
91 22 0:51 / /mnt/my\\040share rw - cifs //server/share rw
92 90 8:1 / /mnt/nas/stick rw - vfat /dev/sdb1 rw
93 22 0:60 / /media rw - autofs none rw
94 93 0:61 / /media rw - fuse.sshfs me@host: rw
not a line
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/srv/library", "ext4"),
        ("/mnt/nas/library", "nfs4"),
        ("/mnt/nasty/library", "ext4"),
        ("/mnt/my share/a/b", "cifs"),
        ("/mnt/nas/stick/library", "vfat"),
        ("/media/library", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_tells_the_kind(place: str, kind: str) -> None:
    assert kind_of(PurePosixPath(place), MOUNTS) == kind


def test_a_temporary_folder_is_on_no_network(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path / "not there yet")
