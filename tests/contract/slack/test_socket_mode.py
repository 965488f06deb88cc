"""The same conversation over a connection that we open."""

from adapters.slack import SlackAdapter
from bot.app.cards import Field, Form
from bot.app.replies import Ask, Say
from bot.demo.stand_ins.slack import App, Person, SlackStandIn, Workspace, read
from tests.contract.slack.ground import AISHA, COMMAND, FOREIGN, TEAM, settings_for
from tests.contract.slack.scripted import ScriptedFront


async def test_socket_mode_answers_like_http_and_opens_no_address():
    app = App()
    council = Workspace(TEAM, "Council", [Person(AISHA, "Aisha Khan", "aisha@council.example")])
    stranger = Workspace(FOREIGN, "Elsewhere", [Person("U0STRANGE1", "Sam Strange")])
    front = ScriptedFront()
    async with SlackStandIn(council, stranger, app=app) as stand_in:
        adapter = SlackAdapter(settings_for(stand_in, app_token=app.app_token))
        assert adapter.routes(front) == []
        await adapter.start(front)
        try:
            aisha = stand_in.person(AISHA)
            await stand_in.until(lambda: stand_in.socket.connections)
            assert read(await aisha.type_command(COMMAND, "mine")) == "Understood."
            front.reply = Ask(Form("convene", "Strategy meeting", fields=(Field("cases", "Cases", required=True),)))
            await aisha.type_command(COMMAND)
            await aisha.until(lambda: aisha.modals)
            await aisha.fill("Cases", "SC-1")
            front.reply = Say("Planned.")
            await aisha.submit()
            assert front.last.values == {"cases": "SC-1"}
            said = await stand_in.person("U0STRANGE1").type_command(COMMAND)
            assert "not set up for this Slack workspace" in said.text
        finally:
            await adapter.stop()
        await stand_in.until(lambda: not stand_in.socket.connections)


async def test_a_socket_that_slack_refuses_leaves_the_rest_running():
    council = Workspace(TEAM, "Council", [Person(AISHA, "Aisha Khan", "aisha@council.example")])
    async with SlackStandIn(council) as stand_in:
        adapter = SlackAdapter(settings_for(stand_in, app_token="xapp-wrong"))
        await adapter.start(ScriptedFront())
        await adapter.stop()
        assert stand_in.socket.connections == 0
