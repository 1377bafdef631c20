"""Why pip gave up, in words."""

import pytest
from bootstrapping.pip_output import Progress, reason_of_failure

NO_NETWORK = """Collecting hatchling
  WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(<HTTPSConnection object at 0x7f>:
  Failed to establish a new connection: [Errno -3] Temporary failure in name resolution')': /simple/hatchling/
ERROR: Could not find a version that satisfies the requirement hatchling>=1.26 (from versions: none)
ERROR: No matching distribution found for hatchling>=1.26
"""


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (NO_NETWORK, "no way to the package index"),
        ("ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 407'))", "the proxy"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("ReadTimeoutError: Read timed out.", "broke off"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: No matching distribution found for numpy>=2.4", "not to be had for this Python"),
        ("ERROR: something new", "pip could not install"),
    ],
)
def test_the_cause_is_named_before_pips_own_words(printed: str, said: str) -> None:
    first, *rest = reason_of_failure(printed).splitlines()
    assert said in first
    errors = [line for line in printed.splitlines() if line.startswith("ERROR")]
    assert [line for line in rest if line.startswith("  | ")] == [f"  | {line}" for line in errors[-1:]]


def test_pips_noise_stays_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress()
    for number in range(100):
        progress.hear(f"Collecting package-{number}")
        progress.hear("  Downloading package.whl (3 kB)")
    progress.close()
    assert capsys.readouterr().out == ""
