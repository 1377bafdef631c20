"""Signing in on the wire: paths and answers of the service's key exchange and of the two identity hosts.

Field names are camelCase on the first two and snake_case on the third, as the hosts have it.
"""

import msgspec

from .schema import Wire

EXCHANGE_API_KEY = "/v1/auth/exchange-api-key"
"""On the service itself: a deploy key as the bearer becomes a custom token."""
SIGN_IN = "/v1/accounts:signInWithCustomToken"
"""On the identity host, with ``?key=<web api key>``: a custom token becomes an ID token and a refresh token."""
TOKEN = "/v1/token"
"""On the token host, with ``?key=<web api key>``, form-encoded: a refresh token becomes a new ID token."""

IDENTITY_URL = "https://identitytoolkit.googleapis.com"
SECURETOKEN_URL = "https://securetoken.googleapis.com"


class CustomToken(Wire):
    custom_token: str


class ExchangeAnswer(Wire):
    data: CustomToken


class SignInRequest(Wire):
    token: str
    return_secure_token: bool = False


class SignInAnswer(Wire):
    """``expires_in`` is in seconds, as text on the real hosts."""

    id_token: str
    refresh_token: str
    expires_in: str | int


class TokenAnswer(msgspec.Struct, kw_only=True):
    """As :class:`SignInAnswer`, under the names of OAuth."""

    id_token: str
    refresh_token: str
    expires_in: str | int


class IdentityFault(msgspec.Struct, kw_only=True):
    """``message`` begins with a code in capitals, such as ``TOKEN_EXPIRED``, sometimes with words after it."""

    code: int = 0
    message: str = ""
    status: str = ""


class IdentityError(msgspec.Struct, kw_only=True):
    """How the identity hosts refuse."""

    error: IdentityFault
