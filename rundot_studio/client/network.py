"""The network as the system has it: proxies from the environment, certificates from the system's own store.

A company's certificate authority is in the system's store and not in a bundled list, hence ``truststore``. Loopback
never goes through a proxy, whatever the environment says: the proxy could not reach this computer's own servers.
"""

import ssl

import httpx
import truststore

_LOOPBACK = ("all://localhost", "all://127.0.0.1", "all://[::1]")


def open_http(base_url: str) -> httpx.AsyncClient:
    """A client for a service over the network. The caller closes it."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return httpx.AsyncClient(
        base_url=base_url,
        verify=context,
        mounts={place: httpx.AsyncHTTPTransport(verify=context) for place in _LOOPBACK},
    )
