"""The invented people and organisations (Entra tenants) behind the stand-in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
BlockCode = Literal["MessageWritesBlocked", "ConversationBlockedByUser"]


@dataclass
class Person:
    """Somebody with a Teams account; `installed` and `blocked` say what the bot may send them."""

    aad_object_id: str
    mri: str
    name: str
    email: str
    upn: str = ""
    guest: bool = False
    installed: bool = True
    blocked: bool = False
    blocked_as: BlockCode = "MessageWritesBlocked"

    def as_member(self, tenant_id: str) -> Json:
        """The roster entry that Teams answers with for this person."""
        given, _, family = self.name.rpartition(" ")
        return {
            "id": self.mri,
            "name": self.name,
            "objectId": self.aad_object_id,
            "aadObjectId": self.aad_object_id,
            "givenName": given,
            "surname": family,
            "email": self.email,
            "userPrincipalName": self.upn or self.email,
            "tenantId": tenant_id,
            "userRole": "guest" if self.guest else "user",
        }


@dataclass
class Tenant:
    """An organisation in Entra; `disabled` means that its administrator has switched the bot off."""

    id: str
    name: str
    people: Sequence[Person] = field(default_factory=list)
    region: str = "emea"
    disabled: bool = False

    def find(self, member_id: str) -> Person | None:
        """The person with this `29:` id or Entra object id."""
        return next((p for p in self.people if member_id in (p.mri, p.aad_object_id)), None)


class Directory:
    """All tenants known to the stand-in."""

    def __init__(self, tenants: Sequence[Tenant]) -> None:
        self.tenants = {tenant.id: tenant for tenant in tenants}

    def __iter__(self) -> Iterator[Tenant]:
        return iter(self.tenants.values())

    def home_of(self, aad_object_id: str) -> tuple[Tenant, Person]:
        """The tenant and the person with this Entra object id; AssertionError names those known."""
        for tenant in self:
            for person in tenant.people:
                if person.aad_object_id == aad_object_id:
                    return tenant, person
        known = ", ".join(p.aad_object_id for t in self for p in t.people)
        raise AssertionError(f"nobody has the Entra object id {aad_object_id!r}; there are: {known}")
