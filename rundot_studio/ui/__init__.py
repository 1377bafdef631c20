"""The window: the only place with Qt. Each area of it is a package with a desk that connects it with the studio."""

from .feature_import import leave_out_features

leave_out_features()
