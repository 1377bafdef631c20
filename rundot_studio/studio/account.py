"""Who signs in to a service, in the order of comfort: the vendor tool's session, a deploy key, a pasted bearer.

An account belongs to one address: what is kept for one service is never sent to another. Own servers get only what was
given for them, and only once they ask.
"""

import asyncio
import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import httpx
from psygnal import Signal

from rundot_studio.client.auth import (
    CliSession,
    NoSession,
    Now,
    PastedBearer,
    claims_of,
    session_path,
    utc_now,
)
from rundot_studio.client.deploy_key import Clock, DeployKey, checked_key, elapsed_s
from rundot_studio.client.identity import Identity
from rundot_studio.domain.errors import NotSignedIn, StudioError
from rundot_studio.domain.secret import Secret

from .secrets import FILE_NAME, Keychain, SecretsFile, SecretStore, SecretsUnusable, SessionOnly
from .settings import Settings, config_folder, is_loopback, validated_identity_url

API_KEY_VARIABLE = "RUNDOT_STUDIO_API_KEY"
TOKEN_VARIABLE = "RUNDOT_STUDIO_TOKEN"
DEPLOY_KEY = "deploy-key"
TOKEN = "token"
KINDS = (DEPLOY_KEY, TOKEN)
WAYS = f'Run "rundot login", or "rundot-studio login" with a deploy key or a token (or set {API_KEY_VARIABLE}).'

Source = CliSession | DeployKey | PastedBearer


@dataclass(frozen=True)
class Who:
    """Who would sign in; nothing in it is secret. ``reason`` says why nobody would."""

    source: str = ""
    interactive: bool = False
    renewable: bool = False
    ends_at: datetime | None = None
    reason: str = ""

    @property
    def signed_in(self) -> bool:
        return bool(self.source)


@dataclass(frozen=True)
class Stores:
    """Where secrets may be kept. ``session`` is the memory of this program."""

    session: SecretStore
    file: SecretStore
    keychain: SecretStore

    @classmethod
    def usual(cls) -> "Stores":
        return cls(SessionOnly(), SecretsFile(config_folder() / FILE_NAME), Keychain())

    @property
    def quick(self) -> Sequence[SecretStore]:
        """Those that ask nobody."""
        return (self.session, self.file)


class Account:
    """The sign-in for the service at ``base_url``: a BearerSource that finds its way at the first use.

    ``hosted`` is the vendor's service, to which all three ways lead; other servers take a token. A service on this
    computer, and an own server, may want none: they are given one where it is at hand, and the keychain is asked only
    when they answer 401. ``changed`` is emitted when somebody signed in or out, or all ways are to be looked at anew.
    """

    changed = Signal()

    def __init__(
        self,
        http: httpx.AsyncClient,
        base_url: str,
        settings: Settings,
        *,
        hosted: bool,
        stores: Stores | None = None,
        environment: Mapping[str, str] = os.environ,
        clock: Clock = elapsed_s,
        now: Now = utc_now,
    ) -> None:
        self._http = http
        self._base_url = base_url
        self._settings = settings
        self._hosted = hosted
        self._required = hosted and not is_loopback(httpx.URL(base_url).host)
        self._stores = stores or Stores.usual()
        self._environment = environment
        self._clock = clock
        self._now = now
        self._sources: list[Source] | None = None
        self._keychain_asked = False
        self._complaint: StudioError | None = None
        self._looking = asyncio.Lock()
        self._current: Source | None = None
        self._made: tuple[Secret, DeployKey] | None = None

    @property
    def stores(self) -> Stores:
        return self._stores

    @property
    def label(self) -> str:
        return self._current.label if self._current is not None else "nobody"

    @property
    def interactive(self) -> bool:
        return self._current.interactive if self._current is not None else True

    @property
    def ends_at(self) -> datetime | None:
        return self._current.ends_at if self._current is not None else None

    async def bearer(self, *, person: bool = False) -> Secret | None:
        """Of the first way that has one; None where none is kept and the service has not asked."""
        reasons: list[NotSignedIn] = []
        for source in await self._found(ask_keychain=self._required):
            try:
                bearer = await source.bearer(person=person)
            except NotSignedIn as error:
                reasons.append(error)
                continue
            self._current = source
            return bearer
        nothing_at_hand = self._complaint is None and all(isinstance(reason, NoSession) for reason in reasons)
        if nothing_at_hand and not self._required:
            return None
        raise self._told(reasons)

    async def renewed(self, stale: Secret | None, *, person: bool = False) -> Secret:
        """Of the first way that has another than ``stale``."""
        reasons: list[NotSignedIn] = []
        for source in await self._found(ask_keychain=True):
            try:
                bearer = await source.renewed(stale, person=person)
            except NotSignedIn as error:
                reasons.append(error)
                continue
            self._current = source
            return bearer
        raise self._told(reasons)

    async def who(self) -> Who:
        """Who would sign in now. Sends nothing; may ask the keychain."""
        reasons: list[NotSignedIn] = []
        for source in await self._found(ask_keychain=True):
            try:
                source.check()
            except NotSignedIn as error:
                reasons.append(error)
                continue
            return Who(source.label, source.interactive, isinstance(source, DeployKey), source.ends_at)
        return Who(reason=self._told(reasons).message)

    async def sign_in_with_key(self, text: str, store: SecretStore) -> None:
        """Try a deploy key, then keep it. Raises NotSignedIn, RuleBroken, ServiceUnreachable, SecretsUnusable ..."""
        if not self._hosted:
            raise NotSignedIn("Deploy keys are for the hosted service only; an own server takes a token.")
        key = checked_key(text)
        await self._deploy_key(key).bearer()
        await self._keep(DEPLOY_KEY, key, store)

    async def sign_in_with_token(self, text: str, store: SecretStore) -> datetime | None:
        """Keep a bearer; its end, where it tells one. Raises NotSignedIn or SecretsUnusable."""
        token = text.strip().removeprefix("Bearer ").strip()
        if token.startswith(("rk_", "pk_")):
            checked_key(token)  # says why a playground key can't work
            raise NotSignedIn("This is a deploy key, not a bearer token.", "Sign in with it as a key (login --key).")
        pasted = PastedBearer(Secret(token), self._now)
        pasted.check()
        if not self._hosted and _of_hosted_service(Secret(token)):
            raise NotSignedIn("This token belongs to the hosted service; it is not given to another server.")
        await self._keep(TOKEN, Secret(token), store)
        return pasted.ends_at

    async def sign_out(self) -> list[str]:
        """Forget what is kept for this service; the labels of the places it was kept in. Raises SecretsUnusable.

        The session of the vendor's tool and the environment are not ours to change.
        """
        forgotten = await asyncio.to_thread(self._forget)
        self.look_again()
        return forgotten

    def _told(self, reasons: Sequence[NotSignedIn]) -> NotSignedIn:
        """The first thing in the way that someone can mend."""
        for reason in reasons:
            if not isinstance(reason, NoSession):
                return reason
        if self._complaint is not None:
            return NotSignedIn(f"Nobody is signed in: {self._complaint.message}", self._complaint.hint)
        if self._hosted:
            return NotSignedIn("This service needs an account, and none is signed in.", WAYS)
        return NotSignedIn(
            f"{self._base_url} wants a sign-in, and none is kept for it.",
            f'Run "rundot-studio login --connection {self._base_url}" with its token.',
        )

    async def _found(self, *, ask_keychain: bool) -> list[Source]:
        async with self._looking:
            if self._sources is None or (ask_keychain and not self._keychain_asked):
                kept = await asyncio.to_thread(self._kept, ask_keychain)
                self._sources = self._ways(kept)
                self._keychain_asked = ask_keychain
            return self._sources

    def _ways(self, kept: Mapping[str, Secret]) -> list[Source]:
        """All ways that may do, in their order. What the environment gives is over what is kept."""
        ways: list[Source] = []
        if self._hosted:
            ways.append(CliSession(session_path(self._environment), self._now))
            with self._complaining():
                given = self._environment.get(API_KEY_VARIABLE, "").strip()
                key = checked_key(given) if given else kept.get(DEPLOY_KEY)
                if key is not None:
                    ways.append(self._deploy_key(key))
        with self._complaining():
            given = self._environment.get(TOKEN_VARIABLE, "").strip()
            token = Secret(given) if given else kept.get(TOKEN)
            if token is not None and (self._hosted or not _of_hosted_service(token)):
                ways.append(PastedBearer(token, self._now))
        return ways

    @contextlib.contextmanager
    def _complaining(self) -> Iterator[None]:
        try:
            yield
        except StudioError as error:
            self._complaint = error

    def _deploy_key(self, key: Secret) -> DeployKey:
        """One source for one key: it holds the bearer that the key was exchanged for."""
        if self._made is None or self._made[0] != key:
            identity = Identity(
                self._http,
                base_url=self._base_url,
                web_api_key=self._settings.web_api_key,
                identity_url=validated_identity_url(self._settings.identity_url),
                securetoken_url=validated_identity_url(self._settings.securetoken_url),
            )
            self._made = (key, DeployKey(key, identity, self._clock, self._now))
        return self._made[1]

    def _kept(self, ask_keychain: bool) -> dict[str, Secret]:
        """What the first store that has anything for this service keeps. Blocking."""
        for store in (*self._stores.quick, self._stores.keychain) if ask_keychain else self._stores.quick:
            try:
                found = {kind: store.get(self._name(kind)) for kind in KINDS}
            except SecretsUnusable as error:
                self._complaint = error
                continue
            if kept := {kind: secret for kind, secret in found.items() if secret is not None}:
                return kept
        return {}

    async def _keep(self, kind: str, secret: Secret, store: SecretStore) -> None:
        await asyncio.to_thread(self._put, kind, secret, store)
        self.look_again()

    def _put(self, kind: str, secret: Secret, store: SecretStore) -> None:
        """Blocking. The newest sign-in counts: what would be found before it is forgotten."""
        store.put(self._name(kind), secret)
        for other_kind in KINDS:
            if other_kind != kind:
                store.forget(self._name(other_kind))
        if store is self._stores.session:
            return
        for other in self._stores.quick:
            if other is not store:
                self._forget_in(other)

    def _forget_in(self, store: SecretStore) -> bool:
        found = [store.forget(self._name(kind)) for kind in KINDS]
        return any(found)

    def _forget(self) -> list[str]:
        """Blocking. All places are tried before the first refusal is told."""
        forgotten: list[str] = []
        refusal: SecretsUnusable | None = None
        for store in (*self._stores.quick, self._stores.keychain):
            try:
                if self._forget_in(store):
                    forgotten.append(store.label)
            except SecretsUnusable as error:
                refusal = error
        if refusal is not None:
            raise refusal
        return forgotten

    def look_again(self) -> None:
        """Forget what was found, so that the next call looks at every way anew; after unlocking a keychain, say."""
        self._sources = None
        self._current = None
        self._complaint = None
        self._keychain_asked = False
        self.changed.emit()

    def _name(self, kind: str) -> str:
        return f"{kind} {self._base_url}"


def _of_hosted_service(token: Secret) -> bool:
    """Whether a token was made by the hosted service's identity host."""
    return str(claims_of(token).get("iss", "")).startswith("https://securetoken.google.com/")
