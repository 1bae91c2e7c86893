"""Who takes part: organisations, their people and roles, the host's bidang and signers, the places."""

from stakeholders.models.delegation import Delegation
from stakeholders.models.organizations import (
    Host,
    Kecamatan,
    Kelurahan,
    Official,
    Organization,
    OrganizationKind,
    Unit,
)
from stakeholders.models.people import HOST_ROLES, FactorRemoval, Membership, MembershipRequest, Role

__all__ = [
    "HOST_ROLES",
    "Delegation",
    "FactorRemoval",
    "Host",
    "Kecamatan",
    "Kelurahan",
    "Membership",
    "MembershipRequest",
    "Official",
    "Organization",
    "OrganizationKind",
    "Role",
    "Unit",
]
