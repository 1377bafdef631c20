"""What the tests of connections share: a session that only notes, and an account without a keychain."""

from pathlib import Path

import httpx

from rundot_studio.domain.errors import NotSignedIn, StudioError
from rundot_studio.domain.secret import Secret
from rundot_studio.studio.account import Account, Stores
from rundot_studio.studio.secrets import SecretsFile, SecretsUnusable, SessionOnly
from rundot_studio.studio.settings import Settings
from rundot_studio.ui.connection.state import ConnectionState
from rundot_studio.ui.main_window import MainWindow

from .stand_in import StandInConnection, StandInService, StandInStudio


class StandInSession:
    """Notes what is to be opened."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, Settings]] = []
        self.refusal: StudioError | None = None

    async def reopen(self, connection: str, settings: Settings) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.opened.append((connection, settings))


class NoKeychain:
    label = "no keychain"

    def get(self, name: str) -> Secret | None:
        return None

    def put(self, name: str, secret: Secret) -> None:
        raise SecretsUnusable("This computer has no keychain that can be used.", "--store file")

    def forget(self, name: str) -> bool:
        return False


def state_of(window: MainWindow) -> ConnectionState:
    return window.panels.top.connection.state


def signed_out_studio(
    studio: StandInStudio, tmp_path: Path, http: httpx.AsyncClient, home: str = "/none"
) -> StandInStudio:
    stores = Stores(SessionOnly(), SecretsFile(tmp_path / "secrets.json"), NoKeychain())
    settings = Settings(web_api_key="web", base_url="https://api.example")
    account = Account(http, "https://api.example", settings, hosted=True, stores=stores, environment={"HOME": home})
    studio.settings = settings
    studio.connection = StandInConnection("run", "RUN", offline=False)
    studio.service = StandInService(account)
    studio.capability.refusal = NotSignedIn("This service needs an account, and none is signed in.")
    return studio


def identity_hosts(request: httpx.Request) -> httpx.Response:
    if request.url.path.endswith("exchange-api-key"):
        return httpx.Response(200, json={"data": {"customToken": "custom"}})
    return httpx.Response(200, json={"idToken": "a.b.c", "refreshToken": "r", "expiresIn": "3600"})
