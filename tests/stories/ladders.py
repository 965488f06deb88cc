"""What the ladders of the policy come to, from Tuesday 10 March 2026, 10:20: when, to whom, and what."""

from __future__ import annotations

INVITATION = {
    "emergency": [
        "Tue 10 10:25 hv1 invitation",
        "Tue 10 10:30 hv2 invitation",
        "Tue 10 10:35 hv2 invitation",
        "Tue 10 10:40 hv3 invitation",
        "Tue 10 10:40 hvm unanswered",
        "Tue 10 10:40 sam unanswered",
        "Tue 10 10:45 hv3 invitation",
        "Tue 10 10:50 hvm unanswered",
        "Tue 10 10:50 sam unanswered",
    ],
    "same_day": [
        "Tue 10 10:40 hv1 invitation",
        "Tue 10 11:00 hv2 invitation",
        "Tue 10 11:20 hv2 invitation",
        "Tue 10 11:20 hvm unanswered",
        "Tue 10 11:20 sam unanswered",
        "Tue 10 11:40 hv3 invitation",
    ],
    "24h": [
        "Tue 10 11:20 hv1 invitation",
        "Tue 10 12:20 hv2 invitation",
        "Tue 10 13:20 hv2 invitation",
        "Tue 10 14:20 hv3 invitation",
        "Tue 10 14:20 hvm unanswered",
        "Tue 10 14:20 sam unanswered",
        "Tue 10 15:20 hv3 invitation",
        "Tue 10 16:20 hvm unanswered",
        "Tue 10 16:20 sam unanswered",
        "Wed 11 10:20 hvm unanswered",
        "Wed 11 10:20 sam unanswered",
    ],
    "planned": [
        "Tue 10 14:20 hv1 invitation",
        "Wed 11 09:30 hv1 invitation",
        "Wed 11 13:30 hv2 invitation",
        "Wed 11 13:30 sam unanswered",
        "Thu 12 09:30 hv2 invitation",
    ],
    "complex": [
        "Tue 10 14:20 hv1 invitation",
        "Wed 11 09:30 hv1 invitation",
        "Wed 11 13:30 hv2 invitation",
        "Wed 11 13:30 sam unanswered",
        "Thu 12 09:30 hv2 invitation",
    ],
}
POLICE = {
    "emergency": [
        "Tue 10 10:25 pc1 invitation",
        "Tue 10 10:25 pc2 invitation",
        "Tue 10 10:30 pc1 invitation",
        "Tue 10 10:30 pc2 invitation",
        "Tue 10 10:30 sam unanswered",
        "Tue 10 10:40 insp unanswered",
    ],
    "same_day": [
        "Tue 10 10:35 pc1 invitation",
        "Tue 10 10:35 pc2 invitation",
        "Tue 10 10:50 pc1 invitation",
        "Tue 10 10:50 pc2 invitation",
        "Tue 10 10:50 sam unanswered",
        "Tue 10 11:20 insp unanswered",
    ],
    "24h": [
        "Tue 10 10:50 pc1 invitation",
        "Tue 10 10:50 pc2 invitation",
        "Tue 10 11:20 pc1 invitation",
        "Tue 10 11:20 pc2 invitation",
        "Tue 10 11:20 sam unanswered",
        "Tue 10 12:20 insp unanswered",
    ],
    "planned": [
        "Tue 10 10:50 pc1 invitation",
        "Tue 10 10:50 pc2 invitation",
        "Tue 10 11:20 pc1 invitation",
        "Tue 10 11:20 pc2 invitation",
        "Tue 10 11:20 sam unanswered",
        "Tue 10 12:20 insp unanswered",
    ],
    "complex": [
        "Tue 10 10:50 pc1 invitation",
        "Tue 10 10:50 pc2 invitation",
        "Tue 10 11:20 pc1 invitation",
        "Tue 10 11:20 pc2 invitation",
        "Tue 10 11:20 sam unanswered",
        "Tue 10 12:20 insp unanswered",
    ],
}
ACTIONS = {
    "no time": (
        {"words": "See the child", "owner": "hv1", "timescale": "ASAP"},
        ["Tue 10 15:00 hv1 digest", "Tue 10 15:00 tm digest", "Wed 11 09:30 tm digest", "Fri 13 09:30 hvm digest"],
    ),
    "no owner": (
        {"words": "See the child", "timescale": "within 24 hours"},
        [
            "Tue 10 15:00 sam digest",
            "Tue 10 15:00 tm digest",
            "Wed 11 09:00 sam digest",
            "Wed 11 09:30 tm digest",
            "Thu 12 09:30 sam digest",
            "Thu 12 09:30 tm digest",
            "Fri 13 09:30 tm digest",
            "Mon 16 09:30 head digest",
        ],
    ),
    "dated": (
        {"words": "See the child", "owner": "hv1", "timescale": "5 working days"},
        [
            "Mon 16 09:00 hv1 digest",
            "Tue 17 09:00 hv1 digest",
            "Wed 18 09:30 hv1 digest",
            "Wed 18 09:30 hvm digest",
            "Fri 20 09:30 hvm digest",
        ],
    ),
    "dated and soon": (
        {"words": "See the child", "owner": "sam", "timescale": "within 24 hours"},
        ["Wed 11 09:00 sam digest", "Thu 12 09:30 sam digest", "Thu 12 09:30 tm digest", "Mon 16 09:30 head digest"],
    ),
}
