"""login, logout, whoami. A secret is read here and never printed."""

import argparse
import getpass
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from rundot_studio.client.network import open_http
from rundot_studio.domain.errors import NotSignedIn
from rundot_studio.domain.secret import Secret
from rundot_studio.studio.account import Account, Stores, Who
from rundot_studio.studio.connections import Connection, connection_named, open_account
from rundot_studio.studio.secrets import FILE_NAME, SecretStore, about_the_file
from rundot_studio.studio.settings import Settings, config_folder

from .arguments import Usage
from .report import print_json

LONGEST_LINE = 20_000
VISIBLE = (
    "Note: other users of this computer can see the arguments of a command while it runs, and your shell may keep them "
    "in its history. Without --key and --token the secret is read from standard input, or asked for."
)
FORGOTTEN = (
    "It is kept nowhere: a command ends its session at once. For one session of the shell set RUNDOT_STUDIO_API_KEY "
    "(a deploy key) or RUNDOT_STUDIO_TOKEN (a token) instead."
)


def read_secret(options: argparse.Namespace) -> None:
    """Put what to sign in with into ``options.secret``, before an event loop runs: asking blocks."""
    given = options.key if options.key is not None else options.token
    if given is not None:
        print(VISIBLE, file=sys.stderr)
        options.secret, options.is_key = Secret(given.strip()), options.key is not None
        options.key = options.token = None
        return
    if sys.stdin is not None and sys.stdin.isatty():
        text = getpass.getpass("Deploy key (rk_...) or bearer token, not shown: ")
    else:
        text = sys.stdin.readline(LONGEST_LINE) if sys.stdin is not None else ""
    if not text.strip():
        raise Usage("there is nothing to sign in with: give a line on standard input, or --key or --token")
    options.secret, options.is_key = Secret(text.strip()), text.strip().startswith(("rk_", "pk_"))


async def login(options: argparse.Namespace, settings: Settings) -> int:
    connection = _with_account(options.connection, settings)
    async with _account(connection, settings) as account:
        store = _store(account.stores, options.store)
        ends_at: datetime | None = None
        if options.is_key:
            await account.sign_in_with_key(options.secret.reveal(), store)
        else:
            ends_at = await account.sign_in_with_token(options.secret.reveal(), store)
    label = "a deploy key" if options.is_key else "a pasted token (temporary)"
    kept = None if options.store == "session" else store.label
    if options.json:
        print_json({"signedIn": kept is not None, "source": label, "keptIn": kept, "endsAt": _iso(ends_at)})
        return 0
    done = f"{label} for {connection.label} ({connection.base_url})"
    if options.is_key:
        print(f"Signed in with {done}. It renews itself.")
    else:
        print(f"Took {done}. It ends {_moment(ends_at)}; whether the service takes it shows with the first call.")
    if kept is None:
        print(FORGOTTEN)
    elif options.store == "file":
        print(about_the_file(config_folder() / FILE_NAME))
    else:
        print(f"It is kept in {kept}.")
    return 0


async def logout(options: argparse.Namespace, settings: Settings) -> int:
    connection = _with_account(options.connection, settings)
    async with _account(connection, settings) as account:
        forgotten = await account.sign_out()
        still = await account.who()
    if options.json:
        print_json({"forgottenIn": forgotten, **_who_json(still, connection, settings)})
        return 0
    print(f"Forgotten in {' and '.join(forgotten)}." if forgotten else "Nothing was kept here.")
    if still.signed_in:
        print(f"Still signed in by {still.source}, which is not kept by this program.")
    return 0


async def whoami(options: argparse.Namespace, settings: Settings) -> int:
    """1 when nobody is signed in."""
    connection = _with_account(options.connection, settings)
    async with _account(connection, settings) as account:
        who = await account.who()
    if options.json:
        print_json(_who_json(who, connection, settings))
    else:
        print(f"{'signed in by':>12}  {who.source or 'nobody'}")
        if who.reason:
            print(f"{'why':>12}  {who.reason}")
        if who.signed_in:
            print(f"{'ends':>12}  {'never: it renews itself' if who.renewable else _moment(who.ends_at)}")
            print(f"{'may':>12}  {'make and change pictures' if who.interactive else 'make new pictures only'}")
        print(f"{'service':>12}  {connection.label}, {connection.base_url}")
        print(f"{'game':>12}  {settings.game or 'none set'}")
    return 0 if who.signed_in else 1


def _with_account(name: str, settings: Settings) -> Connection:
    connection = connection_named(name, settings)
    if connection.offline:
        raise NotSignedIn("The embedded engine needs no account.", "Name another: --connection run, or a URL.")
    return connection


@asynccontextmanager
async def _account(connection: Connection, settings: Settings) -> AsyncIterator[Account]:
    async with open_http(connection.base_url) as http:
        yield open_account(connection, http, settings)


def _store(stores: Stores, name: str) -> SecretStore:
    return {"keychain": stores.keychain, "file": stores.file, "session": stores.session}[name]


def _who_json(who: Who, connection: Connection, settings: Settings) -> dict[str, Any]:
    return {
        "signedIn": who.signed_in,
        "source": who.source or None,
        "interactive": who.interactive,
        "renewsItself": who.renewable,
        "endsAt": _iso(who.ends_at),
        "reason": who.reason or None,
        "connection": connection.name,
        "baseUrl": connection.base_url,
        "game": settings.game or None,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _moment(moment: datetime | None) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M") if moment is not None else "at a time it does not tell"
