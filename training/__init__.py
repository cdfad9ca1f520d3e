"""The kit with which the embedded model was trained, and with which anyone can train a better one.

It is no part of the installed toolkit and has its own requirements; README.md says how to use it.
"""
