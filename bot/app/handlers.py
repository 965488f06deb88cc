"""Who does each command, and who answers each question: the one table that the bus looks in."""

from __future__ import annotations

from collections.abc import Mapping

from bot.app import (
    actions,
    calendar_answers,
    calendar_feed,
    calendars,
    contact_sheet,
    convene,
    digest_hour,
    directory,
    handover,
    held,
    leave,
    offered,
    phone,
    police,
    putting_back,
    reading,
    reading_actions,
    reading_answers,
    reading_course,
    reading_diaries,
    reading_overview,
    reading_pasted,
    reading_police,
    relations,
    respond,
    taking_back,
    visiting,
)
from bot.app.commands import Command
from bot.app.export import gathering
from bot.app.nights import answers, offering, taking
from bot.app.questions import Question
from bot.app.reports import of_actions, of_police
from bot.app.retention import holding, purging, tidying
from bot.app.rota import importing as rota
from bot.app.standstill import handling as quietly
from bot.app.work import Handler

HANDLERS: Mapping[type[Command], Handler] = {
    **convene.HANDLERS,
    **held.HANDLERS,
    **taking_back.HANDLERS,
    **respond.HANDLERS,
    **police.HANDLERS,
    **actions.HANDLERS,
    **handover.HANDLERS,
    **offering.HANDLERS,
    **taking.HANDLERS,
    **relations.HANDLERS,
    **directory.HANDLERS,
    **calendars.HANDLERS,
    **calendar_answers.HANDLERS,
    **calendar_feed.HANDLERS,
    **leave.HANDLERS,
    **digest_hour.HANDLERS,
    **offered.HANDLERS,
    **phone.HANDLERS,
    **rota.HANDLERS,
    **visiting.HANDLERS,
    **quietly.HANDLERS,
    **holding.HANDLERS,
    **purging.HANDLERS,
    **tidying.HANDLERS,
    **gathering.HANDLERS,
    **putting_back.HANDLERS,
}
ANSWERS: Mapping[type[Question], Handler] = {
    **reading.ANSWERS,
    **phone.ANSWERS,
    **reading_actions.ANSWERS,
    **reading_course.ANSWERS,
    **reading_answers.ANSWERS,
    **reading_diaries.ANSWERS,
    **digest_hour.ANSWERS,
    **reading_pasted.ANSWERS,
    **reading_police.ANSWERS,
    **of_actions.ANSWERS,
    **of_police.ANSWERS,
    **reading_overview.ANSWERS,
    **visiting.ANSWERS,
    **answers.ANSWERS,
    **contact_sheet.ANSWERS,
    **calendar_answers.ANSWERS,
    **calendar_feed.ANSWERS,
    **quietly.ANSWERS,
    **holding.ANSWERS,
    **purging.ANSWERS,
    **putting_back.ANSWERS,
}
