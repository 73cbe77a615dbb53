"""The file of a casebook: made for its owner alone, and looked at before SQLite touches it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from asi_tui.errors import DatabaseError
from asi_tui.message import say

_OWNER_ONLY = 0o600
_OWNER_ONLY_DIRECTORY = 0o700

# SQLite's write-ahead log needs memory that all users of the file share: these cannot give it, and lose answers.
_NETWORK_DISKS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "9p", "afs", "coda", "davfs", "virtiofs", "vboxsf"),
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "gfs2", "orangefs", "pvfs2", "prl_fs", "vmhgfs"),
    }
)

_LOCAL_FUSE = frozenset({"fuse.bindfs", "fuse.cryfs", "fuse.encfs", "fuse.gocryptfs", "fuse.mergerfs", "fuse.ntfs-3g"})
"""Disks of programs that keep their files on this server; others that programs provide reach over the network."""

_MOUNTS = Path("/proc/self/mounts")


def new_file(path: Path) -> None:
    """Make an empty file that only its owner may read, whatever the umask; never through a link, never over another.

    Raises FileExistsError when something is there already.
    """
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_RDWR | os.O_CLOEXEC, _OWNER_ONLY)
    try:
        os.fchmod(descriptor, _OWNER_ONLY)
    finally:
        os.close(descriptor)


def _make_directory(directory: Path) -> None:
    """Make the directory and those above it that are missing, each for its owner alone."""
    if directory.is_dir():
        return
    _make_directory(directory.parent)
    try:
        directory.mkdir(mode=_OWNER_ONLY_DIRECTORY)
        directory.chmod(_OWNER_ONLY_DIRECTORY)
    except FileExistsError:
        if not directory.is_dir():
            raise


def prepare_file(path: Path) -> None:
    """See to it that the file is there and can be used; make it, and its directory, when it is missing.

    Raises DatabaseError that names the file or directory and what to do.
    """
    directory = path.parent
    try:
        _make_directory(directory)
    except OSError as error:
        raise DatabaseError(
            say("The directory of the database cannot be made: {reason}", reason=error.strerror),
            str(error.filename or directory),
            say("make it yourself, or name another file with --database"),
        ) from None
    _refuse_network_disk(path)
    try:
        new_file(path)
    except FileExistsError:
        _look_at(path)
    except OSError as error:
        raise DatabaseError(
            say("The database cannot be made: {reason}", reason=error.strerror),
            str(path),
            say("ask for the right to write the directory, or name another file with --database"),
        ) from None


def _look_at(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise DatabaseError(
            say("The database cannot be read: {reason}", reason=error.strerror),
            str(path),
            say("check that the file is there and that you may read it"),
        ) from None
    if not stat.S_ISREG(mode):
        raise DatabaseError(say("This is not a file"), str(path), say("name the file of the database with --database"))
    if not os.access(path, os.R_OK):
        raise DatabaseError(
            say("The database may not be read by this account"), str(path), say("ask for the right to read the file")
        )
    if not os.access(path, os.W_OK):
        raise DatabaseError(say("The database is read-only"), str(path), say("ask for the right to write the file"))
    # SQLite writes its log beside the file.
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise DatabaseError(
            say("The directory of the database is read-only"),
            str(path.parent),
            say("ask for the right to write the directory"),
        )


def _refuse_network_disk(path: Path) -> None:
    if network_disk(path, _mounts()):
        raise DatabaseError(
            say("The directory lies on a network disk, where several users would lose answers"),
            str(path.resolve().parent),
            say("name a file on a disk of this server with --database, or use PostgreSQL"),
        )


def network_disk(path: Path, mounts: str) -> bool:
    """Whether a file or directory lies on a network disk, by the table of mounts (as in /proc/self/mounts)."""
    place = path.resolve()
    best, best_kind = -1, ""
    for line in mounts.splitlines():
        _, mount_point, kind, *_ = line.split(" ")
        mounted = Path(mount_point.encode("latin-1", "replace").decode("unicode_escape"))
        # Of two mounts on the same place the later one is seen.
        if place.is_relative_to(mounted) and len(mounted.parts) >= best:
            best, best_kind = len(mounted.parts), kind
    return best_kind in _NETWORK_DISKS or (best_kind.startswith("fuse.") and best_kind not in _LOCAL_FUSE)


def _mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        # Not Linux: nothing is known about the disks.
        return ""
