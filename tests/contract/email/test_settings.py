"""What must be set, what is refused, and what doctor says."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters.email import EmailSettings, plug
from adapters.email.addresses import is_plain, sender_of
from tests.contract.email.ground import PASSWORD, SENDER, adapter_of, checks_password, mail_server
from tests.contract.serve.ground import configured

GOOD = {
    "smtp_host": "smtp.example",
    "smtp_user": "meetings@council.example",
    "smtp_password": PASSWORD,
    "sender": SENDER,
}


def test_nothing_set_means_no_email() -> None:
    assert not EmailSettings().wanted()
    assert EmailSettings(smtp_host="smtp.example").wanted()
    assert EmailSettings(imap_host="imap.example").wanted()


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUORATE_EMAIL_SMTP_HOST", "smtp.example")
    monkeypatch.setenv("QUORATE_EMAIL_SENDERS", '{"RBWM": "Strategy meetings <strategy@rbwm.example>"}')
    monkeypatch.setenv("QUORATE_EMAIL_SENDER", SENDER)
    settings = plug.settings()
    assert isinstance(settings, EmailSettings)
    assert settings.unsafe() == []
    assert settings.from_whom("RBWM").address == "strategy@rbwm.example"
    assert settings.from_whom("EXMP").address == "meetings@exampleshire.example"


def test_secrets_never_show() -> None:
    assert PASSWORD not in repr(EmailSettings(**GOOD)) + str(EmailSettings(**GOOD))


@pytest.mark.parametrize(
    ("given", "about"),
    [
        ({"smtp_host": ""}, "SMTP_HOST is empty"),
        ({"smtp_host": "smtp example"}, "is not the name of a server"),
        ({"smtp_security": "none"}, "SMTP_SECURITY is none"),
        ({"imap_host": "imap.example", "imap_security": "none"}, "IMAP_SECURITY is none"),
        ({"smtp_password": "changeme"}, "is an example"),
        ({"smtp_password": "xxxxxxxx"}, "is an example"),
        ({"smtp_password": ""}, "SMTP_PASSWORD is empty"),
        ({"smtp_user": ""}, "SMTP_USER is empty"),
        ({"smtp_user": "two words"}, "SMTP_USER has a space"),
        ({"imap_user": "box"}, "IMAP_PASSWORD is empty"),
        ({"imap_host": "imap.example", "smtp_user": "", "smtp_password": ""}, "IMAP_USER is empty"),
        ({"sender": ""}, "SENDER is empty"),
        ({"sender": "Strategy meetings"}, "SENDER is no address"),
        ({"sender": "A <a@b.example>\r\nBcc: x@y.example"}, "SENDER is no address"),
        ({"senders": {"RBWM": "nobody"}}, "SENDERS: what stands at RBWM"),
        ({"reply_to": "box"}, "REPLY_TO is no address"),
        ({"imap_folder": 'IN"BOX'}, "IMAP_FOLDER"),
        ({"trusted_authserv": "mx example"}, "TRUSTED_AUTHSERV"),
        ({"ca_file": Path("not-there.pem")}, "CA_FILE"),
    ],
)
def test_what_is_unsafe_is_refused_in_words(given: dict[str, object], about: str) -> None:
    assert any(about in each for each in EmailSettings(**{**GOOD, **given}).unsafe())
    assert not any(PASSWORD in each for each in EmailSettings(**{**GOOD, **given}).unsafe())


def test_what_is_safe_starts() -> None:
    assert EmailSettings(**GOOD).unsafe() == []
    assert EmailSettings(**{**GOOD, "smtp_host": "127.0.0.1", "smtp_security": "none"}).unsafe() == []


@pytest.mark.parametrize(
    "address",
    ["", "a", "a@b", "a b@c.example", "a@b.example\n", "a@b.example,c@d.example", '"a b"@c.example', "a@b..example",
     "é@b.example", "a@-b.example", "<a@b.example>", "a@b.example;", f"{'a' * 65}@b.example"],
)  # fmt: skip
def test_only_plain_addresses_are_written_to(address: str) -> None:
    assert not is_plain(address)


@pytest.mark.parametrize("text", [SENDER, '"Strategy meetings" <meetings@exampleshire.example>'])
def test_a_sender_has_a_name_and_an_address(text: str) -> None:
    found = sender_of(text)
    assert found
    assert (found.name, found.address) == ("Strategy meetings", "meetings@exampleshire.example")
    assert found.domain == "exampleshire.example"


async def test_doctor_finds_a_server_that_takes_our_mail() -> None:
    async with mail_server() as sink, adapter_of(sink.settings()) as adapter:
        assert all(finding.ok for finding in await adapter.check())


async def test_doctor_says_that_the_password_is_wrong_and_how_to_mend_it() -> None:
    async with mail_server(authenticator=checks_password, auth_require_tls=False) as sink:
        settings = sink.settings(smtp_user="box", smtp_password="another-pass-phrase")
        async with adapter_of(settings) as adapter:
            finding = (await adapter.check())[0]
    assert not finding.ok
    assert "does not let us log in" in finding.words
    assert "its password" in finding.mend
    assert "another-pass-phrase" not in finding.words + finding.mend


async def test_doctor_says_that_nothing_answers() -> None:
    async with mail_server() as sink:
        settings = sink.settings()
    async with adapter_of(settings) as adapter:
        finding = (await adapter.check())[0]
    assert not finding.ok
    assert "does not answer" in finding.words


def test_without_our_own_address_from_outside_no_letter_could_be_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for base_url, refused in (("", True), ("https://quorate.example", False)):
        given = configured(tmp_path, {"email": GOOD}, base_url=base_url)
        assert any("QUORATE_BASE_URL is empty" in each for each in given.refusals()) is refused


def test_without_pages_the_links_of_letters_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ours = "https://quorate.example"
    for more, refused in (({}, True), ({"web": {"address": ours}}, False)):
        given = configured(tmp_path, {"email": GOOD, **more}, base_url=ours)
        assert any("QUORATE_WEB_ADDRESS is empty" in each for each in given.refusals()) is refused
