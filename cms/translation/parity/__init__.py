"""The parity check: whether two languages of a text agree in what must be the same. Rules only, no network."""

from .checking import check
from .values import AvoidedTerm, Difference, Passage, Rule

__all__ = ["AvoidedTerm", "Difference", "Passage", "Rule", "check"]
