"""Makes the Chalice app and registers its doors; nothing else."""

from chalice.app import Chalice

from chalicelib.handlers.accessible import accessible
from chalicelib.handlers.approvals import approvals
from chalicelib.handlers.cleanup import cleanup
from chalicelib.handlers.connections import connections
from chalicelib.handlers.dashboard import dashboard
from chalicelib.handlers.dcs_api import dcs_api
from chalicelib.handlers.delivery import delivery
from chalicelib.handlers.eligibility import eligibility
from chalicelib.handlers.evidence import evidence
from chalicelib.handlers.extent import extent
from chalicelib.handlers.history import history
from chalicelib.handlers.letters import letters
from chalicelib.handlers.links import links
from chalicelib.handlers.mail_feedback import mail_feedback
from chalicelib.handlers.permissions import permissions
from chalicelib.handlers.policy_packs import policy_packs
from chalicelib.handlers.presence import presence
from chalicelib.handlers.problems import what_chalice_refuses
from chalicelib.handlers.reasons import reasons
from chalicelib.handlers.records import records
from chalicelib.handlers.relay import relay
from chalicelib.handlers.request_form import request_form
from chalicelib.handlers.requests import requests
from chalicelib.handlers.rules import rules
from chalicelib.handlers.scans import scans
from chalicelib.handlers.scheduled import scheduled
from chalicelib.handlers.set_aside import set_aside
from chalicelib.handlers.sign_in import sign_in
from chalicelib.handlers.uploads import uploads
from chalicelib.handlers.webhooks import webhooks
from chalicelib.handlers.works import works

DOORS = (
    webhooks,
    dcs_api,
    requests,
    presence,
    records,
    works,
    uploads,
    history,
    set_aside,
    connections,
    dashboard,
    eligibility,
    extent,
    policy_packs,
    rules,
    reasons,
    permissions,
    scans,
    delivery,
    evidence,
    approvals,
    letters,
    mail_feedback,
    cleanup,
    links,
    accessible,
    request_form,
    sign_in,
    relay,
    scheduled,
)

app = Chalice(app_name="scandesk")
what_chalice_refuses(app)
for door in DOORS:
    app.register_blueprint(door)
