"""What nearly every step asks."""

from alokon.catalog import FUNDS
from alokon.sop.fields import Field

DATE = Field("date", "Tanggal", "date")
REASON = Field("reason", "Alasan")
NOTE = Field("note", "Catatan", required=False)
LINE_NOTE = Field("note", "Alasan / catatan", required=False)
FUND_CHOICES = tuple((fund.code, fund.name) for fund in FUNDS.values())
