"""Verbs by which an action says what is to be done."""

from __future__ import annotations

_WRITTEN = (
    "accompany add address advise agree allocate amend apply appoint arrange ask assess assist attempt "
    "attend be book bring call capture carry chair challenge chase check circulate clarify co-ordinate "
    "collate collect commence commission complete conduct confirm consider consult contact continue "
    "convene coordinate copy create deliver discuss distribute do document draft draw e-mail email "
    "encourage engage ensure escalate establish explain explore feed file fill find follow forward gather "
    "get give help hold identify implement inform instruct interview investigate invite issue join keep "
    "lead leave let liaise link locate log look maintain make map measure meet monitor move name note "
    "notify observe obtain offer open organise oversee pass phone photograph place plan prepare present "
    "print process produce progress propose provide pursue put raise re-refer read reassess rebook "
    "receive record refer release remain remind report request research respond return review revisit "
    "ring risk-assess safeguard schedule secure see seek send serve set share show sign signpost speak "
    "start submit supervise supply support take talk tell text track transfer try turn undertake update "
    "upload use verify view visit weigh withdraw work write "
)
VERBS = frozenset(_WRITTEN.split())
# These begin other sentences as often as orders.
ORDERS = VERBS - {"be", "let", "name", "place", "risk-assess"}
