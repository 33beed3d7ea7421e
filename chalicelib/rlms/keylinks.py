"""KeyLinks. Of its protocol nothing is public but the workflow, which is that of a DCS client:
its requests land where Leganto's and Talis's land, and it looks for their status (facts, 4)."""

from chalicelib.rlms._dcs import WORDS, DcsClient

ADAPTER = DcsClient(name="keylinks", label="KeyLinks", words=WORDS)
