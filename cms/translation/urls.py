"""Every address of the translation desk, under `/cms/translations/`."""

from .views import board, editor, exchange, glossary, machine, parity, running, sending, talking

urlpatterns = [
    *board.urlpatterns,
    *sending.urlpatterns,
    *editor.urlpatterns,
    *running.urlpatterns,
    *parity.urlpatterns,
    *talking.urlpatterns,
    *machine.urlpatterns,
    *exchange.urlpatterns,
    *glossary.urlpatterns,
]
