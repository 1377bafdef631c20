"""Optional local AI: weights the artist has put on this computer take over from the engine's own algorithms.

Off until weights are here and switched on. Nothing in this package imports ``onnxruntime``, ``torch`` or ``diffusers``
before a worker process is given a task for them; the application side (:mod:`.store`, :mod:`.weights`,
:mod:`.fetching`, :mod:`.folders`) imports no pixels either.
"""
