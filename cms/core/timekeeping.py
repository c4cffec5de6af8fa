"""The passing of time, told to whoever has something to do at each minute."""

from django.dispatch import Signal

# Sent by `manage.py clock` at each full minute, after publishing. A receiver does little, and leaves the rest to tasks.
minute_passed = Signal()
