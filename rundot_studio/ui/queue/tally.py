"""How many jobs there are of each sort, counted as they come and go: thousands may wait, and each change is told."""

from rundot_studio.domain.job import Job, JobState

from .job_actions import can_retry, is_left


class JobTally:
    """Every job counts once, as it was put in last."""

    def __init__(self) -> None:
        self._sorts: dict[str, frozenset[str]] = {}
        self._counts: dict[str, int] = {}

    def __contains__(self, job_id: object) -> bool:
        return job_id in self._sorts

    @property
    def waiting(self) -> int:
        return self._counts.get("waiting", 0)

    @property
    def running(self) -> int:
        return self._counts.get("running", 0)

    @property
    def failed(self) -> int:
        """All that have ended and need the artist."""
        return self._counts.get("failed", 0)

    @property
    def left(self) -> int:
        """Of those, what an earlier run left unsent."""
        return self._counts.get("left", 0)

    @property
    def retryable(self) -> int:
        """Of those, what another try may mend."""
        return self._counts.get("retryable", 0)

    def put(self, job: Job) -> None:
        self.remove(job.id)
        sorts = _sorts(job)
        self._sorts[job.id] = sorts
        for sort in sorts:
            self._counts[sort] = self._counts.get(sort, 0) + 1

    def remove(self, job_id: str) -> None:
        for sort in self._sorts.pop(job_id, ()):
            self._counts[sort] -= 1


def _sorts(job: Job) -> frozenset[str]:
    if job.state is JobState.QUEUED:
        return frozenset({"waiting"})
    if job.active:
        return frozenset({"running"})
    return frozenset({"failed"} | ({"left"} if is_left(job) else set()) | ({"retryable"} if can_retry(job) else set()))
