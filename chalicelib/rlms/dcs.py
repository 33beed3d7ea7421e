"""Any client of CLA's Digital Content Store, pointed at Scandesk instead; Leganto in the UK too."""

from chalicelib.rlms._dcs import WORDS, DcsClient

ADAPTER = DcsClient(name="dcs", label="DCS client", words=WORDS)
