"""Text to picture, procedurally: a parsed prompt becomes a subject in a scene in a style.

What keeps the same recipe giving the same bytes, in every process and on every x86-64 machine:

* All chance comes from :func:`noise.rng_for` (BLAKE2b of words and seed into PCG64). Never ``hash()``, never the
  order of a set, never the clock, never a font.
* No ``@``, ``np.dot`` or ``einsum`` on floats: BLAS picks its kernel by processor. Colour matrices go through
  ``cv2.transform`` or plain scalar arithmetic.
* OpenCV runs one thread; the worker process that paints is started with the baseline instruction set
  (``engine/worker.py``), because numpy and OpenCV otherwise round differently from processor to processor.
* A field of noise takes ONE draw from its caller's generator, whatever its size, and positions are drawn in unit
  coordinates with counts that do not depend on the picture's size. So 2K and 4K are the same picture drawn finer.

Layers inside: ``color``, ``noise``, ``shapes`` -> ``figure`` -> ``shading`` -> ``subjects``, ``scenes``, ``textures``,
``filters``, ``pixel_art`` -> ``prompt`` -> ``compose``. Arrays: ``float32``, (height, width, channels), sRGB in 0..1;
alpha is straight unless a name says otherwise; y points down.
"""
