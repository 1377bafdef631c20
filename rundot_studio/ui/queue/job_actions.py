"""What can be done with a job where it is shown: the parts of its card that can be pressed, and their words."""

from PySide6.QtCore import QCoreApplication

from rundot_studio.domain.job import Job, JobState
from rundot_studio.ui.pictures.words import LEFT_OVER, action_words

ACTION, DISMISS, TRY_NOW, LOOK = "action", "dismiss", "try-now", "look"
translate = QCoreApplication.translate


def job_actions(job: Job, *, looking: bool = True) -> list[tuple[str, str]]:
    """(part, words), the one that helps most first. ``looking``: the service may tell of a lost answer."""
    if job.active:
        cancel = (ACTION, translate("JobActions", "Cancel"))
        if job.state is JobState.QUEUED and job.waits_until is not None:
            return [(TRY_NOW, translate("JobActions", "Try now")), cancel]
        return [cancel]
    act = (ACTION, action_words(job))
    if job.state is JobState.LOST and looking:
        return [(LOOK, translate("JobActions", "Look again")), act]
    return [act]


def is_left(job: Job) -> bool:
    """Whether an earlier run, or a program that died, has left it unsent."""
    return not job.active and job.problem is not None and job.problem.code == LEFT_OVER


def can_retry(job: Job) -> bool:
    """Whether another try may mend it; not where it may have been billed already, which is decided one by one."""
    if job.active or job.problem is None or job.state is JobState.LOST or is_left(job):
        return False
    return job.problem.action in ("retry", "again", "free-space")
